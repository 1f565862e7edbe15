"""The library Mastodon.py, unmodified: posts are written, answered, edited, kept and deleted."""

from uuid import uuid4

import pytest
from mastodon import MastodonAPIError, MastodonNotFoundError, MastodonUnauthorizedError

from tests.clients.answers import OF_A_POST, as_sent, eventually, missing
from tests.clients.pictures import a_picture


def test_a_post_comes_back_as_it_was_written(alice):
    post = alice.status_post(
        "Ciao @nobody_here, see https://example.org #Bread",
        visibility="unlisted",
        spoiler_text="food",
        sensitive=True,
        language="it",
    )
    assert not missing(OF_A_POST, as_sent(alice, f"/api/v1/statuses/{post.id}"))
    assert (post.visibility, post.spoiler_text, post.language) == ("unlisted", "food", "it")
    assert post.sensitive is True
    assert [tag.name for tag in post.tags] == ["bread"]
    assert post.application.name == "Journey"
    assert post.url.endswith(f"/@{alice.me().username}/{post.id}")
    assert 'href="https://example.org"' in post.content


def test_the_same_idempotency_key_posts_once(alice):
    key = uuid4().hex
    first, second = (alice.status_post("Only once", idempotency_key=key) for _ in range(2))
    assert first.id == second.id
    assert len(alice.account_statuses(alice.me())) == 1


@pytest.mark.parametrize("visibility", ["public", "unlisted", "private", "direct"])
def test_a_stranger_sees_what_is_public_and_nothing_else(alice, bob, visibility):
    post = alice.status_post("Who reads this?", visibility=visibility)
    if visibility in {"public", "unlisted"}:
        assert bob.status(post).content == post.content
    else:
        with pytest.raises(MastodonNotFoundError, match="Record not found"):
            bob.status(post)


def test_a_direct_post_reaches_the_one_who_is_mentioned(alice, bob):
    bob.account_follow(alice.me())  # what strangers whisper waits among the requests
    post = alice.status_post(f"Psst @{bob.me().username}", visibility="direct")
    assert bob.status(post).mentions[0].acct == bob.me().acct
    assert [entry.status.id for entry in bob.notifications(types=["mention"])] == [post.id]


def test_an_edit_is_seen_and_remembered(alice, bob):
    post = alice.status_post("The shop opens at nine")
    bob.status_reblog(post)
    edited = alice.status_update(post, "The shop opens at ten", spoiler_text="corrected")
    assert edited.edited_at is not None
    assert edited.id == post.id
    history = alice.status_history(post)
    assert ["nine" in history[0].content, "ten" in history[1].content] == [True, True]
    assert [version.spoiler_text for version in history] == ["", "corrected"]
    source = alice.status_source(post)
    assert (source.text, source.spoiler_text) == ("The shop opens at ten", "corrected")
    assert "ten" in bob.status(post).content
    assert [entry.type for entry in eventually(bob.notifications)] == ["update"]


def test_a_thread_is_read_from_any_of_its_posts(alice, bob):
    root = alice.status_post("Root")
    reply = bob.status_reply(root, "Reply")
    leaf = alice.status_reply(reply, "Leaf")
    around = bob.status_context(reply)
    assert [post.id for post in around.ancestors] == [root.id]
    assert [post.id for post in around.descendants] == [leaf.id]
    assert reply.in_reply_to_account_id == alice.me().id
    assert alice.status(root).replies_count == 1


def test_each_reaction_is_shown_and_undone(alice, bob):
    post = alice.status_post("React to me")
    for do, undo, flag in (
        (bob.status_favourite, bob.status_unfavourite, "favourited"),
        (bob.status_bookmark, bob.status_unbookmark, "bookmarked"),
        (bob.status_mute, bob.status_unmute, "muted"),
    ):
        assert do(post)[flag] is True
        assert do(post)[flag] is True
        assert undo(post)[flag] is False
    assert alice.status_pin(post).pinned is True
    assert [pinned.id for pinned in bob.account_statuses(alice.me(), pinned=True)] == [post.id]
    assert alice.status_unpin(post).pinned is False


