"""admin/trends/links/publishers: whose links may be trends."""

from functools import partial
from typing import Final

from arengo.api.entities.admin_trends import AdminPublisher, admin_publisher
from arengo.auth.roles.model import Permission
from arengo.gate.answers import Answer
from arengo.gate.paging import PageForm, page
from arengo.gate.request import Request
from arengo.gate.routes import acts, reads
from arengo.moderation.audit.actions import noted
from arengo.moderation.audit.model import Act, Deed
from arengo.social.discover.publishers.actions import approve, reject
from arengo.social.discover.publishers.model import Publisher
from arengo.social.discover.publishers.queries import publishers
from arengo.storage import ReadTransaction

_PATH: Final = "/api/v1/admin/trends/links/publishers"
_ONE: Final = f"{_PATH}/{{publisher_id}}"
_STAFF: Final = Permission.MANAGE_TAXONOMIES


@reads(_PATH, scope="admin:read", permission=_STAFF, answers=list[AdminPublisher])
def list_publishers(tx: ReadTransaction, request: Request, form: PageForm) -> Answer:
    """Return the hosts of links that were trends, whatever was said of them, newest first."""
    found = publishers(tx, **form.bounds(default=100, most=200))
    return page(request, [admin_publisher(each) for each in found], [each.id for each in found])


@acts("POST", f"{_ONE}/approve", scope="admin:write", permission=_STAFF, answers=AdminPublisher)
async def approve_publisher(request: Request, publisher_id: int) -> AdminPublisher:
    """Show links of a publisher, also those that nobody has looked at."""
    verb = noted(approve, partial(_deed, request, Act.APPROVE_PUBLISHER))
    publisher = await request.write(verb, publisher_id=publisher_id)
    return admin_publisher(publisher)


@acts("POST", f"{_ONE}/reject", scope="admin:write", permission=_STAFF, answers=AdminPublisher)
async def reject_publisher(request: Request, publisher_id: int) -> AdminPublisher:
    """Show no link of a publisher."""
    verb = noted(reject, partial(_deed, request, Act.REJECT_PUBLISHER))
    publisher = await request.write(verb, publisher_id=publisher_id)
    return admin_publisher(publisher)


def _deed(request: Request, act: Act, publisher: Publisher) -> Deed:
    return Deed(by=request.me, act=act, entry=publisher.id, about=publisher.host)
