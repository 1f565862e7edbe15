"""The translator of a site that has none."""

from collections.abc import Mapping, Sequence

from arengo.providers.translation.port import NotTranslatable, Translated


class NoTranslator:
    """Knows no language."""

    async def pairs(self) -> Mapping[str, Sequence[str]]:
        """Return nothing."""
        return {}

    async def translate(
        self, texts: Sequence[str], *, source: str | None, target: str
    ) -> Translated:
        """Raise NotTranslatable."""
        del texts, source, target
        raise NotTranslatable

    async def close(self) -> None:
        """Nothing is held here."""
