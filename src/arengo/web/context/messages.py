"""What the pages of letters are told.

messages → messages: Messages
conversation → conversation: ConversationView, form: Form
letter_kept → form: Form
message_requests → requests: LetterRequests
"""

import msgspec

from arengo.web.context import AccountView, PostView


class ConversationRow(msgspec.Struct, frozen=True, kw_only=True):
    """A conversation in the list: with whom (as far as they are there), and its last letter."""

    url: str
    people: tuple[AccountView, ...]
    alone: bool = False  # with nobody else ever: a note to oneself
    at_ms: int
    by: AccountView | None = None  # who wrote the last letter
    words: str = ""  # of it; empty when one may not see it any more, or it has none
    warning: bool = False  # the words are a content warning
    language: str = ""
    attachments: int = 0
    unread: bool = False


class Messages(msgspec.Struct, frozen=True, kw_only=True):
    """A page of conversations, the one with the last letter first."""

    rows: tuple[ConversationRow, ...]
    waiting: int = 0  # people whose letters are held back
    older_url: str = ""


class ConversationView(msgspec.Struct, frozen=True, kw_only=True):
    """One conversation, the last letter at the end."""

    people: tuple[AccountView, ...]
    letters: tuple[PostView, ...]
    alone: bool = False
    action: str  # answers
    remove_action: str
    unread_action: str
    older_url: str = ""
    compose_url: str = ""  # where a letter with pictures is written
    answerable: bool = True  # somebody is there who would get an answer
    most_characters: int = 1_000


class LetterRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Letters of somebody who is not heard yet."""

    account: AccountView
    letters: tuple[PostView, ...]  # the last ones, in the order in which they were written
    more: int
    accept_action: str
    refuse_action: str
    block_action: str


class LetterRequests(msgspec.Struct, frozen=True, kw_only=True):
    """A page of them."""

    people: tuple[LetterRequest, ...]
    older_url: str = ""
