"""The verbs of media: keep, describe, attach to a post, wear, take away."""

from collections.abc import Iterable, Sequence

import msgspec

from arengo.base.clock import now_ms
from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import AccountId, MediaId, PostId, new_id
from arengo.base.lanes import Lane
from arengo.social.accounts.actions import change_profile
from arengo.social.accounts.model import ProfileChanges
from arengo.social.media import store
from arengo.social.media.model import (
    Attached,
    Facts,
    Media,
    MediaKind,
    MediaState,
    ProfileImage,
    Stored,
)
from arengo.social.media.policy import (
    FREE_KEPT_MS,
    IN_USE,
    NOT_READY,
    check_mixture,
    clean_description,
    clean_focus,
    not_attachable,
    over_quota,
)
from arengo.social.media.queries import own_free_media, own_media
from arengo.storage import Transaction


def stage(
    tx: Transaction,
    *,
    by: AccountId,
    kind: MediaKind,
    stored: Stored,
    description: str | None = None,
    focus: str | None = None,
    quota_bytes: int | None = None,
    at_ms: int | None = None,
) -> MediaId:
    """Promise files that are about to be written; `at_ms` back-dates it.

    Raises Invalid when the account would then keep more than its quota.
    """
    if quota_bytes is not None and store.bytes_of(tx, by) + stored.size_bytes > quota_bytes:
        raise over_quota(quota_bytes)
    media_id = MediaId(new_id(by, at_ms))
    store.add_media(
        tx,
        media_id=media_id,
        by=by,
        kind=kind,
        state=MediaState.STORING,
        stored=stored,
        description=description,
        focus=focus,
    )
    return media_id


def finish(tx: Transaction, *, by: AccountId, media_id: MediaId) -> Attached:
    """Declare that the files are there: from now on it can be attached."""
    if not store.set_state(tx, media_id, by=by, state=MediaState.READY):
        raise NotFound
    return own_media(tx, media_id, by=by).attached


def begin_processing(tx: Transaction, *, by: AccountId, media_id: MediaId, key: str) -> Attached:
    """Let a job make a recording anew; its preview is there already."""
    if not store.set_state(tx, media_id, by=by, state=MediaState.PROCESSING):
        raise NotFound
    tx.enqueue("media.process", lane=Lane.RECORDING, account_id=by, media_id=media_id, key=key)
    return own_media(tx, media_id, by=by).attached


def finish_processing(
    tx: Transaction, *, by: AccountId, media_id: MediaId, meta: Facts, size_bytes: int
) -> bool:
    """Declare that a recording is there; False when nobody wants it any more."""
    media = store.media_by_id(tx, media_id, by=by)
    if media is None or not store.set_state(tx, media_id, by=by, state=MediaState.READY):
        return False
    known = msgspec.json.decode(media.meta, type=Facts)
    small = {"small": known["small"]} if "small" in known else {}
    text = msgspec.json.encode({**meta, **small}).decode()
    store.change_content(tx, media_id, by=by, meta=text, size_bytes=size_bytes)
    return True


def fail_processing(tx: Transaction, *, by: AccountId, media_id: MediaId, failure: str) -> None:
    """Keep why a recording could not be made anew, for who asks for it within a day."""
    store.set_state(tx, media_id, by=by, state=MediaState.FAILED, failure=failure)
    store.change_content(tx, media_id, by=by, meta="{}", size_bytes=0)


def replace_small(tx: Transaction, *, by: AccountId, media_id: int, staged_id: MediaId) -> Attached:
    """Make a staged preview the small version of an own upload that no post has yet."""
    media = own_free_media(tx, media_id, by=by)
    (preview,) = _unstage(tx, [staged_id], by=by)
    meta = _with_small(media.meta, preview.meta)
    store.change_small(tx, media.id, by=by, small_key=preview.key, meta=meta)
    _delete_files(tx, [media.small_key] if media.small_key else [])
    return own_media(tx, media_id, by=by).attached


def wear(
    tx: Transaction, *, by: AccountId, changes: ProfileChanges, images: Sequence[ProfileImage]
) -> None:
    """Change a profile that may show new pictures: from now on the account answers for them."""
    change_profile(tx, by=by, changes=changes)
    if images:
        _unstage(tx, [image.staged_id for image in images], by=by)


