"""S3: no byte of what a camera tells, of the place and of the owner, is kept anywhere."""

import pytest

from tests.doors.api.test_media import files_below, uploaded
from tests.providers.images import corpus as images
from tests.providers.images.test_rewriting import TELLING
from tests.providers.recordings import corpus as recordings

pytestmark = pytest.mark.anyio
FILMS = {"mp4": recordings.telling_film, "mov": lambda: recordings.telling_film("mov")}


@pytest.fixture
def engine():
    """Look into files that can be read as they are."""
    return "sqlite"


def telling(folder):
    """Return the files in which a secret is."""
    files = [(path, path.read_bytes()) for path in files_below(folder)]
    return [path for path, content in files for secret in recordings.SECRETS if secret in content]


async def test_no_byte_of_what_a_camera_told_is_kept_anywhere(alice, settings, world):
    for make in (*TELLING.values(), *FILMS.values()):
        content = make()
        assert images.MARKER in content
        await uploaded(alice, content, name=f"{images.MARKER.decode()}.jpg")
    await world.run_jobs()
    assert len(files_below(settings.data / "media")) == 2 * len(TELLING) + 2 * len(FILMS)
    assert telling(settings.data) == []


async def test_nor_of_what_an_avatar_told(alice, settings):
    for make in TELLING.values():
        files = {"avatar": ("me", make()), "header": ("me", make())}
        answer = await alice.patch("/api/v1/accounts/update_credentials", files=files)
        assert answer.status_code == 200, answer.text
    assert telling(settings.data) == []
