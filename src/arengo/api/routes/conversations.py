"""Conversations: the letters that one exchanges with others."""

from typing import Any, Final

from arengo.api.entities.conversation import ConversationEntity, conversations_json
from arengo.api.entities.status import json_list
from arengo.gate.answers import EMPTY, Answer
from arengo.gate.paging import PageForm, page
from arengo.gate.request import Request
from arengo.gate.routes import acts, reads
from arengo.social.messages import actions
from arengo.social.messages.queries import conversations, own_conversation
from arengo.storage import ReadTransaction

_ONE: Final = "/api/v1/conversations/{conversation_id}"


@reads("/api/v1/conversations", scope="read:statuses", answers=list[ConversationEntity])
def list_conversations(tx: ReadTransaction, request: Request, form: PageForm) -> Answer:
    """Return one's conversations, the one with the last letter first."""
    found = conversations(tx, request.me, **form.bounds(default=20, most=40))
    origin = request.site.settings.origin
    items = conversations_json(tx, found, viewer=request.me, origin=origin)
    return page(request, json_list(items), [each.last_id for each in found])


@acts("DELETE", _ONE, scope="write:conversations", bucket="delete", answers=dict[str, Any])
async def remove_conversation(request: Request, conversation_id: int) -> Answer:
    """Take a conversation off one's list; the next letter brings it back."""
    await request.write(actions.remove, by=request.me, conversation_id=conversation_id)
    return EMPTY


@acts("POST", f"{_ONE}/read", scope="write:conversations", answers=ConversationEntity)
async def mark_read(request: Request, conversation_id: int) -> bytes:
    """Say that one has read a conversation."""
    return await _mark(request, conversation_id, unread=False)


@acts("POST", f"{_ONE}/unread", scope="write:conversations", answers=ConversationEntity)
async def mark_unread(request: Request, conversation_id: int) -> bytes:
    """Keep a conversation for later."""
    return await _mark(request, conversation_id, unread=True)


async def _mark(request: Request, conversation_id: int, *, unread: bool) -> bytes:
    await request.write(actions.mark, by=request.me, conversation_id=conversation_id, unread=unread)
    return await request.read(_one, request, conversation_id)


def _one(tx: ReadTransaction, request: Request, conversation_id: int) -> bytes:
    found = own_conversation(tx, conversation_id, by=request.me)
    origin = request.site.settings.origin
    return conversations_json(tx, [found], viewer=request.me, origin=origin)[0]
