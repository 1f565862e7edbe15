"""Groups against their law: whatever is told, taken back, dismissed or cleared, by whomever."""

import random
from collections.abc import Iterator
from functools import partial
from itertools import count
from typing import ClassVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from arengo.base.clock import HOUR_MS
from arengo.base.ids import AccountId, PostId, first_id_at, new_id, time_of
from arengo.social.notifications import actions
from arengo.social.notifications.model import News, NotificationType
from arengo.social.notifications.policy import GROUPED
from tests.features.notifications.conftest import Place
from tests.features.notifications.law import both, said, told

BEGIN_MS = 1_700_000_000_000
SENDERS = 11  # more than a sample holds
ABOUT_PEOPLE = {NotificationType.FOLLOW, NotificationType.FOLLOW_REQUEST}


AT = st.integers(0, 30 * HOUR_MS)
WHAT = {
    "type_": st.sampled_from([*NotificationType, *[NotificationType.FAVOURITE] * 2]),
    "who": st.integers(0, SENDERS - 1),
    "post": st.integers(0, 1),
}


class Telling(RuleBasedStateMachine):
    """Tells one person things, a fresh one in every run."""

    place: ClassVar[Place]
    senders: ClassVar[list[AccountId]]
    numbers: ClassVar[Iterator[int]]

    def __init__(self) -> None:
        super().__init__()
        (self.reader,) = self.place.people(1, prefix=f"r{next(self.numbers)}x")
        self.posts = [PostId(new_id(self.reader)) for _ in range(2)]
        self.known: set[tuple[int, int, int | None]] = set()

    def news(self, type_: NotificationType, who: int, post: int, at: int = 0) -> News:
        post_id = None if type_ in ABOUT_PEOPLE else self.posts[post]
        return News(
            type=type_, from_id=self.senders[who], post_id=post_id, thread_id=post_id, at_ms=at
        )

    def rows(self) -> list[tuple[int, ...]]:
        """Return all rows in an order that every run has; that of ids of one moment is drawn."""
        return sorted(self.place.read(told, self.reader), key=self.place_of)

    def place_of(self, row: tuple[int, ...]) -> tuple[int, ...]:
        row_id, type_, sender, post_id, _ = row
        post = self.posts.index(PostId(post_id)) if post_id else -1
        return time_of(row_id), type_, self.senders.index(AccountId(sender)), post

    @rule(at=AT, **WHAT)
    def tell(self, type_: NotificationType, who: int, post: int, at: int) -> None:
        news = self.news(type_, who, post, BEGIN_MS + at)
        self.place.write(actions.notify, news, to_ids=[self.reader])
        self.known.add((int(news.type), news.from_id, news.post_id))

    @rule(type_=st.sampled_from(sorted(GROUPED)), post=st.integers(0, 1), at=AT)
    def crowd(self, type_: NotificationType, post: int, at: int) -> None:
        for who in range(SENDERS):
            self.tell(type_, who, post, at + who)

    @rule(**WHAT)
    def take_back(self, type_: NotificationType, who: int, post: int) -> None:
        news = self.news(type_, who, post)
        self.place.write(actions.take_back, news, to_id=self.reader)
        self.known.discard((int(news.type), news.from_id, news.post_id))

    @precondition(lambda self: self.known)
    @rule(data=st.data())
    def dismiss(self, data: st.DataObject) -> None:
        row = data.draw(st.sampled_from(self.rows()))
        self.place.write(actions.dismiss, by=self.reader, notification_id=row[0])
        self.known.discard((row[1], row[2], row[3]))

    @precondition(lambda self: self.known)
    @rule(data=st.data(), most=st.sampled_from([1, 3, 100]))
    def dismiss_group(self, data: st.DataObject, most: int) -> None:
        rows = self.rows()
        key = data.draw(st.sampled_from(rows))[4]
        while self.place.write(actions.dismiss_group, by=self.reader, key=key, most=most):
            self.groups_say_what_the_rows_say()
        self.known -= {(row[1], row[2], row[3]) for row in rows if row[4] == key}

    @rule(who=st.integers(0, SENDERS - 1), most=st.sampled_from([1, 100]))
    def forget_sender(self, who: int, most: int) -> None:
        sender = self.senders[who]
        while self.place.write(
            actions.forget_sender, account_id=self.reader, from_id=sender, most=most
        ):
            self.groups_say_what_the_rows_say()
        self.known = {each for each in self.known if each[1] != sender}

    @rule(post=st.integers(0, 1), most=st.sampled_from([2, 100]))
    def forget_post(self, post: int, most: int) -> None:
        post_id = self.posts[post]
        while self.place.write(
            actions.forget_post, account_id=self.reader, post_id=post_id, most=most
        ):
            self.groups_say_what_the_rows_say()
        self.known = {each for each in self.known if each[2] != post_id}

    @rule(at=AT, most=st.sampled_from([2, 100]))
    def clear(self, at: int, most: int) -> None:
        before = first_id_at(BEGIN_MS + at)
        old = {(row[1], row[2], row[3]) for row in self.rows() if row[0] < before}
        while self.place.write(actions.clear, by=self.reader, before=before, most=most):
            self.groups_say_what_the_rows_say()
        self.known -= old

    @invariant()
    def groups_say_what_the_rows_say(self) -> None:
        found, expected = self.place.read(both, self.reader)
        assert found == expected

    @invariant()
    def everything_is_told_once(self) -> None:
        assert sorted(map(str, self.known)) == sorted(str(row[1:4]) for row in self.rows())


