"""The law of home: whatever a community does, a home holds what it should, page by page."""

import asyncio
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from arengo.base.clock import DAY_MS, now_ms
from arengo.base.errors import Forbidden, NotFound
from arengo.base.ids import MAX_ID, new_account_id
from arengo.config.settings import Settings
from arengo.social.accounts.actions import create_account, suspend, unsuspend
from arengo.social.follows import actions as follows
from arengo.social.follows.model import FollowOptions
from arengo.social.posts import actions as posts
from arengo.social.posts import boosting
from arengo.social.posts.drafting import make_draft
from arengo.social.posts.model import Visibility
from arengo.social.timelines import queries as timelines
from arengo.social.timelines.entries import actions as tags
from arengo.social.timelines.entries import listeners as entries
from arengo.social.timelines.model import Stretch
from arengo.storage import Listeners, ReadTransaction, Transaction
from arengo.storage.opening import open_database
from tests.features.timelines.community import PEOPLE, Community, Said, pages, plans
from tests.trying import times

EXAMPLES = {"sqlite": times(250), "postgresql": 40}
_moments = count(now_ms() - DAY_MS)  # each post its own millisecond: ids are in order


class Town:
    """A community in a database and, beside it, what it should be."""

    def __init__(self, db: Any, runner: asyncio.Runner) -> None:
        self.db = db
        self.runner = runner

    def live(self, plan: list[Any]) -> tuple[list[int], Community]:
        """Let everything happen in one transaction; return the people and the model."""

        def all_of_it(tx: Transaction) -> tuple[list[int], Community]:
            people = [_arrive(tx) for _ in range(PEOPLE)]
            history = History(tx, people)
            for name, *words in plan:
                history.do(name, words)
            return people, history.model

        return self.runner.run(self.db.write(all_of_it))

    def page(self, reader: int, **stretch: Any) -> list[tuple[int, int]]:
        """Return (line, what is shown) of one page of a home."""

        def ask(tx: ReadTransaction) -> list[tuple[int, int]]:
            found = timelines.home(tx, Stretch(**stretch), viewer=reader)
            return [(line.id, line.shown_id) for line in found.lines]

        return self.runner.run(self.db.read(ask))


