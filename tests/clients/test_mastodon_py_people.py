"""The library Mastodon.py, unmodified: profiles, follows, blocks, mutes, search and settings."""

import pytest
from mastodon import MastodonAPIError, MastodonNotFoundError

from tests.clients.answers import OF_A_RELATIONSHIP, OF_AN_ACCOUNT, as_sent, eventually, missing
from tests.clients.people import PASSWORD
from tests.clients.pictures import a_picture


def test_a_profile_is_changed_with_pictures_and_fields(alice, bob):
    changed = alice.account_update_credentials(
        display_name="Alice of the bakery",
        note="I bake.\nOn Saturdays I also sell.",
        avatar=a_picture(400, 400),
        avatar_mime_type="image/png",
        header=a_picture(900, 300, "maroon"),
        header_mime_type="image/png",
        bot=True,
        discoverable=True,
        fields=[("Shop", "https://example.org"), ("Town", "Camogli")],
        default_privacy="unlisted",
        default_sensitive=True,
        default_language="it",
    )
    assert changed.source.note == "I bake.\nOn Saturdays I also sell."
    assert changed.source.privacy == "unlisted"
    shown = bob.account(changed)
    assert not missing(OF_AN_ACCOUNT, as_sent(bob, f"/api/v1/accounts/{changed.id}"))
    assert shown.display_name == "Alice of the bakery"
    assert shown.bot is True
    assert [field.name for field in shown.fields] == ["Shop", "Town"]
    assert 'href="https://example.org"' in shown.fields[0].value
    for picture in (shown.avatar, shown.header):
        assert bob.session.get(picture).headers["Content-Type"].startswith("image/")
    post = alice.status_post("With my new defaults", sensitive=None)
    assert (post.visibility, post.language, post.sensitive) == ("unlisted", "it", True)


def test_preferences_follow_the_profile(alice):
    alice.account_update_credentials(default_privacy="private", default_language="fr")
    preferences = alice.preferences()
    assert preferences["posting:default:visibility"] == "private"
    assert preferences["posting:default:language"] == "fr"
    assert preferences["reading:expand:media"] in {"default", "show_all", "hide_all"}


def test_following_is_seen_from_both_sides_and_undone(alice, bob):
    relationship = bob.account_follow(alice.me(), reblogs=False, notify=True)
    [sent] = as_sent(bob, f"/api/v1/accounts/relationships?id[]={alice.me().id}")
    assert not missing(OF_A_RELATIONSHIP, sent)
    assert relationship.following is True
    assert relationship.showing_reblogs is False
    assert relationship.notifying is True
    assert alice.account_relationships([bob.me().id])[0].followed_by is True
    assert [who.id for who in alice.account_followers(alice.me())] == [bob.me().id]
    assert [who.id for who in alice.account_following(bob.me())] == [alice.me().id]
    assert (alice.me().followers_count, bob.me().following_count) == (1, 1)
    assert bob.account_unfollow(alice.me()).following is False
    assert alice.me().followers_count == 0


def test_a_bell_rings_when_somebody_watched_posts(alice, bob):
    bob.account_follow(alice.me(), notify=True)
    post = alice.status_post("Fresh bread")
    [entry] = eventually(lambda: bob.notifications(types=["status"]))
    assert entry.status.id == post.id


def test_a_follower_can_be_removed(alice, bob):
    bob.account_follow(alice.me())
    assert alice.account_remove_from_followers(bob.me()).followed_by is False
    assert bob.account_relationships(alice.me().id)[0].following is False


def test_a_locked_account_answers_each_request(alice, bob, person):
    carol = person("carol")
    alice.account_update_credentials(locked=True)
    for client in (bob, carol):
        assert client.account_follow(alice.me()).requested is True
    assert {who.id for who in alice.follow_requests()} == {bob.me().id, carol.me().id}
    assert alice.me().source.follow_requests_count == 2
    assert {entry.type for entry in alice.notifications()} == {"follow_request"}
    assert alice.follow_request_authorize(bob.me()).followed_by is True
    assert alice.follow_request_reject(carol.me()).followed_by is False
    assert bob.account_relationships(alice.me().id)[0].following is True
    assert carol.account_relationships(alice.me().id)[0].requested is False
    assert alice.follow_requests() == []


