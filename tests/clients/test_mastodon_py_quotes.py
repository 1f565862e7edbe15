"""The library Mastodon.py, unmodified: quotes, emoji and translation."""

import pytest
from mastodon import MastodonNotFoundError


def test_a_quote_is_made_listed_and_revoked(alice, bob):
    post = alice.status_post("Quote me", quote_approval_policy="public")
    assert post.quote_approval.automatic == ["public"]
    quote = bob.status_post("I do", quoted_status_id=post)
    assert (quote.quote.state, quote.quote.quoted_status.id) == ("accepted", post.id)
    assert alice.status(post).quotes_count == 1
    assert [each.id for each in alice.status_quotes(post)] == [quote.id]
    assert [(told.type, told.status.id) for told in alice.notifications()] == [("quote", quote.id)]
    closed = alice.status_update_quote_approval_policy(post, "nobody")
    assert closed.quote_approval.automatic == []
    with pytest.raises(MastodonNotFoundError):
        bob.status_post("Again", quoted_status_id=post)
    assert alice.status_quote_revoke(post, quote).quote.state == "revoked"
    assert bob.status(quote).quote.quoted_status is None
    assert alice.status_quotes(post) == []


def test_what_a_fresh_site_has_of_emoji_and_translation(alice):
    assert alice.custom_emojis() == []
    assert alice.instance_translation_languages() == {}
    with pytest.raises(MastodonNotFoundError):
        alice.status_translate(alice.status_post("ciao", language="it"), lang="en")
