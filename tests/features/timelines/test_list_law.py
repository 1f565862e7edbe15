"""The law of lists: a list shows what its members publish, and an exclusive one empties home."""

from typing import Any

from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from arengo.social.follows.lists import actions as lists
from arengo.social.follows.lists.model import List, Replies
from arengo.social.timelines import queries as timelines
from arengo.social.timelines.model import Stretch
from tests.features.timelines.community import PEOPLE, Community, Said, plans
from tests.features.timelines.test_home_law import Town, town
from tests.trying import times

__all__ = ["town"]  # the fixture

members = st.sets(st.integers(0, PEOPLE - 1), min_size=1)


def on_list(community: Community, of: List, people: set[int]) -> list[int]:
    """Return the ids of all that stands on a list, newest first."""
    reader = of.account_id
    return [
        post.id
        for post in sorted(community.posts.values(), key=lambda post: -post.id)
        if post.author in people
        and post.visibility < 3
        and (shown := community.shown(post)) is not None
        and not any(community._unwanted(each.author, reader) for each in (post, shown))
        and (post.author == reader or wished(community, post, reader))
        and answers_whom_it_may(community, post, of, people)
    ]


def wished(community: Community, post: Said, reader: int) -> bool:
    """Tell whether a follower asked for this kind of post."""
    boosts, languages = community.follows[reader, post.author]
    return (post.boost_of is None or boosts) and (
        not languages or post.language is None or post.language in languages
    )


def answers_whom_it_may(community: Community, post: Said, of: List, people: set[int]) -> bool:
    """Tell whether a post is no reply to others, or one of those that the list shows."""
    to = post.answers
    return (
        to is None
        or to in (post.author, of.account_id)
        or (of.replies is Replies.LIST and to in people)
        or (of.replies is Replies.FOLLOWED and (of.account_id, to) in community.follows)
    )


def without_repeats(ids: list[int], community: Community) -> list[int]:
    """Return one line for each original, as one page shows it."""
    kept: dict[int, int] = {}
    for each in ids:
        kept.setdefault(community.posts[each].boost_of or each, each)
    return list(kept.values())


def make(town: Town, reader: int, people: set[int], replies: Replies) -> List:
    """Make an exclusive list with everybody of these who may be in it."""

    def verb(tx: Any) -> List:
        made = lists.make_list(tx, by=reader, title="x", replies=replies, exclusive=True)
        lists.add_members(tx, by=reader, list_id=made.id, people=sorted(people))
        return made

    return town.runner.run(town.db.write(verb))


def check_lists(town: Town, plan: list[Any], chosen: set[int], replies: Replies) -> None:
    people, community = town.live(plan)
    for reader in people:
        followed = {b for a, b in community.follows if a == reader} - community.suspended
        inside = {people[each] for each in chosen} & (followed | {reader} - community.suspended)
        before = [post.id for post in community.home(reader)]
        made = make(town, reader, inside, replies)

        def ask(tx: Any, made: List = made, reader: int = reader) -> list[list[int]]:
            everything = Stretch(limit=100)
            pages = (
                timelines.listed(tx, everything, of=made),
                timelines.home(tx, everything, viewer=reader),
            )
            return [[line.id for line in page.lines] for page in pages]

        listed, home = town.runner.run(town.db.read(ask))
        assert listed == without_repeats(on_list(community, made, inside), community)
        left = [
            each
            for each in before
            if (said := community.posts[each]).author not in inside - {reader}
            or community._by_tag(said, reader)
        ]
        assert home == without_repeats(left, community)


def test_lists_and_home_beside_them_are_what_the_model_says(town, engine):
    @effort(
        max_examples=times(40) if engine == "sqlite" else 8,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(plans, members, st.sampled_from(list(Replies)))
    def law(plan, chosen, replies):
        check_lists(town, plan, chosen, replies)

    law()