def test_a_boost_wraps_the_post_and_is_counted(alice, bob):
    post = alice.status_post("Pass it on")
    boost = bob.status_reblog(post)
    assert boost.id != post.id
    assert boost.reblog.id == post.id
    assert boost.reblog.reblogged is True
    assert bob.status_reblog(post).id == boost.id
    assert alice.status(post).reblogs_count == 1
    assert [who.id for who in alice.status_reblogged_by(post)] == [bob.me().id]
    assert bob.status_unreblog(post).id == post.id
    assert alice.status(post).reblogs_count == 0


def test_who_favourited_and_what_i_favourited_are_lists(alice, bob):
    posts = [alice.status_post(f"Number {number}") for number in range(3)]
    for post in posts:
        bob.status_favourite(post)
        bob.status_bookmark(post)
    assert [who.id for who in alice.status_favourited_by(posts[0])] == [bob.me().id]
    newest_first = [post.id for post in reversed(posts)]
    first_page = bob.favourites(limit=2)
    assert [post.id for post in bob.fetch_remaining(first_page)] == newest_first
    assert [post.id for post in bob.bookmarks()] == newest_first


def test_a_deleted_post_leaves_its_text_to_the_author_and_nothing_to_others(alice, bob):
    post = alice.status_post("Delete and *redraft*")
    bob.status_favourite(post)
    assert alice.status_delete(post).text == "Delete and *redraft*"
    for client in (alice, bob):
        with pytest.raises(MastodonNotFoundError):
            client.status(post)
    assert bob.favourites() == []
    assert alice.notifications() == []
    assert alice.me().statuses_count == 0


def test_nobody_deletes_or_edits_the_post_of_another(alice, bob):
    post = alice.status_post("Mine")
    with pytest.raises(MastodonNotFoundError):
        bob.status_delete(post)
    with pytest.raises(MastodonNotFoundError):
        bob.status_update(post, "Yours")
    assert alice.status(post).edited_at is None


def test_a_post_that_is_empty_or_too_long_is_refused_in_words(alice):
    for text, reason in (("", "can't be blank"), ("x" * 1001, "character limit")):
        with pytest.raises(MastodonAPIError, match="Validation failed") as refusal:
            alice.status_post(text)
        assert refusal.value.args[1] == 422
        assert reason in refusal.value.args[3]
    assert alice.status_post("x" * 1000).id


def test_several_posts_are_fetched_at_once_and_hidden_ones_left_out(alice, bob):
    seen = alice.status_post("Seen")
    hidden = alice.status_post("Hidden", visibility="private")
    assert [post.id for post in bob.statuses([seen.id, hidden.id])] == [seen.id]


def test_without_a_token_public_posts_are_read_and_nothing_is_written(alice, app_of):
    post = alice.status_post("For everybody")
    anonymous = app_of()
    shown = anonymous.status(post)
    assert shown.content == post.content
    assert "favourited" not in shown or shown.favourited is None
    with pytest.raises(MastodonUnauthorizedError):
        anonymous.status_favourite(post)


def test_an_image_is_uploaded_described_and_posted(alice, bob):
    upload = alice.media_post(
        a_picture(640, 480),
        "image/png",
        description="Harbour",
        focus=(0.5, -0.25),
        synchronous=True,
    )
    changed = alice.media_update(upload, description="The harbour at noon")
    assert changed.description == "The harbour at noon"
    post = alice.status_post("No wind", media_ids=[upload])
    [attachment] = bob.status(post).media_attachments
    assert attachment.id == upload.id
    assert attachment.type == "image"
    assert attachment.description == "The harbour at noon"
    assert (attachment.meta.original.width, attachment.meta.original.height) == (640, 480)
    assert (attachment.meta.focus.x, attachment.meta.focus.y) == (0.5, -0.25)
    assert attachment.blurhash
    answer = alice.session.get(attachment.preview_url)
    assert answer.headers["Content-Type"].startswith("image/")


def test_a_picture_of_another_cannot_be_posted(alice, bob):
    upload = alice.media_post(a_picture(), "image/png", synchronous=True)
    with pytest.raises(MastodonAPIError):
        bob.status_post("Borrowed", media_ids=[upload])
    assert bob.account_statuses(bob.me()) == []
