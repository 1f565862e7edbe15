"""What every mail route can do, and the two ways in which it can fail."""

from typing import Protocol

from arengo.providers.mail.message import Mail


class MailRefused(Exception):
    """This mail will never be taken: trying again is pointless."""


class MailUnavailable(Exception):
    """This route does not work at the moment: the same mail may pass later."""


class Mailer(Protocol):
    """A route that mail can leave by."""

    async def send(self, mail: Mail) -> None:
        """Hand the mail over, or raise MailRefused or MailUnavailable."""
        ...
