"""Images and posts: who may attach what, and what goes when a post goes."""

import asyncio

import msgspec
import pytest

from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import PostId, new_id
from arengo.social.media import actions
from arengo.social.media.model import MediaKind

pytestmark = pytest.mark.anyio


async def test_images_hang_on_a_post_in_the_order_that_was_asked_for(room):
    alice = await room.person("alice")
    ids = [(await room.image(alice)).id for _ in range(3)]
    asked = [ids[2], ids[0], ids[1]]
    post_id = PostId(new_id(alice))
    attached = await room.db.write(actions.attach, by=alice, media_ids=asked, post_id=post_id)
    assert [each.id for each in attached] == asked
    assert await room.rows() == [(each, post_id) for each in sorted(ids)]


def test_a_post_without_images_asks_the_database_nothing():
    assert actions.attach(None, by=1, media_ids=(), post_id=2) == ()


async def test_attaching_again_to_the_same_post_changes_nothing(room):
    alice = await room.person("alice")
    image = await room.image(alice)
    post_id = await room.attached(alice, image)
    again = await room.db.write(actions.attach, by=alice, media_ids=[image.id], post_id=post_id)
    assert again == (image,)


async def test_what_is_not_free_cannot_be_attached_and_all_look_alike(room):
    alice, bob = await room.person("alice"), await room.person("bob")
    good, taken = await room.image(alice), await room.image(alice)
    await room.attached(alice, taken)
    not_free = {
        "unknown": new_id(alice),
        "somebody else's": (await room.image(bob)).id,
        "another post's": taken.id,
        "unfinished": await room.staged(alice),
        "an avatar": await room.staged(alice, kind=MediaKind.PROFILE),
    }
    before = await room.rows()
    for kind, bad in not_free.items():
        with pytest.raises(Invalid) as refused:
            await room.db.write(
                actions.attach, by=alice, media_ids=[good.id, bad], post_id=PostId(new_id(alice))
            )
        words = f"Media {bad} not found or already attached to another post"
        assert refused.value.message == words, kind
    assert await room.rows() == before


async def test_of_two_posts_that_want_one_image_one_gets_it(room):
    alice = await room.person("alice")
    image = await room.image(alice)
    outcomes = await asyncio.gather(
        *(room.attached(alice, image) for _ in range(8)), return_exceptions=True
    )
    winners = [each for each in outcomes if not isinstance(each, Invalid)]
    assert await room.rows() == [(image.id, winners[0])]
    assert len(winners) == 1


async def test_images_that_a_post_lets_go_are_deleted_with_their_files(room):
    alice = await room.person("alice")
    kept, gone = await room.image(alice), await room.image(alice)
    post_id = await room.attached(alice, kept, gone)
    await room.db.write(actions.detach, post_id=post_id, keep=[kept.id])
    assert await room.rows() == [(kept.id, post_id)]
    assert await room.doomed() == sorted([gone.key, gone.small_key])
    await room.db.write(actions.detach, post_id=post_id, keep=())
    assert await room.rows() == []


async def test_a_post_without_images_leaves_no_job_behind(room):
    alice = await room.person("alice")
    await room.image(alice)
    await room.db.write(actions.detach, post_id=PostId(new_id(alice)), keep=())
    assert await room.doomed() == []
    assert len(await room.rows()) == 1


async def test_what_is_said_about_an_attached_image_is_told_by_the_next_edit(room):
    alice, bob = await room.person("alice"), await room.person("bob")
    image = await room.image(alice, description="before", focus="0.5,0.25")
    post_id = await room.attached(alice, image)
    wish = {"post_id": post_id, "media_id": image.id, "description": " a\x00 boat "}
    with pytest.raises(NotFound):
        await room.db.write(actions.describe_attached, by=bob, **wish)
    other = await room.attached(alice, await room.image(alice))
    with pytest.raises(NotFound):
        await room.db.write(actions.describe_attached, by=alice, **{**wish, "post_id": other})
    await room.db.write(actions.describe_attached, by=alice, **wish)
    (after,) = await room.db.write(actions.attach, by=alice, media_ids=[image.id], post_id=post_id)
    assert after == msgspec.structs.replace(image, description="a boat")
    assert msgspec.json.decode(after.meta)["focus"] == {"x": 0.5, "y": 0.25}


async def test_an_attached_image_is_not_changed_or_deleted_behind_the_back_of_its_post(room):
    alice = await room.person("alice")
    image = await room.image(alice)
    await room.attached(alice, image)
    with pytest.raises(NotFound):
        await room.db.write(actions.describe, by=alice, media_id=image.id, description="no")
    with pytest.raises(Invalid, match="currently used by a status"):
        await room.db.write(actions.delete, by=alice, media_id=image.id)
    assert await room.doomed() == []
