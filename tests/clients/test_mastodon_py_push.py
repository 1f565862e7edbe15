"""The library Mastodon.py, unmodified, is woken by Web Push and reads what it is woken with."""

import pytest
from mastodon import MastodonNotFoundError

WAIT_S = 60


def test_a_mention_wakes_the_app_which_reads_it(alice, bob, push_service):
    private, public = bob.push_subscription_generate_keys()
    made = bob.push_subscription_set(
        push_service.endpoint, public, mention_events=True, follow_events=False
    )
    assert made.endpoint == push_service.endpoint
    assert (made.alerts.mention, made.alerts.follow, made.standard) == (True, False, False)
    assert made.server_key == alice.instance_v2().configuration.vapid.public_key
    assert bob.push_subscription() == made

    alice.account_follow(bob.me())
    alice.status_post(f"@{bob.me().username} good morning")
    _, headers, body = push_service.messages.get(timeout=WAIT_S)
    assert headers["TTL"]
    read = bob.push_subscription_decrypt_push(
        body, private, headers["Encryption"], headers["Crypto-Key"]
    )
    [told] = bob.notifications(types=["mention"])
    assert str(read.notification_id) == str(told.id)
    assert read.notification_type == "mention"
    assert read.access_token == bob.access_token
    assert read.title == f"{alice.me().username} mentioned you"
    assert read.body == f"@{bob.me().username} good morning"
    assert read.icon == alice.me().avatar_static

    changed = bob.push_subscription_update(follow_events=True)
    assert (changed.alerts.follow, changed.alerts.mention) == (True, False)
    bob.push_subscription_delete()
    with pytest.raises(MastodonNotFoundError):
        bob.push_subscription()
    assert push_service.messages.empty()


def test_what_strangers_write_waits_for_an_answer(alice, bob):
    policy = bob.update_notifications_policy(for_not_following="filter")
    assert policy.for_not_following == "filter"
    alice.status_post(f"@{bob.me().username} may I?")
    assert bob.notifications() == []
    assert bob.notifications_unread_count().count == 0
    [request] = bob.notification_requests()
    assert request.account.id == alice.me().id
    assert request.last_status.content == bob.notification_request(request).last_status.content
    assert bob.notifications_policy().summary.pending_requests_count == 1
    bob.accept_notification_request(request)
    assert bob.notification_requests() == []
