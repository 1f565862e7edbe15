"""What every translator can do, and the two ways in which it can fail."""

from collections.abc import Mapping, Sequence
from typing import Final, Protocol

import msgspec

UNKNOWN: Final = "und"  # the language of a text that does not say its own


class TranslationUnavailable(Exception):
    """The service did not answer as it should: the same may work later."""


class NotTranslatable(Exception):
    """The service does not translate from this language to that one."""


class Translated(msgspec.Struct, frozen=True, kw_only=True):
    """Texts in another language, in their order."""

    texts: tuple[str, ...]
    language: str
    source: str
    provider: str


class Translator(Protocol):
    """Something that translates."""

    async def pairs(self) -> Mapping[str, Sequence[str]]:
        """Return from which languages to which; TranslationUnavailable when nobody answers."""
        ...

    async def translate(
        self, texts: Sequence[str], *, source: str | None, target: str
    ) -> Translated:
        """Translate plain texts; raises NotTranslatable or TranslationUnavailable."""
        ...

    async def close(self) -> None:
        """Let go of every connection."""
        ...
