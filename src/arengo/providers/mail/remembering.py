"""The mail route that leads nowhere: it remembers what it was asked to send."""

from collections import deque

from arengo.providers.mail.message import Mail


class NullMailer:
    """Keeps the newest mails in `sent`, for tests and for sites without mail."""

    def __init__(self, *, keep: int = 1000) -> None:
        """Forget the oldest beyond `keep`."""
        self.sent: deque[Mail] = deque(maxlen=keep)

    async def send(self, mail: Mail) -> None:
        """Remember it."""
        self.sent.append(mail)
