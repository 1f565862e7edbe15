"""Keeps what was made in memory, under keys that carry versions, so that nothing goes stale."""

from collections.abc import Hashable
from typing import Final, Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """Two generations: what is used again turns young, the old one is dropped whole.

    Several threads may use it: what one of them turns over, the others make anew at worst.
    """

    def __init__(self, most: int) -> None:
        """Keep at most so many."""
        self._young: dict[K, V] = {}
        self._old: dict[K, V] = {}
        self._half: Final = max(most // 2, 1)

    def get(self, key: K) -> V | None:
        """Return what is kept, or None."""
        found = self._young.get(key)
        if found is None:
            found = self._old.get(key)
            if found is not None:
                self.put(key, found)
        return found

    def put(self, key: K, value: V) -> V:
        """Keep something for at least one generation; returns it."""
        if len(self._young) >= self._half:
            self._old, self._young = self._young, {}
        self._young[key] = value
        return value

    def clear(self) -> None:
        """Forget everything."""
        self._young, self._old = {}, {}
