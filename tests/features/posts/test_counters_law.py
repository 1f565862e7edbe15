"""Whatever is done to posts, every counter and every entry says what the rows say."""

from typing import Any

from hypothesis import HealthCheck
from hypothesis import settings as effort
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as run
from typing_extensions import override

from arengo.base.errors import Forbidden, Invalid, NotFound
from arengo.social.follows import actions as follows
from arengo.social.posts import actions as posts
from arengo.social.posts import boosting
from arengo.social.posts.drafting import make_draft
from arengo.social.posts.model import Visibility
from arengo.social.reactions import actions as reactions
from tests.features.posts.conftest import publish
from tests.trying import times

PEOPLE = 3
person = st.integers(0, PEOPLE - 1)
number = st.integers(0, 30)
words = st.sampled_from(("plain", "#tea", "#rain #tea", "@0 hello", "@1 @2 #tea"))

# Each statement finds what is wrong; none may find anything.
LAWS = {
    "favourites": """
      SELECT p.id FROM posts p LEFT JOIN post_stats s ON s.post_id = p.id
      WHERE p.boost_of_id IS NULL AND COALESCE(s.favourites, 0) <>
        (SELECT count(*) FROM favourites f WHERE f.kind = 1 AND f.post_id = p.id)""",
    "boosts": """
      SELECT p.id FROM posts p LEFT JOIN post_stats s ON s.post_id = p.id
      WHERE COALESCE(s.boosts, 0) <>
        (SELECT count(*) FROM posts b WHERE b.boost_of_id = p.id)""",
    "replies": """
      SELECT p.id FROM posts p LEFT JOIN post_stats s ON s.post_id = p.id
      WHERE COALESCE(s.replies, 0) <>
        (SELECT count(*) FROM posts r WHERE r.reply_to_id = p.id AND r.visibility < 2)""",
    "posts of an account": """
      SELECT s.account_id FROM account_stats s
      WHERE s.posts <> (SELECT count(*) FROM posts p
                        WHERE p.account_id = s.account_id AND p.visibility < 3)""",
    "counters of nothing": """
      SELECT post_id FROM post_stats WHERE post_id NOT IN (SELECT id FROM posts)""",
    "history of nothing": """
      SELECT post_id FROM post_edits WHERE post_id NOT IN (SELECT id FROM posts)""",
    "mentions in nothing": """
      SELECT post_id FROM mentions WHERE post_id NOT IN (SELECT id FROM posts)""",
    "conversations": """
      SELECT id FROM posts p WHERE root_id IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM thread_entries e WHERE e.post_id = p.id
                        AND e.root_id = p.root_id AND e.parent_id = p.reply_to_id)
      UNION ALL SELECT post_id FROM thread_entries WHERE post_id NOT IN (SELECT id FROM posts)""",
    "public entries": """
      SELECT id FROM posts p
      WHERE (visibility = 0 AND boost_of_id IS NULL
             AND (reply_to_id IS NULL OR reply_to_account_id = account_id))
        <> EXISTS (SELECT 1 FROM public_entries e WHERE e.post_id = p.id)
      UNION ALL SELECT post_id FROM public_entries WHERE post_id NOT IN (SELECT id FROM posts)""",
    "tag entries": """
      SELECT post_id FROM tag_entries WHERE post_id NOT IN (SELECT id FROM posts)""",
    "tags that nobody uses": """
      SELECT id FROM tags WHERE id NOT IN (SELECT tag_id FROM tag_entries)""",
}


class Writing(RuleBasedStateMachine):
    """Three people write, react and take back."""

    def __init__(self, desk: Any) -> None:
        super().__init__()
        self.desk = desk
        self.posts: list[Any] = []

    @initialize()
    def arrive(self) -> None:
        self.people = [self.desk.person() for _ in range(PEOPLE)]

    def attempt(self, verb: Any, **options: Any) -> Any:
        try:
            return self.desk.write(verb, **options)
        except (Forbidden, NotFound, Invalid):
            return None

    def some(self, index: int) -> Any:
        return self.posts[index % len(self.posts)] if self.posts else None

    def said(self, text: str) -> str:
        for index, each in enumerate(self.people):
            text = text.replace(f"@{index}", f"@p{each}")
        return text

    @rule(who=person, text=words, to=st.none() | number, visibility=st.sampled_from(Visibility))
    def publish(self, who: int, text: str, to: int | None, visibility: Visibility) -> None:
        answered = None if to is None else self.some(to)
        made = self.attempt(
            publish,
            by=self.people[who],
            text=self.said(text),
            visibility=visibility,
            reply_to_id=answered.id if answered else None,
        )
        if made:
            self.posts.append(made)

    @rule(index=number, text=words)
    def edit(self, index: int, text: str) -> None:
        post = self.some(index)
        if post:
            draft = make_draft(
                text=self.said(text), visibility=post.visibility, most_characters=500
            )
            self.attempt(
                posts.edit, by=post.account_id, post_id=post.id, draft=draft, host_name="x.test"
            )

    @rule(who=person, index=number, verb=st.sampled_from((boosting.boost, boosting.unboost)))
    def boost(self, who: int, index: int, verb: Any) -> None:
        post = self.some(index)
        made = post and self.attempt(verb, by=self.people[who], post_id=post.id)
        if isinstance(made, tuple):
            self.posts.append(made[0])

    @rule(
        who=person,
        index=number,
        verb=st.sampled_from(
            (
                reactions.favourite,
                reactions.unfavourite,
                reactions.bookmark,
                reactions.pin,
                reactions.mute_thread,
            )
        ),
    )
    def react(self, who: int, index: int, verb: Any) -> None:
        post = self.some(index)
        if post:
            self.attempt(verb, by=self.people[who], post_id=post.id)

    @rule(index=number)
    def delete(self, index: int) -> None:
        post = self.some(index)
        if post:
            self.attempt(posts.delete, by=post.account_id, post_id=post.id)
            while self.desk.write(boosting.remove_boosts, post_id=post.id, most=2):
                pass

    @rule(a=person, b=person, verb=st.sampled_from((follows.block, follows.unblock)))
    def fall_out(self, a: int, b: int, verb: Any) -> None:
        self.attempt(verb, by=self.people[a], target=self.people[b])

    @rule(who=person)
    def erase(self, who: int) -> None:
        while self.desk.write(posts.erase_posts, account_id=self.people[who], most=2):
            pass
        while self.desk.write(reactions.forget_account, account_id=self.people[who], most=2):
            pass

    @invariant()
    def everything_agrees(self) -> None:
        if self.desk.db.engine == "sqlite":  # PostgreSQL takes its time: once, at the end
            self.check()

    @override
    def teardown(self) -> None:
        self.check()

    def check(self) -> None:
        def ask(tx: Any) -> dict[str, list[Any]]:
            return {name: tx.rows(sql) for name, sql in LAWS.items()}

        wrong = {name: rows for name, rows in self.desk.read(ask).items() if rows}
        assert wrong == {}


def test_counters_and_entries_always_agree_with_the_rows(desk, engine):
    run(
        lambda: Writing(desk),
        settings=effort(
            max_examples=times(40) if engine == "sqlite" else 8,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
