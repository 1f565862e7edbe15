"""People as HTML and addresses: where they are found, what they say about themselves."""

from urllib.parse import quote

from arengo.base.text import Html, render_field, render_note
from arengo.providers.files import addresses
from arengo.social.accounts.model import Account


def account_url(origin: str, username: str) -> str:
    """Return where a local account's profile is."""
    return f"{origin}/@{username}"


def profile_url(account: Account, *, origin: str) -> str:
    """Return where an account's profile is: of a remote one, at its own server."""
    return account.url or account_url(origin, account.username)


def tag_url(origin: str, name: str) -> str:
    """Return where the posts of a tag are."""
    return f"{origin}/tags/{quote(name)}"


def file_url(origin: str, name: str) -> str:
    """Return where a stored file is that everybody may see."""
    return origin + addresses.lasting(name)


def note_html(account: Account, *, origin: str) -> Html:
    """Return what somebody says about themselves."""
    return render_note(account.note, mentions={}, tag_url=lambda name: tag_url(origin, name))


def field_html(value: str, *, origin: str) -> Html:
    """Return the value of one line of the table in a profile."""
    return render_field(value, mentions={}, tag_url=lambda name: tag_url(origin, name))
