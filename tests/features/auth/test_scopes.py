"""Scopes: what covers what, and who may have which."""

from hypothesis import given
from hypothesis import strategies as st

from arengo.auth.oauth.scopes import (
    SCOPES,
    are_known,
    effective,
    for_role,
    is_within,
    split_scopes,
)
from arengo.auth.roles.model import RoleNumber

sets_of_scopes = st.lists(st.sampled_from(SCOPES), max_size=6)


def test_a_whole_scope_covers_its_parts_and_not_the_other_way_round():
    assert is_within(["read:statuses", "read:search"], ["read"])
    assert not is_within(["read"], ["read:statuses"])
    assert not is_within(["write:statuses"], ["read"])


def test_the_old_word_follow_covers_relations_of_both_kinds():
    assert is_within(["write:follows", "read:blocks", "write:mutes"], ["follow"])
    assert not is_within(["write:statuses"], ["follow"])


def test_who_may_read_accounts_may_know_who_they_are():
    assert is_within(["profile"], ["read"])
    assert is_within(["profile"], ["read:accounts"])
    assert not is_within(["read:accounts"], ["profile"])


def test_scopes_are_read_in_order_and_once():
    assert split_scopes("read  write+push read") == ("read", "write", "push")
    assert not are_known(["read", "reed"])


def test_admin_scopes_are_for_the_staff():
    asked = ("read", "admin:read", "admin:write:reports")
    assert for_role(asked, RoleNumber.MEMBER) == ("read",)
    assert for_role(asked, RoleNumber.MODERATOR) == asked
    assert "admin:read:reports" not in effective("admin:read", RoleNumber.MEMBER)
    assert "admin:read:reports" in effective("admin:read", RoleNumber.OWNER)


@given(sets_of_scopes, sets_of_scopes)
def test_more_scopes_never_cover_less(some, more):
    assert is_within(some, [*some, *more])


@given(sets_of_scopes, sets_of_scopes, sets_of_scopes)
def test_covering_is_transitive(inner, middle, outer):
    if is_within(inner, middle) and is_within(middle, outer):
        assert is_within(inner, outer)
