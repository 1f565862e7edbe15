"""A database of each engine, a disk for files, and people to own them."""

import os
from dataclasses import dataclass

import pytest

from arengo.base.ids import PostId, new_id
from arengo.config.settings import Settings
from arengo.providers.files import DiskFiles, Spool, new_name
from arengo.providers.images.pool import Images
from arengo.providers.recordings.studio import Recordings
from arengo.social.accounts.actions import create_account
from arengo.social.media import actions
from arengo.social.media.jobs import delete_files
from arengo.social.media.model import MediaKind, Stored
from arengo.storage import Database, Listeners
from arengo.storage.opening import open_database


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What storing needs, and a look behind it."""

    db: Database
    files: DiskFiles
    images: Images
    recordings: Recordings
    spool: Spool
    settings: Settings

    async def person(self, name):
        """Let somebody join and return the id."""
        return (await self.db.write(create_account, username=name)).id

    async def staged(self, by, *, kind=MediaKind.IMAGE, **options):
        """Promise an image without any files."""
        stored = Stored(
            key=new_name("image/png"),
            small_key=new_name("image/webp"),
            type="image/png",
            size_bytes=70,
            meta='{"original":{"width":7},"small":{"width":3}}',
        )
        return await self.db.write(actions.stage, by=by, kind=kind, stored=stored, **options)

    async def image(self, by, **options):
        """Keep an image without any files."""
        media_id = await self.staged(by, **options)
        return await self.db.write(actions.finish, by=by, media_id=media_id)

    async def attached(self, by, *images):
        """Give images to a post and return the post's id."""
        post_id = PostId(new_id(by))
        ids = [image.id for image in images]
        await self.db.write(actions.attach, by=by, media_ids=ids, post_id=post_id)
        return post_id

    async def rows(self):
        """Return (id, post) of all rows, in the order of their ids."""
        return await self.db.read(lambda tx: tx.rows("SELECT id, post_id FROM media ORDER BY id"))

    async def doomed(self):
        """Return the names of files that jobs are going to delete."""
        rows = await self.db.read(
            lambda tx: tx.rows("SELECT args FROM jobs WHERE kind = 'media.delete_files'")
        )
        return sorted(name for (args,) in rows for name in args.split('"')[3].split())

    async def delete_doomed(self):
        """Do what the jobs are going to do."""
        await delete_files(self.files, self.spool, names=" ".join(await self.doomed()))


@pytest.fixture
async def room(settings):
    db = open_database(settings.data, settings.database_url, Listeners())
    images = Images()
    await db.start()
    yield Room(
        db=db,
        files=DiskFiles(settings.data / "media"),
        images=images,
        recordings=Recordings(),
        spool=Spool(settings.data / "spool"),
        settings=settings,
    )
    await images.close()
    await db.stop()


@pytest.fixture
def names_on_disk(settings):
    """Return the names of all files that are kept."""

    def look():
        return sorted(name for *_, names in os.walk(settings.data / "media") for name in names)

    return look
