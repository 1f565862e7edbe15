"""Whom one has blocked or muted."""

from collections.abc import Collection

from arengo.api.entities.account import AccountEntity, accounts_with_ids
from arengo.api.entities.status import json_list
from arengo.base.clock import iso
from arengo.gate.answers import Answer
from arengo.gate.paging import PageForm, page
from arengo.gate.request import Request
from arengo.gate.routes import reads
from arengo.social.follows.model import Kind
from arengo.social.follows.queries import relations_page
from arengo.storage import ReadTransaction


class MutedAccount(AccountEntity, frozen=True, kw_only=True):
    """Somebody who is muted, and until when."""

    mute_expires_at: str | None


@reads("/api/v1/blocks", scope="read:blocks", answers=list[AccountEntity])
def list_blocks(tx: ReadTransaction, request: Request, form: PageForm) -> Answer:
    """Return whom one has blocked, newest first."""
    return _kept_away(tx, request, form, [Kind.BLOCK])


@reads("/api/v1/mutes", scope="read:mutes", answers=list[MutedAccount])
def list_mutes(tx: ReadTransaction, request: Request, form: PageForm) -> Answer:
    """Return whom one has muted, newest first."""
    return _kept_away(tx, request, form, [Kind.MUTE, Kind.MUTE_ALL], with_expiry=True)


def _kept_away(
    tx: ReadTransaction,
    request: Request,
    form: PageForm,
    kinds: Collection[Kind],
    *,
    with_expiry: bool = False,
) -> Answer:
    within = form.bounds(default=40, most=80)
    found = relations_page(tx, request.me, kinds=kinds, **within)
    origin = request.site.settings.origin
    items = accounts_with_ids(tx, [who for _, who, _ in found], origin=origin)
    ends = {int(who): until for _, who, until in found}
    bodies = [_ending(body, ends[who]) if with_expiry else body for who, body in items]
    return page(request, json_list(bodies), [cursor for cursor, _, _ in found], within=within)


def _ending(body: bytes, until_ms: int | None) -> bytes:
    end = b'"%b"' % iso(until_ms).encode() if until_ms else b"null"
    return body[:-1] + b',"mute_expires_at":' + end + b"}"
