"""Everything about a new text that needs no database: cleaning, measuring, scanning."""

from collections.abc import Sequence

from arengo.base.errors import Invalid
from arengo.base.ids import PostId
from arengo.base.text import (
    clean_text,
    find_mentions,
    find_tags,
    normalise_language,
    normalise_tag,
    post_length,
)
from arengo.social.posts.model import (
    UNCHOSEN,
    Changes,
    Draft,
    Post,
    PostFlag,
    Visibility,
    WrittenWith,
)
from arengo.social.posts.polls.model import NewPoll

MOST_MEDIA = 4
MOST_MENTIONS = 50
MOST_KEY = 255
_TOO_MANY = f"Validation failed: Cannot attach more than {MOST_MEDIA} files"


def make_draft(
    *,
    text: str,
    spoiler: str = "",
    visibility: Visibility = Visibility.PUBLIC,
    sensitive: bool = False,
    language: str | None = None,
    reply_to_id: PostId | None = None,
    media_ids: Sequence[int] = (),
    app: WrittenWith | None = None,
    poll: NewPoll | None = None,
    idempotency_key: str | None = None,
    most_characters: int,
    at_ms: int | None = None,
    quote_of_id: PostId | None = None,
    choices: PostFlag = UNCHOSEN,
) -> Draft:
    """Return a draft that may be published; raises Invalid in Mastodon's words."""
    text = clean_text(text, multiline=True)
    spoiler = clean_text(spoiler, multiline=False)
    _check_size(text, spoiler, media_ids, most_characters)
    if poll:
        check_poll_alone(media_ids)
    handles = [str(handle) for handle in find_mentions(text)]
    return Draft(
        text=text,
        spoiler=spoiler,
        visibility=visibility,
        sensitive=sensitive or bool(spoiler),
        language=normalise_language(language) if language else None,
        reply_to_id=reply_to_id,
        media_ids=tuple(dict.fromkeys(media_ids)),
        handles=tuple(handles[:MOST_MENTIONS]),
        tags=tuple(map(normalise_tag, find_tags(text))),
        app=app,
        poll=poll,
        idempotency_key=idempotency_key[:MOST_KEY] if idempotency_key else None,
        at_ms=at_ms,
        quote_of_id=quote_of_id,
        choices=choices,
    )


def check_poll_alone(media_ids: Sequence[int]) -> None:
    """Raise Invalid when a post with a poll carries media too."""
    if media_ids:
        raise Invalid(_TOO_MANY)


def edited_draft(before: Post, changes: Changes, *, most_characters: int) -> Draft:
    """Return what a post says after an edit; raises Invalid in Mastodon's words."""
    sensitive = PostFlag.SENSITIVE in before.flags
    kept = tuple(media.id for media in before.extra.media)
    media_ids = kept if changes.media_ids is None else changes.media_ids
    if before.extra.poll and not changes.drops_poll:
        check_poll_alone(media_ids)
    return make_draft(
        text=before.text if changes.text is None else changes.text,
        spoiler=before.spoiler if changes.spoiler is None else changes.spoiler,
        visibility=before.visibility,
        sensitive=sensitive if changes.sensitive is None else changes.sensitive,
        language=changes.language or before.language,
        media_ids=media_ids,
        poll=changes.poll,
        most_characters=most_characters,
    )


def _check_size(text: str, spoiler: str, media_ids: Sequence[int], most_characters: int) -> None:
    if not text and not media_ids:
        raise Invalid("Validation failed: Text can't be blank")
    if post_length(text, spoiler) > most_characters:
        raise Invalid(f"Validation failed: Text character limit of {most_characters} exceeded")
    if len(media_ids) > MOST_MEDIA:
        raise Invalid(_TOO_MANY)
