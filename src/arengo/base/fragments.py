"""Rendered pieces kept in memory; keys or what is kept carry versions, so nothing goes stale."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any, Final, Generic, TypeVar

_OVERHEAD_BYTES: Final = 200  # of the key, the entry and the object headers
Key = tuple[Any, ...]  # an id, its version, and whatever else the bytes depend on
Kept = TypeVar("Kept")


class GenerationCache(Generic[Kept]):
    """Two generations: what is read again turns young, the old one is dropped whole.

    About as good as least-recently-used, and a hit costs one look-up: a home makes fifty of them.
    """

    def __init__(self, max_bytes: int, *, size_bytes: Callable[[Kept], int]) -> None:
        """Start empty; both generations together stay below `max_bytes`."""
        self._young: dict[Hashable, Kept] = {}
        self._old: dict[Hashable, Kept] = {}
        self._young_bytes = 0
        self._generation_bytes = max_bytes // 2
        self._size_bytes = size_bytes

    def get(self, key: Hashable) -> Kept | None:
        """Return what is kept under a key, or None."""
        found = self._young.get(key)
        if found is not None:
            return found
        aging = self._old.get(key)
        if aging is not None:
            self.put(key, aging)
        return aging

    def put(self, key: Hashable, what: Kept) -> None:
        """Keep it for at least one generation."""
        size = self._size_bytes(what) + _OVERHEAD_BYTES
        if size > self._generation_bytes:
            return
        if self._young_bytes + size > self._generation_bytes:
            self._old, self._young, self._young_bytes = self._young, {}, 0
        if key not in self._young:
            self._young_bytes += size
        self._young[key] = what

    def clear(self) -> None:
        """Forget everything."""
        self._young, self._old = {}, {}
        self._young_bytes = 0

    def resize(self, max_bytes: int) -> None:
        """Forget everything and keep up to another size from now on; 0 keeps nothing."""
        self.clear()
        self._generation_bytes = max_bytes // 2


class FragmentCache(GenerationCache[bytes]):
    """Bytes by (id, version)."""

    def __init__(self, max_bytes: int) -> None:
        """Start empty; both generations together stay below `max_bytes`."""
        super().__init__(max_bytes, size_bytes=len)

    def pick(self, wanted: Iterable[Key]) -> tuple[dict[int, bytes], list[Key]]:
        """Return id → bytes of what is kept, and the keys of what is not."""
        found: dict[int, bytes] = {}
        missing: list[Key] = []
        young = self._young
        for key in wanted:
            fragment = young.get(key) or self.get(key)
            if fragment is None:
                missing.append(key)
            else:
                found[key[0]] = fragment
        return found, missing
