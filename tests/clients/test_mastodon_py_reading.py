"""The library Mastodon.py, unmodified: lists, filters, letters, search and what one keeps."""

import time
from datetime import UTC, datetime

DEADLINE_S = 60


def _soon(ask, *, until=bool):
    """Ask again until the answer is there: a job may still be at it."""
    end = time.monotonic() + DEADLINE_S
    while not until(answer := ask()):
        assert time.monotonic() < end, answer
        time.sleep(0.05)
    return answer


def _ids(page) -> list[int]:
    return [each.id for each in page]


def test_a_list_has_a_timeline_of_its_own(alice, bob):
    bob.account_follow(alice.me())
    made = bob.list_create("Bakers", replies_policy="none")
    bob.list_accounts_add(made, [alice.me().id])
    post = alice.status_post("Rye at five")
    assert _ids(bob.timeline_list(made)) == [post.id]
    assert _ids(bob.account_lists(alice.me())) == [made.id]
    assert _ids(bob.list_accounts(made)) == [alice.me().id]
    assert bob.list_update(made, "Millers", exclusive=True).title == "Millers"
    assert post.id not in _ids(bob.timeline_home())
    bob.list_accounts_delete(made, [alice.me().id])
    bob.list_delete(made)
    assert bob.lists() == []


def test_a_filter_marks_what_it_finds(alice, bob):
    bob.account_follow(alice.me())
    alice.status_post("The gulls are back")
    made = bob.create_filter_v2(
        "Birds", ["home"], "warn", keywords_attributes=[{"keyword": "gulls"}]
    )
    (shown,) = bob.timeline_home()
    assert [each.filter.title for each in shown.filtered] == ["Birds"]
    assert shown.filtered[0].keyword_matches == ["gulls"]
    bob.add_filter_keyword_v2(made, "terns")
    assert len(bob.filter_keywords_v2(made)) == 2
    bob.delete_filter_v2(made)
    assert bob.timeline_home()[0].filtered == []


def test_letters_are_conversations_and_can_be_read(alice, bob):
    bob.account_follow(alice.me())  # of strangers a letter waits among the requests
    letter = alice.status_post(f"@{bob.me().username} Psst", visibility="direct")
    (talk,) = bob.conversations()
    assert (talk.unread, talk.last_status.id) == (True, letter.id)
    assert _ids(talk.accounts) == [alice.me().id]
    assert bob.conversations_read(talk).unread is False


def test_how_far_one_has_read_is_kept(alice, bob):
    post = alice.status_post("A line")
    bob.markers_set(["home"], [post.id])
    assert bob.markers_get(["home"])["home"].last_read_id == str(post.id)
    assert bob.preferences()["posting:default:visibility"] == "public"


def test_what_one_keeps_and_shows(alice, bob):
    tag = f"rye{alice.me().username.rpartition('_')[2]}"
    post = alice.status_post(f"Bread #{tag}")
    bob.status_bookmark(post)
    bob.status_favourite(post)
    assert _ids(bob.bookmarks()) == _ids(bob.favourites()) == [post.id]
    featured = alice.featured_tag_create(tag)
    assert [each.name for each in bob.account_featured_tags(alice.me())] == [featured.name] == [tag]
    bob.account_follow(alice.me())
    bob.account_pin(alice.me())
    assert _ids(bob.endorsements()) == [alice.me().id]
    bob.tag_follow(tag)
    assert [each.name for each in bob.followed_tags()] == [tag]


def test_posts_are_found_by_their_words(alice, bob):
    alice.account_update_credentials(indexable=True)
    word = f"sourdough{alice.me().username.rpartition('_')[2]}"
    post = alice.status_post(f"My {word} is rising")
    found = _soon(lambda: bob.search_v2(word, result_type="statuses").statuses)
    assert _ids(found) == [post.id]
    mine = f"{word} from:@{alice.me().username}"
    assert _ids(bob.search_v2(mine, result_type="statuses").statuses) == [post.id]
    assert bob.search_v2(f"{word} has:media", result_type="statuses").statuses == []


def test_strangers_wait_among_the_requests(alice, bob):
    policy = bob.update_notifications_policy(for_not_following="filter")
    assert policy.for_not_following == "filter"
    alice.status_post(f"@{bob.me().username} Hello?")
    assert bob.notifications(types=["mention"]) == []
    (request,) = bob.notification_requests()
    assert request.account.id == alice.me().id
    bob.accept_notification_request(request)
    _soon(lambda: bob.notifications(types=["mention"]))


def test_the_site_says_what_it_offers(alice):
    instance = alice.instance_v2()
    assert instance.configuration.polls.max_options >= 2
    assert instance.configuration.urls.streaming.startswith("ws")
    assert instance.api_versions.mastodon >= 2
    assert alice.custom_emojis() == alice.announcements() == []
    assert alice.trending_tags() == []
    assert alice.suggestions_v2() is not None
    assert instance.configuration.vapid.public_key
    assert alice.me().created_at <= datetime.now(UTC)
