"""Our own entity of moving out: an archive of one's own posts."""

import msgspec

from arengo.api.entities.moving import STATE_NAMES
from arengo.base.clock import iso
from arengo.base.ids import time_of
from arengo.social.moving.packing.model import Archive


class ArchiveEntity(msgspec.Struct, frozen=True, kw_only=True):
    """How far an archive is, and where it is fetched: an address that ends within two hours."""

    id: str
    created_at: str
    state: str
    expected_count: int
    posts_count: int
    media_count: int
    packed_count: int
    size_bytes: int
    expires_at: str | None
    url: str | None
    error: str | None


def archive_entity(found: Archive, *, now: int, url: str) -> ArchiveEntity:
    """Return an archive; `url` is told as long as there is a file."""
    until_ms = found.until_ms()
    return ArchiveEntity(
        id=str(found.id),
        created_at=iso(time_of(found.id)),
        state=STATE_NAMES[found.state],
        expected_count=found.todo,
        posts_count=found.progress.posts,
        media_count=found.progress.media,
        packed_count=found.progress.packed,
        size_bytes=found.size_bytes,
        expires_at=iso(until_ms) if until_ms else None,
        url=url if found.is_kept(now) else None,
        error=found.error,
    )
