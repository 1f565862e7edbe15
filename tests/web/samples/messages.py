"""Conversations: the list, one of them, and what strangers wrote."""

# People write with typographic quotes and dashes, so do the samples.
# ruff: noqa: RUF001

from collections.abc import Mapping
from typing import Any, Final

from msgspec.structs import replace

from arengo.base.clock import HOUR_MS
from arengo.web import context as c
from arengo.web.context import messages as m
from tests.web.samples.base import BAKERY, BASTIEN, HAZEL, LAMPS, NIVES, NOVEL, NOW

ROW: Final = m.ConversationRow(
    url="/messages/1",
    people=(BASTIEN, HAZEL),
    at_ms=NOW - HOUR_MS,
    by=BASTIEN,
    words="Toile, vert d’eau. Le dos, <vous> avez le droit : il n’y a encore rien d’écrit.",
    language="fr",
    attachments=2,
    unread=True,
)
ROWS: Final = (
    ROW,
    replace(ROW, url="/messages/2", people=(NIVES,), warning=True, unread=False, words="A secret"),
    replace(ROW, url="/messages/3", people=(), by=None, words="", attachments=0, unread=False),
    replace(ROW, url="/messages/4", people=(), alone=True, by=NIVES, unread=False, language=""),
)
LETTERS: Final = tuple(
    replace(post, id=2300 + number, visibility="direct", mine=c.Mine(may_boost=False))
    for number, post in enumerate((LAMPS, NOVEL))
)
CONVERSATION: Final = m.ConversationView(
    people=(BASTIEN, NIVES),
    letters=LETTERS,
    action="/messages/1",
    remove_action="/messages/1/remove",
    unread_action="/messages/1/unread",
    older_url="/messages/1?before=2300",
    compose_url="/compose?reply=2301",
)
FORM: Final = c.Form(action="/messages/1", hidden={"key": "1-2301-x"})
WRONG: Final = replace(
    FORM,
    values={"text": "Too <much> of it"},
    errors=(
        c.FieldError(field="text", key="letter_long", values={"most": 1000}),
        c.FieldError(field="", key="expired"),
    ),
)
STRANGER: Final = m.LetterRequest(
    account=BAKERY,
    letters=LETTERS,
    more=3,
    accept_action="/messages/requests/5/accept",
    refuse_action="/messages/requests/5/refuse",
    block_action="/messages/requests/5/block",
)
PAGES: dict[str, tuple[str, Mapping[str, Any]]] = {
    "messages": (
        "messages.html",
        {"messages": m.Messages(rows=ROWS, waiting=2, older_url="/messages?before=1")},
    ),
    "messages-none": ("messages.html", {"messages": m.Messages(rows=())}),
    "conversation": ("conversation.html", {"conversation": CONVERSATION, "form": FORM}),
    "conversation-wrong": (
        "conversation.html",
        {"conversation": replace(CONVERSATION, people=(), alone=True), "form": WRONG},
    ),
    "conversation-left": (
        "conversation.html",
        {
            "conversation": replace(
                CONVERSATION, people=(), letters=(), older_url="", answerable=False
            ),
            "form": FORM,
        },
    ),
    "letter-kept": (
        "letter_kept.html",
        {
            "form": replace(
                WRONG,
                errors=(c.FieldError(field="", key="signed_out"),),
            )
        },
    ),
    "message-requests": (
        "message_requests.html",
        {
            "requests": m.LetterRequests(
                people=(STRANGER, replace(STRANGER, account=NIVES, letters=(), more=0)),
                older_url="/messages/requests?before=3",
            )
        },
    ),
    "message-requests-none": (
        "message_requests.html",
        {"requests": m.LetterRequests(people=())},
    ),
}