class History:
    """Does each step with the verbs and, when it was allowed, in the model."""

    def __init__(self, tx: Transaction, people: list[int]) -> None:
        self.tx = tx
        self.people = people
        self.model = Community()
        self.said: list[int] = []
        self.own = f"{next(_moments):x}"  # tags are the whole site's: each example has its own

    def do(self, name: str, words: list[Any]) -> None:
        try:
            getattr(self, name)(*words)
        except (Forbidden, NotFound):
            return

    def earlier(self, number: int) -> int:
        if not self.said:
            raise NotFound
        return self.said[number % len(self.said)]

    def publish(self, *words: Any) -> None:
        who, visibility, answered, named, with_tags, language = words
        names = [f"@p{self.people[each]}" for each in sorted(named)]
        names += [f"#{tag}{self.own}" for tag in sorted(with_tags)]
        draft = make_draft(
            text=" ".join(["words", *names]),
            visibility=Visibility(visibility),
            language=language,
            reply_to_id=None if answered is None else self.earlier(answered),
            most_characters=500,
            at_ms=next(_moments),
        )
        by = self.people[who]
        post = posts.publish(self.tx, by=by, draft=draft, host_name="arengo.test")
        self.keep(
            Said(
                id=post.id,
                author=by,
                visibility=visibility,
                answers=post.reply_to_account_id,
                named=frozenset(post.mentioned_ids),
                tags=frozenset(with_tags),
                language=language,
            )
        )

    def boost(self, who, number) -> None:
        by = self.people[who]
        made, post = boosting.boost(
            self.tx, by=by, post_id=self.earlier(number), at_ms=next(_moments)
        )
        if made.id not in self.model.posts:
            self.keep(Said(made.id, by, made.visibility, boost_of=post.id))

    def keep(self, said: Said) -> None:
        self.model.posts[said.id] = said
        self.said.append(said.id)

    def delete(self, number) -> None:
        gone = self.model.posts[self.earlier(number)]
        posts.delete(self.tx, by=gone.author, post_id=gone.id)
        del self.model.posts[gone.id]
        self.said.remove(gone.id)

    def follow(self, a, b, boosts, languages) -> None:
        pair = self.people[a], self.people[b]
        options = FollowOptions(boosts=boosts, languages=tuple(languages))
        follows.follow(self.tx, by=pair[0], target=pair[1], options=options)
        self.model.follows[pair] = boosts, languages

    def unfollow(self, a, b) -> None:
        pair = self.people[a], self.people[b]
        follows.unfollow(self.tx, by=pair[0], target=pair[1])
        self.model.follows.pop(pair, None)

    def block(self, a, b) -> None:
        self.set_apart("block", a, b)
        for pair in ((self.people[a], self.people[b]), (self.people[b], self.people[a])):
            self.model.follows.pop(pair, None)

    def mute(self, a, b) -> None:
        self.set_apart("mute", a, b)

    def set_apart(self, what, a, b) -> None:
        pair = self.people[a], self.people[b]
        if a == b:
            raise Forbidden
        getattr(follows, what)(self.tx, by=pair[0], target=pair[1])
        self.model.apart[what].add(pair)

    def unblock(self, a, b) -> None:
        self.let_near("block", a, b)

    def unmute(self, a, b) -> None:
        self.let_near("mute", a, b)

    def let_near(self, what, a, b) -> None:
        pair = self.people[a], self.people[b]
        getattr(follows, f"un{what}")(self.tx, by=pair[0], target=pair[1])
        self.model.apart[what].discard(pair)

    def follow_tag(self, who, tag) -> None:
        tags.follow_tag(self.tx, by=self.people[who], name=tag + self.own)
        self.model.tags.add((self.people[who], tag))

    def unfollow_tag(self, who, tag) -> None:
        tags.unfollow_tag(self.tx, by=self.people[who], name=tag + self.own)
        self.model.tags.discard((self.people[who], tag))

    def suspend(self, who) -> None:
        suspend(self.tx, self.people[who])
        self.model.suspended.add(self.people[who])

    def unsuspend(self, who) -> None:
        unsuspend(self.tx, self.people[who])
        self.model.suspended.discard(self.people[who])


def _arrive(tx: Transaction) -> int:
    new_id = new_account_id()
    return create_account(tx, username=f"p{new_id}", account_id=new_id).id


@pytest.fixture
def town(settings: Settings) -> Iterator[Town]:
    listeners = Listeners()
    entries.listen(listeners)
    db = open_database(settings.data, settings.database_url, listeners)
    with asyncio.Runner() as runner:
        runner.run(db.start())
        yield Town(db, runner)
        runner.run(db.stop())


def _ids(page: list[Said]) -> list[tuple[int, int]]:
    return [(line.id, line.boost_of or line.id) for line in page]


def check_home(town: Town, plan: list[Any], limit: int) -> None:
    people, community = town.live(plan)
    for reader in people:
        lines = community.home(reader)
        for upwards in (False, True):
            ordered = lines[::-1] if upwards else lines
            edge = 0 if upwards else MAX_ID
            for page, _ in pages(community, ordered, limit):
                stretch = {"after": edge} if upwards else {"before": edge}
                found = town.page(reader, **stretch, upwards=upwards, limit=limit)
                expected = _ids(page)
                assert found == (expected[::-1] if upwards else expected)
                edge = page[-1].id
            stretch = {"after": edge} if upwards else {"before": edge}
            assert town.page(reader, **stretch, upwards=upwards, limit=limit) == []


def test_home_is_what_the_model_says_page_by_page_in_both_directions(town, engine):
    @effort(
        max_examples=EXAMPLES[engine],
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(plans, st.sampled_from((1, 2, 3, 20)))
    def law(plan, limit):
        check_home(town, plan, limit)

    law()


def test_a_page_is_full_however_much_before_it_is_not_kept(town):
    """A thousand posts of somebody who is muted do not end a home."""
    quiet = [("publish", 1, 0, None, set(), set(), None)]
    noise = [("publish", 2, 0, None, set(), set(), None)] * 1_000
    circle = [("follow", 0, 1, True, []), ("follow", 0, 2, True, []), ("mute", 0, 2)]
    check_home(town, [*circle, *quiet, *noise, *quiet], 1)
