"""What somebody wants to publish, as they said it: now, at a time, or one day."""

from typing import Final

import msgspec
from msgspec.structs import replace

from arengo.base.errors import Invalid
from arengo.base.ids import AccountId, PostId
from arengo.social.accounts.queries import preferences_of
from arengo.social.posts.drafting import MOST_KEY, make_draft
from arengo.social.posts.model import Draft, PostFlag, Visibility, WrittenWith
from arengo.social.posts.polls.model import NewPoll
from arengo.social.posts.polls.policy import new_poll
from arengo.storage import ReadTransaction

MOST_SEQUELS: Final = 9
_TOO_LONG: Final = f"Validation failed: A thread has at most {MOST_SEQUELS + 1} posts"
_QUOTES: Final = {
    "public": 0,
    "followers": int(PostFlag.QUOTES_FOLLOWERS),
    "nobody": int(PostFlag.QUOTES_NOBODY),
}
_REPLIES: Final = {
    "everyone": 0,
    "ask": int(PostFlag.REPLIES_ASK),
    "followers": int(PostFlag.REPLIES_FOLLOWERS),
    "mentioned": int(PostFlag.REPLIES_MENTIONED),
}


class PollWish(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A poll before anybody looked at it."""

    options: tuple[str, ...] = ()
    lasts_s: int | None = None
    multiple: bool = False
    hidden: bool = False


class Sequel(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What goes on where a post ends: it answers the one before it, and is published with it."""

    text: str = ""
    media_ids: tuple[int, ...] = ()


class Wish(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A post before anybody looked at it; None is as the author has it by default."""

    text: str = ""
    spoiler: str = ""
    visibility: Visibility | None = None
    sensitive: bool | None = None
    language: str | None = None
    reply_to_id: int | None = None
    quote_of_id: int | None = None
    choices: int = 0  # flags: who may quote it, who may reply, whether it stays here
    says_who_quotes: bool = False  # else the choice of quotes is the author's default
    says_who_replies: bool = False  # and so of replies
    media_ids: tuple[int, ...] = ()
    poll: PollWish | None = None
    app: WrittenWith | None = None
    app_id: int | None = None
    idempotency_key: str | None = None
    due_ms: int | None = None  # when it is to be published; None: now
    sequels: tuple[Sequel, ...] = ()

    @property
    def all_media_ids(self) -> tuple[int, ...]:
        """Return what is to be shown, by the post and by what goes on below it."""
        return self.media_ids + tuple(each for part in self.sequels for each in part.media_ids)


def settled(tx: ReadTransaction, wish: Wish, *, by: AccountId) -> Wish:
    """Return a wish with the author's defaults of today instead of None."""
    mine = preferences_of(tx, by)
    return msgspec.structs.replace(
        wish,
        visibility=Visibility[mine.visibility.upper()]
        if wish.visibility is None
        else wish.visibility,
        sensitive=mine.sensitive if wish.sensitive is None else wish.sensitive,
        language=wish.language or mine.language,
        choices=wish.choices
        | (0 if wish.says_who_quotes else _QUOTES[mine.quote_policy])
        | (0 if wish.says_who_replies else _REPLIES[mine.reply_policy]),
        says_who_quotes=True,
        says_who_replies=True,
    )


def poll_of(wish: PollWish | None) -> NewPoll | None:
    """Return a poll that may be published; raises Invalid with all that is wrong."""
    if wish is None:
        return None
    return new_poll(wish.options, lasts_s=wish.lasts_s, multiple=wish.multiple, hidden=wish.hidden)


def draft_of(tx: ReadTransaction, wish: Wish, *, by: AccountId, most_characters: int) -> Draft:
    """Return what may be published; raises Invalid in Mastodon's words."""
    wish = settled(tx, wish, by=by)
    return make_draft(
        text=wish.text,
        spoiler=wish.spoiler,
        visibility=wish.visibility or Visibility.PUBLIC,
        sensitive=bool(wish.sensitive),
        language=wish.language,
        reply_to_id=None if wish.reply_to_id is None else PostId(wish.reply_to_id),
        quote_of_id=None if wish.quote_of_id is None else PostId(wish.quote_of_id),
        choices=PostFlag(wish.choices),
        media_ids=wish.media_ids,
        poll=poll_of(wish.poll),
        app=wish.app,
        idempotency_key=wish.idempotency_key,
        most_characters=most_characters,
    )


def drafts_of(
    tx: ReadTransaction, wish: Wish, *, by: AccountId, most_characters: int
) -> tuple[Draft, ...]:
    """Return what may be published, the first post and those that go on; raises Invalid."""
    if len(wish.sequels) > MOST_SEQUELS:
        raise Invalid(_TOO_LONG)
    first = draft_of(tx, wish, by=by, most_characters=most_characters)
    return (
        first,
        *(
            replace(
                make_draft(
                    text=sequel.text,
                    spoiler=first.spoiler,
                    visibility=first.visibility,
                    sensitive=first.sensitive,
                    language=first.language,
                    choices=first.choices,
                    media_ids=sequel.media_ids,
                    app=first.app,
                    most_characters=most_characters,
                ),
                idempotency_key=_key_of_sequel(first.idempotency_key, number),
            )
            for number, sequel in enumerate(wish.sequels, 1)
        ),
    )


def _key_of_sequel(key: str | None, number: int) -> str | None:
    """Return the key of a post that goes on, so that each of them is published once."""
    return None if key is None else f"{number}/{key}"[:MOST_KEY]
