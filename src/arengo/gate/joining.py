"""What every door asks before somebody joins: where they come from, and with which address."""

from arengo.auth.barriers.actions import count_use
from arengo.auth.barriers.model import Severity
from arengo.auth.barriers.policy import EmailBlocked
from arengo.auth.barriers.queries import check_email
from arengo.base.errors import Forbidden
from arengo.base.text.names import normalise_email
from arengo.gate.request import Request


async def must_wait(request: Request, *, email: str) -> bool:
    """Return whether the staff has to let this person in, whatever the mode of registration is.

    Raises Forbidden for a network from which nobody may join, EmailBlocked for an address with
    which nobody may; the latter is counted.
    """
    severity = await request.site.networks.severity_of(request.site.db, request.ip)
    if severity is not None and severity >= Severity.NO_SIGN_UP:
        raise Forbidden
    try:
        await request.read(check_email, normalise_email(email))
    except EmailBlocked as refusal:
        await request.write(count_use, refusal.block_id)
        raise
    return severity is Severity.APPROVAL
