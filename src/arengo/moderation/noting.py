"""The line that every act of the staff leaves in the log: who, what, on what; never an address."""

import logging
from typing import Final

from arengo.base.ids import AccountId

_log: Final = logging.getLogger("arengo.moderation")


def note(by: AccountId, act: str, **facts: object) -> None:
    """Write that somebody of the staff acted; once it is durable."""
    said = {name: str(value) for name, value in facts.items()}
    _log.info("the staff acted", extra={"facts": {"by": str(by), "act": act, **said}})
