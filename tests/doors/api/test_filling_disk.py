"""A disk that fills while somebody sends a file."""

import pytest

from arengo.providers.files.spool import NoRoom
from tests.doors.api.test_media import files_below

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize("checks", [1, 3, 5])
async def test_a_disk_that_fills_while_a_file_arrives_takes_no_more(
    alice, world, settings, monkeypatch, checks
):
    seen = []

    def check_room():
        seen.append(1)
        if len(seen) > checks:  # while it comes, or while it is taken out of its form
            raise NoRoom

    monkeypatch.setattr(world.whole.site.spool, "check_room", check_room)
    answer = await alice.post("/api/v2/media", files={"file": ("a.png", bytes(3_200_000))})
    assert (answer.status_code, len(seen)) == (507, checks + 1)
    assert files_below(settings.data / "spool") + files_below(settings.data / "media") == []
