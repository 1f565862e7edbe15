"""Laws of following: whatever people do, both sides of everything agree, and so do the counters."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from arengo.base.errors import Forbidden, NotFound
from arengo.base.ids import AccountId, new_account_id
from arengo.social.accounts.actions import change_profile, create_account
from arengo.social.accounts.model import AccountFlag, ProfileChanges
from arengo.social.accounts.queries import accounts_by_id
from arengo.social.follows import actions
from arengo.social.follows.queries import relationships
from arengo.storage import Database, Listeners, ReadTransaction
from arengo.storage.opening import open_database
from tests.trying import times

PEOPLE = 4
Pair = tuple[AccountId, AccountId]
person = st.integers(0, PEOPLE - 1)


class Site:
    """A database that synchronous rules can use."""

    def __init__(self, db: Database) -> None:
        self.runner = asyncio.Runner()
        self.db = db
        self.runner.run(db.start())

    def write(self, verb: Any, **options: Any) -> Any:
        return self.runner.run(self.db.write(verb, **options))

    def read(self, question: Any, *words: Any) -> Any:
        return self.runner.run(self.db.read(question, *words))

    def close(self) -> None:
        self.runner.run(self.db.stop())
        self.runner.close()


@pytest.fixture
def site(request) -> Iterator[Site]:
    chosen = request.getfixturevalue("settings")
    site = Site(open_database(chosen.data, chosen.database_url, Listeners()))
    yield site
    site.close()


class Between(RuleBasedStateMachine):
    """Four people do everything to each other; sets of pairs say what should be true."""

    def __init__(self, site: Site) -> None:
        super().__init__()
        self.site = site
        self.follows: set[Pair] = set()
        self.requests: set[Pair] = set()
        self.blocks: set[Pair] = set()
        self.mutes: dict[Pair, bool] = {}
        self.locked: set[AccountId] = set()

    @initialize()
    def arrive(self) -> None:
        self.people = [self.site.write(_arrive).id for _ in range(PEOPLE)]

    def blocked(self, pair: Pair) -> bool:
        return pair in self.blocks or pair[::-1] in self.blocks

    @rule(a=person, b=person)
    def follow(self, a: int, b: int) -> None:
        pair = self.people[a], self.people[b]
        if a == b or self.blocked(pair):
            with pytest.raises(Forbidden):
                self.site.write(actions.follow, by=pair[0], target=pair[1])
            return
        self.site.write(actions.follow, by=pair[0], target=pair[1])
        if pair in self.follows:
            return
        if pair[1] in self.locked:
            self.requests.add(pair)
        else:
            self.requests.discard(pair)
            self.follows.add(pair)

    @rule(a=person, b=person)
    def unfollow(self, a: int, b: int) -> None:
        pair = self.people[a], self.people[b]
        self.site.write(actions.unfollow, by=pair[0], target=pair[1])
        self.follows.discard(pair)
        self.requests.discard(pair)

    @rule(a=person, b=person)
    def remove_follower(self, a: int, b: int) -> None:
        pair = self.people[a], self.people[b]
        self.site.write(actions.remove_follower, by=pair[1], target=pair[0])
        self.follows.discard(pair)

    @rule(a=person, b=person, welcome=st.booleans())
    def answer(self, a: int, b: int, *, welcome: bool) -> None:
        pair = self.people[a], self.people[b]
        verb = actions.accept if welcome else actions.reject
        if pair not in self.requests:
            with pytest.raises(NotFound):
                self.site.write(verb, by=pair[1], requester=pair[0])
            return
        self.site.write(verb, by=pair[1], requester=pair[0])
        self.requests.discard(pair)
        if welcome:
            self.follows.add(pair)

    @rule(a=person, b=person)
    def block(self, a: int, b: int) -> None:
        pair = self.people[a], self.people[b]
        if a == b:
            return
        self.site.write(actions.block, by=pair[0], target=pair[1])
        self.blocks.add(pair)
        self.follows -= {pair, pair[::-1]}
        self.requests -= {pair, pair[::-1]}

    @rule(a=person, b=person)
    def unblock(self, a: int, b: int) -> None:
        pair = self.people[a], self.people[b]
        self.site.write(actions.unblock, by=pair[0], target=pair[1])
        self.blocks.discard(pair)

    @rule(a=person, b=person, all_of_it=st.booleans())
    def mute(self, a: int, b: int, *, all_of_it: bool) -> None:
        pair = self.people[a], self.people[b]
        if a != b:
            self.site.write(actions.mute, by=pair[0], target=pair[1], notifications=all_of_it)
            self.mutes[pair] = all_of_it

    @rule(a=person, b=person)
    def unmute(self, a: int, b: int) -> None:
        pair = self.people[a], self.people[b]
        self.site.write(actions.unmute, by=pair[0], target=pair[1])
        self.mutes.pop(pair, None)

    @rule(a=person, locked=st.booleans())
    def lock(self, a: int, *, locked: bool) -> None:
        who = self.people[a]
        changes = ProfileChanges(flags={AccountFlag.LOCKED: locked})
        self.site.write(change_profile, by=who, changes=changes)
        (self.locked.add if locked else self.locked.discard)(who)

    @rule(a=person)
    def accept_all(self, a: int) -> None:
        who = self.people[a]
        self.site.write(actions.accept_some, by=who)
        if who not in self.locked:
            waiting = {pair for pair in self.requests if pair[1] == who}
            self.requests -= waiting
            self.follows |= waiting

    @rule(a=person)
    def leave_everybody(self, a: int) -> None:
        who = self.people[a]
        while self.site.write(actions.erase_some, account_id=who, limit=2):
            pass
        self.follows = {pair for pair in self.follows if who not in pair}
        self.requests = {pair for pair in self.requests if who not in pair}
        self.blocks = {pair for pair in self.blocks if who not in pair}
        self.mutes = {pair: how for pair, how in self.mutes.items() if who not in pair}

    @invariant()
    def rows_are_what_was_done(self) -> None:
        if not hasattr(self, "people"):
            return
        rows = self.site.read(_rows, self.people)
        assert rows["follows"] == rows["followers"] == self.follows
        assert rows["requests"] == self.requests
        assert rows["blocks"] == rows["blocked by"] == self.blocks

    @invariant()
    def counters_are_rows(self) -> None:
        if not hasattr(self, "people"):
            return
        for who, account in self.site.read(accounts_by_id, self.people).items():
            assert account.stats.following == sum(pair[0] == who for pair in self.follows)
            assert account.stats.followers == sum(pair[1] == who for pair in self.follows)

    @invariant()
    def relationships_say_the_same(self) -> None:
        if not hasattr(self, "people"):
            return
        for by in self.people:
            for state in self.site.read(relationships, by, self.people):
                pair = by, state.target_id
                assert state.following == (pair in self.follows)
                assert state.followed_by == (pair[::-1] in self.follows)
                assert state.requested == (pair in self.requests)
                assert state.requested_by == (pair[::-1] in self.requests)
                assert state.blocking == (pair in self.blocks)
                assert state.blocked_by == (pair[::-1] in self.blocks)
                assert state.muting == (pair in self.mutes)
                assert state.muting_notifications == self.mutes.get(pair, False)


def _arrive(tx: Any) -> Any:
    new_id = new_account_id()
    return create_account(tx, username=f"p{new_id}", account_id=new_id)


def _rows(tx: ReadTransaction, people: list[AccountId]) -> dict[str, set[Pair]]:
    def pairs(sql: str) -> set[Pair]:
        return {(row[0], row[1]) for row in tx.rows(sql, people=people)}

    return {
        "follows": pairs("SELECT account_id, target_id FROM follows WHERE account_id IN :people"),
        "followers": pairs(
            "SELECT account_id, target_id FROM followers WHERE target_id IN :people"
        ),
        "requests": pairs(
            "SELECT account_id, target_id FROM follow_requests WHERE target_id IN :people"
        ),
        "blocks": pairs(
            "SELECT account_id, target_id FROM relations WHERE kind = 1 AND account_id IN :people"
        ),
        "blocked by": pairs(
            "SELECT target_id, account_id FROM relations WHERE kind = 2 AND account_id IN :people"
        ),
    }


def test_both_sides_and_the_counters_always_agree(site, engine):
    run_state_machine_as_test(
        lambda: Between(site),
        settings=settings(
            max_examples=times(25) if engine == "sqlite" else 8,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
