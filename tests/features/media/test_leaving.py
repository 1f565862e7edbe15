"""How images go: nobody used them, their owner deletes them, or their owner leaves."""

from dataclasses import replace

import pytest

from arengo.base.clock import DAY_MS, HOUR_MS, now_ms
from arengo.base.errors import Invalid, NotFound
from arengo.providers.files import DiskFiles
from arengo.social.accounts.model import ProfileChanges
from arengo.social.accounts.queries import account_by_id
from arengo.social.media import actions, storing
from arengo.social.media.jobs import sweep as sweep_all
from arengo.social.media.model import MediaKind
from tests.providers.images import corpus
from tests.travelling import travelling

pytestmark = pytest.mark.anyio


class Sent:
    """An upload."""

    def __init__(self, data, kind=""):
        self.data, self.type, self.path = data, kind, None


async def test_after_a_day_the_sweep_takes_what_no_post_has_and_nothing_else(room):
    alice = await room.person("alice")
    long_ago = now_ms() - DAY_MS - HOUR_MS
    forgotten = await room.image(alice, at_ms=long_ago)
    used = await room.image(alice, at_ms=long_ago - HOUR_MS)
    waiting = await room.image(alice, at_ms=now_ms() - HOUR_MS)
    await room.staged(alice, at_ms=long_ago)
    await room.staged(alice, kind=MediaKind.PROFILE, at_ms=long_ago)
    post_id = await room.attached(alice, used)
    await sweep_all(room.db, room.spool)
    assert await room.rows() == [(used.id, post_id), (waiting.id, None)]
    doomed = await room.doomed()
    assert {forgotten.key, forgotten.small_key} < set(doomed)
    assert len(doomed) == 6
    await sweep_all(room.db, room.spool)
    assert await room.doomed() == doomed


async def test_what_a_deleted_post_set_free_waits_a_day_however_old_it_is(room):
    alice = await room.person("alice")
    image = await room.image(alice, at_ms=now_ms() - 9 * DAY_MS)
    await room.db.write(actions.set_free, post_id=await room.attached(alice, image))
    await sweep_all(room.db, room.spool)
    assert await room.rows() == [(image.id, None)]
    again = await room.attached(alice, image)
    await room.db.write(actions.set_free, post_id=again)
    with travelling(DAY_MS // 1_000 + 1):
        await sweep_all(room.db, room.spool)
    assert await room.rows() == []
    assert await room.doomed() == sorted([image.key, image.small_key])


async def test_a_sweep_of_many_goes_in_small_steps_and_reaches_the_end(room):
    alice = await room.person("alice")
    for minute in range(205):
        await room.staged(alice, at_ms=now_ms() - 2 * DAY_MS + minute * 60_000)
    await sweep_all(room.db, room.spool)
    assert await room.rows() == []
    assert len(await room.doomed()) == 410


class BreakingDisk(DiskFiles):
    """A disk that keeps one file and then breaks."""

    kept = 0

    async def put(self, name, content, content_type):
        if self.kept:
            raise OSError("the disk broke")
        await super().put(name, content, content_type)
        self.kept += 1


async def test_what_breaks_half_way_can_not_be_attached_and_is_found_by_the_sweep(
    room, settings, names_on_disk
):
    alice = await room.person("alice")
    broken = replace(room, files=BreakingDisk(settings.data / "media"))
    with pytest.raises(OSError, match="broke"):
        await storing.add_media(broken, by=alice, upload=Sent(corpus.telling_png()))
    assert len(names_on_disk()) == 1
    ((media_id, _),) = await room.rows()
    with pytest.raises(Invalid):
        await room.db.write(actions.attach, by=alice, media_ids=[media_id], post_id=1)
    assert await room.db.write(actions.remove_unattached, before_id=media_id + 1) == 1
    await room.delete_doomed()
    assert (await room.rows(), names_on_disk()) == ([], [])


async def test_an_image_that_its_owner_deletes_is_gone_with_its_files(room, names_on_disk):
    alice, bob = await room.person("alice"), await room.person("bob")
    image = await storing.add_media(room, by=alice, upload=Sent(corpus.telling_png()))
    assert names_on_disk() == sorted([image.key, image.small_key])
    with pytest.raises(NotFound):
        await room.db.write(actions.delete, by=bob, media_id=image.id)
    await room.db.write(actions.delete, by=alice, media_id=image.id)
    await room.delete_doomed()
    assert (await room.rows(), names_on_disk()) == ([], [])
    with pytest.raises(NotFound):
        await room.db.write(actions.delete, by=alice, media_id=image.id)


async def test_a_new_small_version_takes_the_place_of_the_old_one(room, names_on_disk):
    alice = await room.person("alice")
    image = await storing.add_media(room, by=alice, upload=Sent(corpus.telling_png()))
    after = await storing.change_small(
        room, by=alice, media_id=image.id, thumbnail=Sent(corpus.telling_jpeg())
    )
    await room.delete_doomed()
    assert names_on_disk() == sorted([image.key, after.small_key])
    assert (after.key, after.small_key.endswith(".jpg")) == (image.key, True)
    assert await room.rows() == [(image.id, None)]


async def test_the_media_of_somebody_who_leaves_go_step_by_step(room):
    alice, bob = await room.person("alice"), await room.person("bob")
    theirs = await room.image(bob)
    await room.attached(alice, await room.image(alice))
    await room.image(alice)
    left = [
        await room.db.write(actions.remove_of_account, account_id=alice, most=1) for _ in range(3)
    ]
    assert left == [1, 1, 0]
    assert await room.rows() == [(theirs.id, None)]
    assert len(await room.doomed()) == 4


async def test_an_avatar_is_kept_once_it_is_worn(room, names_on_disk):
    alice = await room.person("alice")
    worn = await storing.store_profile_image(
        room, by=alice, slot="avatar", upload=Sent(corpus.moving_gif())
    )
    await room.db.write(
        actions.wear, by=alice, changes=ProfileChanges(avatar=worn.picture), images=[worn]
    )
    unworn = await storing.store_profile_image(
        room, by=alice, slot="header", upload=Sent(corpus.telling_png())
    )
    assert unworn.picture.key == unworn.picture.static_key
    assert len(names_on_disk()) == 3
    await room.db.write(actions.remove_unattached, before_id=1 << 62)
    await room.delete_doomed()
    account = await room.db.read(account_by_id, alice)
    assert account.avatar == worn.picture
    assert names_on_disk() == sorted([worn.picture.key, worn.picture.static_key])
    with pytest.raises(NotFound):
        await room.db.write(
            actions.wear, by=alice, changes=ProfileChanges(header=unworn.picture), images=[unworn]
        )
    assert (await room.db.read(account_by_id, alice)).header is None


async def test_an_upload_that_took_longer_than_the_sweep_waits_is_not_there(room):
    alice = await room.person("alice")
    media_id = await room.staged(alice)
    await room.db.write(actions.remove_unattached, before_id=media_id + 1)
    with pytest.raises(NotFound):
        await room.db.write(actions.finish, by=alice, media_id=media_id)
