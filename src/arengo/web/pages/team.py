"""Who runs this place: people with a role, and what their role may do."""

from arengo.auth.roles.model import ROLES, Role
from arengo.auth.users.model import UserFlag
from arengo.auth.users.queries import staff
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.storage import ReadTransaction
from arengo.web.context.people import TeamRole
from arengo.web.pages.frames import frame_of, public_page
from arengo.web.people import people_rows
from arengo.web.staff_words import shown_permissions


@reads("/about/team", access=Access.PAGE, bucket="page", bounded=False)
def show_team(tx: ReadTransaction, request: Request) -> Answer:
    """Show the team, the highest role first; whoever may not sign in does nothing here."""
    working = [each for each in staff(tx) if UserFlag.DISABLED not in each.flags]
    roles = tuple(
        _role(tx, request, role, [each.id for each in working if each.role == role.number])
        for role in reversed(ROLES.values())
        if role.highlighted
    )
    shown = tuple(each for each in roles if each.people)
    return public_page(request, "team.html", frame_of(tx, request), roles=shown)


def _role(tx: ReadTransaction, request: Request, role: Role, ids: list[int]) -> TeamRole:
    return TeamRole(
        key=role.number.name.lower(),
        permissions=shown_permissions(role),
        people=people_rows(tx, request, ids, with_blocked=True),
    )
