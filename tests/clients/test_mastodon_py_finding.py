"""The library Mastodon.py, unmodified: filters, suggestions, trends and collections."""

import pytest
from mastodon import MastodonAPIError, MastodonNotFoundError


def test_a_filter_marks_what_is_read(alice, bob):
    alice.account_follow(bob.me())
    made = alice.create_filter_v2(
        "no tea",
        ["home", "public"],
        "warn",
        expires_in=600,
        keywords_attributes=[{"keyword": "tea", "whole_word": True}],
    )
    assert [each.keyword for each in made.keywords] == ["tea"]
    post = bob.status_post("a cup of TEA")
    [shown] = [each for each in alice.timeline_home() if each.id == post.id]
    [result] = shown.filtered
    assert (result.filter.title, result.keyword_matches) == ("no tea", ["tea"])
    added = alice.add_filter_keyword_v2(made, "cup", whole_word=True)
    assert alice.status(post).filtered[0].keyword_matches == ["tea", "cup"]
    alice.delete_filter_keyword_v2(added)
    changed = alice.update_filter_v2(made, title="no tea here", filter_action="hide")
    assert (changed.title, changed.filter_action) == ("no tea here", "hide")
    one = alice.add_filter_status_v2(made, bob.status_post("fine words"))
    assert [each.id for each in alice.filter_statuses_v2(made)] == [one.id]
    alice.delete_filter_status_v2(one)
    assert [each.title for each in alice.filters_v2()] == ["no tea here"]
    alice.delete_filter_v2(made)
    assert alice.status(post).filtered == []
    with pytest.raises(MastodonNotFoundError):
        alice.filter_v2(made)


def test_filters_of_the_first_version_still_work(alice, bob):
    made = alice.filter_create("tea", ["home", "public"], irreversible=True, expires_in=600)
    assert (made.phrase, made.irreversible, made.whole_word) == ("tea", True, True)
    assert len(alice.status(bob.status_post("tea")).filtered) == 1
    changed = alice.filter_update(made.id, phrase="cocoa", context=["home"])
    assert (changed.phrase, changed.context) == ("cocoa", ["home"])
    assert [each.phrase for each in alice.filters()] == ["cocoa"]
    alice.filter_delete(made.id)
    assert alice.filters() == []


def test_people_are_suggested_listed_and_dismissed(alice, bob, person):
    carol = person("carol")
    for each in (bob, carol):
        each.account_update_credentials(discoverable=True)
    alice.account_follow(bob.me())
    bob.account_follow(carol.me())
    [found] = [each for each in alice.suggestions_v2() if each.account.id == carol.me().id]
    assert found.source == "past_interactions"
    assert carol.me().id in [each.id for each in alice.suggestions_v1()]
    alice.suggestion_delete(carol.me())
    assert carol.me().id not in [each.account.id for each in alice.suggestions_v2()]
    assert carol.me().id in [each.id for each in alice.directory(order="new", limit=80)]


def test_trends_are_lists(alice):
    assert isinstance(alice.trending_tags(limit=5), list)
    assert isinstance(alice.trending_statuses(limit=5), list)
    assert isinstance(alice.trending_links(limit=5), list)


def test_a_collection_is_kept_and_one_can_leave_it(alice, bob):
    bob.account_update_credentials(discoverable=True)
    made = alice.collection_create("Cooks", description="who cook", discoverable=True).collection
    item = alice.collection_item_add(made, bob.me()).collection_item
    assert item.state == "accepted"
    shown = bob.collection(made)
    assert [each.id for each in shown.accounts] == [alice.me().id, bob.me().id]
    assert [each.name for each in bob.account_collections(alice.me()).collections] == ["Cooks"]
    assert [each.id for each in bob.account_in_collections(bob.me()).collections] == [made.id]
    assert alice.collection_update(made, name="Bakers").collection.name == "Bakers"
    with pytest.raises(MastodonAPIError):
        bob.collection_update(made, name="Mine")
    bob.collection_item_revoke(made, item)
    assert bob.account_in_collections(bob.me()).collections == []
    alice.collection_delete(made)
    with pytest.raises(MastodonNotFoundError):
        bob.collection(made)
