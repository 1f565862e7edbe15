"""Several mail routes in order of preference: one that fails is followed by the next."""

import logging
from collections.abc import Sequence

from arengo.providers.mail.message import Mail
from arengo.providers.mail.port import Mailer, MailRefused, MailUnavailable

logger = logging.getLogger(__name__)


class Mailers:
    """A mailer made of mailers."""

    def __init__(self, routes: Sequence[Mailer]) -> None:
        """At least one route, the preferred first."""
        if not routes:
            raise ValueError("mail needs at least one route")
        self._routes = tuple(routes)

    async def send(self, mail: Mail) -> None:
        """Send by the first route that takes it.

        A mail counts as refused only when every route says never: while one of them is merely
        unavailable, it may still pass.
        """
        failures: list[MailRefused | MailUnavailable] = []
        for number, route in enumerate(self._routes, start=1):
            try:
                return await route.send(mail)
            except (MailRefused, MailUnavailable) as failure:
                logger.warning("mail route %d failed: %s", number, failure)
                failures.append(failure)
        temporary = [failure for failure in failures if isinstance(failure, MailUnavailable)]
        raise (temporary or failures)[0]
