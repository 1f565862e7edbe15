"""Mastodon's StatusEdit and StatusSource."""

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from arengo.api.entities.account import AccountEntity, accounts_json
from arengo.api.entities.attachment import MediaAttachment, attachment
from arengo.api.entities.emoji import CustomEmoji, emojis_in
from arengo.api.entities.status import json_list
from arengo.base.clock import iso
from arengo.social.accounts.model import AccountFlag
from arengo.social.accounts.queries import versions_by_id
from arengo.social.posts.model import Edit, Post
from arengo.social.posts.rendering import content_html, is_open
from arengo.storage import ReadTransaction


class OptionThen(msgspec.Struct, frozen=True):
    """One option of a poll as it was."""

    title: str


class PollThen(msgspec.Struct, frozen=True):
    """What a poll asked at that time."""

    options: list[OptionThen]


class StaticEdit(msgspec.Struct, frozen=True, kw_only=True):
    """One state of a status, without its author."""

    content: str
    spoiler_text: str
    sensitive: bool
    created_at: str
    media_attachments: list[MediaAttachment]
    emojis: list[CustomEmoji]
    poll: PollThen | msgspec.UnsetType = msgspec.UNSET


class StatusEdit(StaticEdit, frozen=True, kw_only=True):
    """One state of a status."""

    account: AccountEntity


class StatusSource(msgspec.Struct, frozen=True, kw_only=True):
    """A status as it was typed."""

    id: str
    text: str
    spoiler_text: str


def status_source(post: Post) -> StatusSource:
    """Return what was typed."""
    return StatusSource(id=str(post.id), text=post.text, spoiler_text=post.spoiler)


def status_history(tx: ReadTransaction, post: Post, edits: Sequence[Edit], *, origin: str) -> bytes:
    """Return the states of a post as a JSON list."""
    author = accounts_json(tx, [post.account_id], origin=origin)[0]
    flags = versions_by_id(tx, [post.account_id])[post.account_id].flags
    statics = (msgspec.json.encode(_static_edit(post, edit, origin, flags)) for edit in edits)
    return json_list(static[:-1] + b',"account":' + author + b"}" for static in statics)


def _static_edit(post: Post, edit: Edit, origin: str, author_flags: int) -> StaticEdit:
    covered = bool(edit.extra.media and author_flags & AccountFlag.SENSITIVE)
    then = replace(post, text=edit.text, spoiler=edit.spoiler, extra=edit.extra)
    return StaticEdit(
        content=content_html(then, origin=origin),
        spoiler_text=edit.spoiler,
        sensitive=edit.sensitive or covered,
        created_at=iso(edit.at_ms),
        media_attachments=[
            attachment(each, origin=origin, open_to_all=is_open(post)) for each in edit.extra.media
        ],
        emojis=emojis_in(edit.spoiler, edit.text, origin=origin),
        poll=_poll(edit),
    )


def _poll(edit: Edit) -> PollThen | msgspec.UnsetType:
    asked = edit.extra.poll
    return PollThen([OptionThen(each) for each in asked.options]) if asked else msgspec.UNSET