def test_groups_say_what_the_rows_say(place: Place):
    around = {
        "place": place,
        "senders": place.people(SENDERS, prefix="sender"),
        "numbers": count(),
    }
    run_state_machine_as_test(
        type("TellingHere", (Telling,), around),
        settings=settings(
            max_examples=12,
            stateful_step_count=30,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_groups_say_what_the_rows_say_when_many_act_at_once(place: Place):
    (reader,) = place.people(1, prefix="reader")
    senders = place.people(24, prefix="sender")
    post = PostId(new_id(reader))
    news = [
        News(type=NotificationType.FAVOURITE, from_id=each, post_id=post, thread_id=post)
        for each in senders
    ]
    tell = [partial(actions.notify, news=each, to_ids=[reader]) for each in news]
    undo = [partial(actions.take_back, news=each, to_id=reader) for each in news]
    place.write_all(*tell[:16], *tell[:16])  # each twice
    mixed = [*undo[:8], *tell[16:], *undo[12:16]]
    random.Random(7).shuffle(mixed)
    place.write_all(*mixed)
    found, expected = place.read(both, reader)
    assert found == expected
    assert sum(group[2] for group in found.values()) == 12


def test_in_a_storm_only_the_group_grows_and_other_types_are_told(place: Place):
    (reader,) = place.people(1, prefix="reader")
    senders = place.people(130, prefix="sender")
    post = PostId(new_id(reader))
    at_ms = BEGIN_MS

    def tell(tx, type_, people, at):
        for step, each in enumerate(people):
            about = None if type_ in ABOUT_PEOPLE else post
            news = News(
                type=type_, from_id=each, post_id=about, thread_id=about, at_ms=at + step * 100
            )
            actions.notify(tx, news, to_ids=[reader])

    place.write(tell, NotificationType.FAVOURITE, senders, at_ms)
    rows = place.read(told, reader)
    groups = place.read(said, reader)
    ((latest_id, _, number, _, _, sample),) = groups.values()
    assert len(rows) == 100
    assert number == 130
    assert latest_id > rows[0][0]
    assert list(sample) == senders[:-9:-1]

    place.write(tell, NotificationType.FOLLOW, senders[:1], at_ms + 13_000)
    assert len(place.read(told, reader)) == 101

    first = News(type=NotificationType.FAVOURITE, from_id=senders[0], post_id=post, thread_id=post)
    place.write(actions.take_back, first, to_id=reader)
    favourites = [each for each in place.read(said, reader).values() if each[4] == post]
    assert [each[2] for each in favourites] == [129]

    while place.write(actions.clear, by=reader, before=new_id(reader), most=30):
        continue
    assert place.read(said, reader) == {}


def test_a_storm_passes(place: Place):
    (reader,) = place.people(1, prefix="reader")
    senders = place.people(102, prefix="sender")

    def tell(tx):
        for step, each in enumerate(senders[:-1]):
            at = BEGIN_MS + step
            actions.notify(
                tx,
                News(type=NotificationType.FOLLOW, from_id=each, at_ms=at),
                to_ids=[reader],
            )
        later = BEGIN_MS + 61_000
        news = News(type=NotificationType.FOLLOW, from_id=senders[-1], at_ms=later)
        actions.notify(tx, news, to_ids=[reader])

    place.write(tell)
    assert len(place.read(told, reader)) == 101
