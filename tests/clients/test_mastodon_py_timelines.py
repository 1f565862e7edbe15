"""The library Mastodon.py, unmodified: timelines are paged, notifications listed and grouped."""

import pytest
from mastodon import MastodonNotFoundError


def _texts(page) -> list[str]:
    return [post.content.removeprefix("<p>").removesuffix("</p>") for post in page]


def test_home_is_paged_in_both_directions(alice, bob):
    bob.account_follow(alice.me())
    for number in range(7):
        alice.status_post(f"Post {number}")
    first = bob.timeline_home(limit=3)
    second = bob.fetch_next(first)
    assert _texts(first) == ["Post 6", "Post 5", "Post 4"]
    assert _texts(second) == ["Post 3", "Post 2", "Post 1"]
    assert _texts(bob.fetch_previous(second)) == _texts(first)
    assert _texts(bob.fetch_remaining(first)) == [f"Post {number}" for number in range(6, -1, -1)]
    assert _texts(bob.timeline_home(min_id=second[-1], limit=2)) == ["Post 3", "Post 2"]
    assert _texts(bob.timeline_home(since_id=second[0], limit=2)) == ["Post 6", "Post 5"]


def test_home_holds_boosts_of_those_one_follows_unless_hidden(alice, bob, person):
    carol = person("carol")
    post = carol.status_post("From a stranger")
    bob.account_follow(alice.me())
    alice.status_reblog(post)
    assert [shown.reblog.id for shown in bob.timeline_home()] == [post.id]
    bob.account_follow(alice.me(), reblogs=False)
    assert bob.timeline_home() == []


def test_public_local_and_hashtag_show_what_is_public_only(alice, bob):
    tag = f"quay{alice.me().username.rpartition('_')[2]}"
    public = alice.status_post(f"Open #{tag}")
    for visibility in ("unlisted", "private", "direct"):
        alice.status_post(f"Closed #{tag}", visibility=visibility)
    assert [shown.id for shown in bob.timeline_hashtag(tag)] == [public.id]
    for page in (bob.timeline_public(limit=1), bob.timeline_local(limit=1)):
        assert [shown.id for shown in page] == [public.id]
    assert public.id not in [shown.id for shown in bob.timeline_public(remote=True)]


def test_the_page_of_an_account_has_its_filters(alice, bob):
    plain = alice.status_post("Plain")
    reply = alice.status_post("Answer", in_reply_to_id=bob.status_post("Question"))
    boost = alice.status_reblog(bob.status_post("Boost me"))

    def ids(**filters: bool) -> list[int]:
        return [shown.id for shown in bob.account_statuses(alice.me(), **filters)]

    assert ids() == [boost.id, reply.id, plain.id]
    assert ids(exclude_replies=True) == [boost.id, plain.id]
    assert ids(exclude_reblogs=True) == [reply.id, plain.id]
    assert ids(only_media=True) == []


def test_people_lists_are_paged_with_opaque_cursors(alice, person):
    followers = [person(f"f{number}") for number in range(4)]
    for follower in followers:
        follower.account_follow(alice.me())
    first = alice.account_followers(alice.me(), limit=3)
    everybody = alice.fetch_remaining(first)
    assert len(first) == 3
    assert {who.id for who in everybody} == {follower.me().id for follower in followers}


def test_each_deed_is_notified_once_and_can_be_dismissed(alice, bob):
    post = alice.status_post("Notice me")
    bob.account_follow(alice.me())
    for _ in range(2):
        bob.status_favourite(post)
        bob.status_reblog(post)
    bob.status_reply(post, "Noticed")
    entries = alice.notifications()
    assert [entry.type for entry in entries] == ["mention", "reblog", "favourite", "follow"]
    assert {entry.account.id for entry in entries} == {bob.me().id}
    assert alice.notifications(id=entries[1]).status.id == post.id
    assert [entry.type for entry in alice.notifications(types=["follow", "mention"])] == [
        "mention",
        "follow",
    ]
    assert [entry.type for entry in alice.notifications(exclude_types=["mention"], limit=2)] == [
        "reblog",
        "favourite",
    ]
    alice.notifications_dismiss(entries[0])
    with pytest.raises(MastodonNotFoundError):
        alice.notifications(id=entries[0])
    alice.notifications_clear()
    assert alice.notifications() == []


def test_notifications_are_paged(alice, bob):
    posts = [alice.status_post(f"Like {number}") for number in range(5)]
    for post in posts:
        bob.status_favourite(post)
    first = alice.notifications(limit=2)
    liked = [entry.status.id for entry in alice.fetch_remaining(first)]
    assert liked == [post.id for post in reversed(posts)]
    following_page = alice.fetch_next(first)
    assert [entry.id for entry in alice.fetch_previous(following_page)] == [
        entry.id for entry in first
    ]


def test_many_favourites_of_one_post_are_one_group(alice, bob, person):
    fans = [bob, person("carol"), person("dan")]
    post = alice.status_post("Very good bread")
    for fan in fans:
        fan.status_favourite(post)
    answer = alice.status_post("Another one")
    bob.status_favourite(answer)
    page = alice.grouped_notifications()
    newest, group = page.notification_groups
    assert newest.status_id == str(answer.id)
    assert (group.type, group.notifications_count, group.status_id) == (
        "favourite",
        3,
        str(post.id),
    )
    assert group.sample_account_ids == [str(fan.me().id) for fan in reversed(fans)]
    assert {str(who.id) for who in (*page.accounts, *(page.partial_accounts or ()))} >= set(
        group.sample_account_ids
    )
    assert {status.id for status in page.statuses} == {post.id, answer.id}
    assert {who.id for who in alice.grouped_notification_accounts(group.group_key)} == {
        fan.me().id for fan in fans
    }


def test_a_group_is_opened_paged_and_dismissed(alice, bob):
    bob.account_follow(alice.me())
    for number in range(3):
        bob.status_favourite(alice.status_post(f"Post {number}"))
    first = alice.grouped_notifications(limit=2, expand_accounts="full")
    assert not first.partial_accounts
    second = alice.fetch_next(first)
    keys = [group.group_key for page in (first, second) for group in page.notification_groups]
    assert len(keys) == len(set(keys)) == 4
    [alone] = alice.grouped_notification(keys[0]).notification_groups
    assert alone.group_key == keys[0]
    alice.dismiss_grouped_notification(keys[0])
    left = alice.grouped_notifications(expand_accounts="full").notification_groups
    assert [group.group_key for group in left] == keys[1:]


def test_a_kind_that_is_not_to_be_grouped_comes_one_by_one(alice, bob, person):
    post = alice.status_post("Twice liked")
    for fan in (bob, person("carol")):
        fan.status_favourite(post)
    groups = alice.grouped_notifications(grouped_types=["follow"]).notification_groups
    assert [group.notifications_count for group in groups] == [1, 1]
