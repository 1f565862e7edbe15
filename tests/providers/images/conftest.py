"""One pool of workers for all tests here, and a way to look at what came out."""

import asyncio
import io

import pytest
from PIL import Image

from arengo.providers.images.model import ATTACHMENT
from arengo.providers.images.pool import Images


@pytest.fixture(scope="session")
def images():
    with asyncio.Runner() as runner:
        pool = Images()
        yield runner, pool
        runner.run(pool.close())


@pytest.fixture(scope="session")
def process(images):
    """Process an image in a worker, as the server does."""
    runner, pool = images

    def run(content, variants=ATTACHMENT, **options):
        return runner.run(pool.process_image(content, variants=variants, **options))

    return run


@pytest.fixture
def seen():
    """Open what came out, as a reader of the site would."""

    def look(picture):
        image = Image.open(io.BytesIO(picture.data))
        assert image.size == (picture.width, picture.height)
        assert Image.MIME[image.format] == picture.content_type
        return image

    return look
