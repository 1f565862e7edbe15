"""The directory: people who want to be found."""

from typing import Literal

from arengo.api.entities.account import AccountEntity, accounts_json
from arengo.api.entities.status import json_list
from arengo.gate.paging import OffsetForm
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.discover.showcase.queries import people_to_meet
from arengo.storage import ReadTransaction


class DirectoryForm(OffsetForm, frozen=True, kw_only=True):
    """Whom to list. Everybody here is local as long as there is no federation."""

    order: str | None = None
    local: bool = False


@reads(
    "/api/v1/directory",
    access=Access.ANYONE,
    scope="read:accounts",
    answers=list[AccountEntity],
)
def list_people(tx: ReadTransaction, request: Request, form: DirectoryForm) -> bytes:
    """Return people who want to be found, those first who wrote last, or who joined last."""
    order: Literal["active", "new"] = "new" if form.order == "new" else "active"
    people = people_to_meet(
        tx,
        viewer=request.viewer_id,
        order=order,
        limit=form.most(default=40, most=80),
        offset=form.start,
    )
    return json_list(accounts_json(tx, people, origin=request.site.settings.origin))