def attach(
    tx: Transaction, *, by: AccountId, media_ids: Sequence[int], post_id: PostId
) -> tuple[Attached, ...]:
    """Give own images to a post, in this order; those it has already stay its own.

    Raises Invalid when one of them is absent, somebody else's, not stored yet or another post's.
    """
    if not media_ids:
        return ()
    given = store.attach(tx, media_ids, by=by, post_id=post_id)
    found: dict[int, Media] = {each.id: each for each in given}
    missing = [each for each in media_ids if each not in found]
    if missing and store.still_processing(tx, missing, by=by):
        raise Invalid(NOT_READY)
    if missing:
        raise not_attachable(missing)
    check_mixture(given)
    return tuple(found[each].attached for each in media_ids)


def detach(tx: Transaction, *, post_id: PostId, keep: Sequence[int]) -> None:
    """Delete the images of a post but those to keep; their files go by job."""
    _delete_files_of(tx, store.delete_of_post(tx, post_id, keep=keep))


def set_free(tx: Transaction, *, post_id: PostId, kept_ms: int = FREE_KEPT_MS) -> None:
    """Let the images of a post that goes be used by another for a while."""
    store.free_of_post(tx, post_id, until_ms=now_ms() + kept_ms)


def describe(
    tx: Transaction,
    *,
    by: AccountId,
    media_id: int,
    description: str | None = None,
    focus: str | None = None,
) -> Attached:
    """Change what is said about an own image that no post has yet; None leaves it."""
    media = own_free_media(tx, media_id, by=by)
    _describe(tx, media, by=by, description=description, focus=focus)
    return own_media(tx, media_id, by=by).attached


def describe_attached(
    tx: Transaction,
    *,
    by: AccountId,
    post_id: PostId,
    media_id: int,
    description: str | None = None,
    focus: str | None = None,
) -> None:
    """Change what is said about an own image of a post that is being edited; None leaves it.

    One that no post has may come to this one. NotFound for what another post has: that one would
    go on to show the old words.
    """
    media = own_media(tx, media_id, by=by)
    if media.post_id not in {None, post_id}:
        raise NotFound
    _describe(tx, media, by=by, description=description, focus=focus)


def delete(tx: Transaction, *, by: AccountId, media_id: int) -> None:
    """Delete an own image that no post has. Raises Invalid when one has it."""
    media = own_media(tx, media_id, by=by)
    gone = store.delete_free(tx, [media.id], by=by)
    if not gone:
        raise Invalid(IN_USE)
    _delete_files_of(tx, gone)


def remove_unattached(tx: Transaction, *, before_id: int, most: int = 100) -> int:
    """Remove rows without a post that have waited long enough, with their files; returns how many.

    That is from `before_id` on, or for as long as was said when their post went.
    """
    gone = store.delete_unattached(tx, before_id=before_id, at_ms=now_ms(), most=most)
    _delete_files_of(tx, gone)
    return len(gone)


def remove_of_account(tx: Transaction, *, account_id: AccountId, most: int = 100) -> int:
    """Remove some media of an account that leaves, with their files; returns how many."""
    gone = store.delete_of_account(tx, account_id, most=most)
    _delete_files_of(tx, gone)
    return len(gone)


def _describe(
    tx: Transaction, media: Media, *, by: AccountId, description: str | None, focus: str | None
) -> None:
    store.change_media(
        tx,
        media.id,
        by=by,
        description=media.description if description is None else clean_description(description),
        focus=media.focus if focus is None else clean_focus(focus),
    )


def _unstage(tx: Transaction, ids: Sequence[MediaId], *, by: AccountId) -> list[Media]:
    """Take rows away whose files are somebody else's now; NotFound when the sweep was faster."""
    staged = store.delete_free(tx, ids, by=by)
    if len(staged) != len(ids):
        raise NotFound
    return staged


def _with_small(meta: str, preview_meta: str) -> str:
    facts = msgspec.json.decode(meta, type=Facts)
    facts["small"] = msgspec.json.decode(preview_meta, type=Facts)["small"]
    return msgspec.json.encode(facts).decode()


def _delete_files_of(tx: Transaction, gone: Iterable[Media]) -> None:
    names = (name for media in gone for name in (media.key, media.small_key))
    _delete_files(tx, (name for name in names if name))


def _delete_files(tx: Transaction, names: Iterable[str]) -> None:
    """Let a job delete files, each once, if and only if this transaction stands."""
    once = dict.fromkeys(names)
    if once:
        tx.enqueue("media.delete_files", lane=Lane.MEDIA, names=" ".join(once))
