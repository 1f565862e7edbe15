"""Names of servers as people type them, in the one form in which they are compared and kept."""

import re
from typing import Final

import idna

_LONGEST: Final = 253
_LABEL: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?", re.ASCII)


def normalise_domain(text: str) -> str | None:
    """Return `example.org` for `@Example.ORG.`, in ASCII; None when no server can be called so."""
    name = text.strip().removeprefix("@").removesuffix(".").lower()
    try:
        name = idna.encode(name, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return None
    labels = name.split(".")
    if len(name) > _LONGEST or len(labels) < 2 or labels[-1].isdigit():  # noqa: PLR2004  a.b
        return None
    return name if all(_LABEL.fullmatch(label) for label in labels) else None
