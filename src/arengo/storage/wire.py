"""How the processes of one site tell each other something small, now, and without a promise."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Final

LONGEST_TEXT: Final = 7_500  # bytes; PostgreSQL takes less than 8,000


class Wire(ABC):
    """Carries texts to every process that listens; some may be lost, none comes twice."""

    @abstractmethod
    async def send(self, texts: Sequence[str]) -> None:
        """Say some texts to everybody, this process included."""

    @abstractmethod
    async def listen(self, hear: Callable[[str], None]) -> None:
        """Hear what anybody says until this is cancelled; connects again after a loss."""