def test_a_block_parts_two_people_at_once(alice, bob):
    bob.account_follow(alice.me())
    post = alice.status_post("Before the quarrel")
    relationship = alice.account_block(bob.me())
    assert relationship.blocking is True
    assert relationship.followed_by is False
    assert [who.id for who in alice.blocks()] == [bob.me().id]
    with pytest.raises(MastodonNotFoundError):
        bob.status_favourite(post)
    with pytest.raises(MastodonAPIError):
        bob.account_follow(alice.me())
    assert alice.account_unblock(bob.me()).blocking is False
    assert bob.status_favourite(post).favourited is True


def test_a_mute_silences_timeline_and_notifications(alice, bob):
    alice.account_follow(bob.me())
    post = bob.status_post("Too much of me")
    assert [shown.id for shown in alice.timeline_home()] == [post.id]
    relationship = alice.account_mute(bob.me(), duration=3600)
    assert (relationship.muting, relationship.muting_notifications) == (True, True)
    bob.status_favourite(alice.status_post("Hello"))
    assert post.id not in [shown.id for shown in alice.timeline_home()]
    assert alice.notifications() == []
    assert [who.id for who in alice.mutes()] == [bob.me().id]
    assert alice.account_unmute(bob.me()).muting is False
    assert post.id in [shown.id for shown in alice.timeline_home()]


def test_a_private_note_is_for_its_writer_only(alice, bob):
    assert alice.account_note_set(bob.me(), "Met at the harbour").note == "Met at the harbour"
    assert bob.account_relationships(alice.me().id)[0].note == ""


def test_people_are_found_by_name_address_and_search(running_server, alice, bob):
    name = bob.me().username
    for written in (name, f"@{name}", f"{name}@{running_server.host}", name.upper()):
        assert alice.account_lookup(written).id == bob.me().id
    assert bob.me().id in [who.id for who in alice.account_search(name)]
    assert bob.me().id in [who.id for who in alice.search(name, result_type="accounts").accounts]
    assert [who.id for who in alice.accounts([bob.me().id, alice.me().id])]
    with pytest.raises(MastodonNotFoundError):
        alice.account_lookup("nobody_of_that_name")


def test_a_post_is_found_by_its_address_and_a_hashtag_by_its_beginning(alice, bob):
    tag = f"regatta{alice.me().username.rpartition('_')[2]}"
    post = bob.status_post(f"On the water #{tag}")
    assert [found.id for found in alice.search(post.url).statuses] == [post.id]
    assert [found.name for found in alice.search(tag[:12]).hashtags] == [tag]


def test_followed_tags_bring_posts_home(alice, bob):
    tag = f"Focaccia{alice.me().username.rpartition('_')[2]}"
    assert alice.tag_follow(tag).following is True
    assert [followed.name.lower() for followed in alice.followed_tags()] == [tag.lower()]
    post = bob.status_post(f"Still warm #{tag}")
    assert [shown.id for shown in alice.timeline_home()] == [post.id]
    assert alice.tag_unfollow(tag).following is False
    assert alice.timeline_home() == []


def test_a_taken_reserved_or_odd_name_is_refused_with_its_reason(alice, app_of):
    name = alice.me().username
    for wanted, reason in (
        (name, "ERR_TAKEN"),
        (name.upper(), "ERR_TAKEN"),
        ("a b", "ERR_INVALID"),
    ):
        token, problem = app_of().create_account(
            wanted, PASSWORD, "new@example.org", agreement=True, return_detailed_error=True
        )
        assert token is None
        assert problem.error.startswith("Validation failed: ")
        assert problem.details.username[0].error == reason


def test_the_instance_says_what_it_can_do(running_server, alice):
    first, second = alice.instance_v1(), alice.instance_v2()
    assert first.uri == running_server.host
    assert second.domain == running_server.host
    assert first.version == second.version
    assert second.version.startswith("4.6.0 (compatible; Arengo ")
    assert second.configuration.statuses.max_characters == 1000
    assert second.configuration.urls.streaming.startswith("ws")
    assert second.api_versions.mastodon >= 2
    assert second.registrations.enabled is True
    assert alice.instance_health() is True
    assert alice.instance_rules() == second.rules
    assert alice.verify_minimum_version("4.6.0")
