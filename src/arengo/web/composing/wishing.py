"""What a form of the composer asks for, in our words; and the form that a wish is written with."""

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Final

import msgspec

from arengo.base.clock import MINUTE_MS, SECOND_MS, now_ms
from arengo.base.errors import Invalid
from arengo.base.ids import PostId, parse_id
from arengo.social.posts.model import (
    QUOTE_CHOICE,
    REPLY_CHOICE,
    UNCHOSEN,
    Changes,
    Description,
    Post,
    PostFlag,
    Visibility,
)
from arengo.social.posts.plans.composing import Source
from arengo.social.posts.plans.model import Plan
from arengo.social.posts.polls.model import Poll, PollFlag
from arengo.social.posts.polls.policy import SHORTEST_S
from arengo.social.posts.wishes import PollWish, Sequel, Wish, poll_of
from arengo.web.composing.fields import (
    MOST_KEY,
    ComposeForm,
    PieceField,
    TimeForm,
    UploadField,
    new_key,
)

BAD_TIME: Final = "A time that cannot be read"
DURATIONS_S: Final = (300, 1_800, 3_600, 21_600, 43_200, 86_400, 259_200, 604_800)
USUAL_S: Final = 86_400
YEARS: Final = range(2000, 9000)
VISIBILITIES: Final[Mapping[str, Visibility]] = {
    each.name.lower(): each for each in Visibility if each is not Visibility.OFFERED
}
REPLIES: Final[Mapping[str, PostFlag]] = {
    "everyone": UNCHOSEN,
    "ask": PostFlag.REPLIES_ASK,
    "followers": PostFlag.REPLIES_FOLLOWERS,
    "mentioned": PostFlag.REPLIES_MENTIONED,
}
QUOTES: Final[Mapping[str, PostFlag]] = {
    "public": UNCHOSEN,
    "followers": PostFlag.QUOTES_FOLLOWERS,
    "nobody": PostFlag.QUOTES_NOBODY,
}


def wish_of(form: ComposeForm) -> Wish:
    """Return what a form asks for; raises Invalid for a time that is none."""
    first, *others = form.pieces or [PieceField()]
    wish = Wish(
        text=text_of(first),
        spoiler=form.spoiler if form.warns else "",
        visibility=VISIBILITIES.get(form.visibility),
        sensitive=form.sensitive,
        language=form.language or None,
        reply_to_id=named(form.reply_to),
        quote_of_id=named(form.quote),
        choices=int(_choices(form)),
        says_who_quotes=form.quote_policy in QUOTES,
        says_who_replies=form.reply_policy in REPLIES,
        media_ids=media_ids(first),
        poll=poll_wish(form),
        due_ms=due_ms(form),
        sequels=tuple(
            Sequel(text=text_of(piece), media_ids=media_ids(piece))
            for piece in others
            if not piece.is_empty
        ),
    )
    return msgspec.structs.replace(wish, idempotency_key=_key(form, wish))


def changes_of(form: ComposeForm, standing: Poll | None) -> Changes:
    """Return what a form changes of a post; raises Invalid for a poll that is none."""
    first = form.pieces[0]
    poll = poll_wish(form)
    return Changes(
        text=text_of(first),
        spoiler=form.spoiler if form.warns else "",
        sensitive=form.sensitive,
        language=form.language or None,
        media_ids=media_ids(first),
        poll=poll_of(_asked_anew(poll, standing)) if poll else None,
        drops_poll=poll is None,
        descriptions=descriptions_of(form),
        quote_choice=QUOTES.get(form.quote_policy),
        reply_choice=REPLIES.get(form.reply_policy),
    )


def descriptions_of(form: ComposeForm) -> tuple[Description, ...]:
    """Return what is said about pictures."""
    return tuple(
        Description(media_id=parse_id(each.id) or 0, words=_said(each), focus=each.focus)
        for piece in form.pieces
        for each in piece.uploads
    )


def source_of(form: ComposeForm) -> Source | None:
    """Return the plan that a text was taken from."""
    plan_id = parse_id(form.draft)
    return Source(plan_id=plan_id, version=form.version) if plan_id else None


def poll_wish(form: ComposeForm) -> PollWish | None:
    """Return what is asked; None when the box is not ticked, or nothing stands in it."""
    options = tuple(option for option in form.options if option.strip())
    if not form.asks or not options:
        return None
    return PollWish(
        options=options, lasts_s=form.lasts_s, multiple=form.multiple, hidden=form.hidden
    )


def due_ms(form: TimeForm) -> int | None:
    """Return when it is to be published."""
    if not form.due:
        return None
    try:
        at = datetime.fromisoformat(form.due).replace(tzinfo=UTC)
    except ValueError:
        raise Invalid(BAD_TIME) from None
    if at.year not in YEARS:
        raise Invalid(BAD_TIME)
    return int(at.timestamp() * 1000) - form.zone * MINUTE_MS


def wanted_ms(form: TimeForm) -> int:
    """Return when it is to be published; raises Invalid when no time is said."""
    at_ms = due_ms(form)
    if at_ms is None:
        raise Invalid(BAD_TIME)
    return at_ms


def due_field(at_ms: int | None) -> str:
    """Write a time as the field of a browser does, in UTC."""
    if at_ms is None:
        return ""
    return f"{datetime.fromtimestamp(at_ms / 1000, tz=UTC):%Y-%m-%dT%H:%M}"


def form_of_plan(plan: Plan) -> ComposeForm:
    """Return the form that goes on with what was kept or scheduled."""
    form = form_of_wish(plan.wish)
    return msgspec.structs.replace(form, draft=str(plan.id), version=plan.ver)


def form_of_wish(wish: Wish) -> ComposeForm:
    """Return the form that a wish is written with."""
    choices, poll = PostFlag(wish.choices), wish.poll or PollWish()
    visibility = wish.visibility
    return ComposeForm(
        pieces=[
            _piece(wish.text, wish.media_ids),
            *(_piece(each.text, each.media_ids) for each in wish.sequels),
        ],
        warns=bool(wish.spoiler),
        spoiler=wish.spoiler,
        sensitive=bool(wish.sensitive),
        visibility="" if visibility is None else visibility.name.lower(),
        reply_policy=_word(REPLIES, choices & REPLY_CHOICE) if wish.says_who_replies else "",
        quote_policy=_word(QUOTES, choices & QUOTE_CHOICE) if wish.says_who_quotes else "",
        local_only=PostFlag.LOCAL_ONLY in choices,
        language=wish.language or "",
        asks=wish.poll is not None,
        options=list(poll.options),
        lasts_s=poll.lasts_s,
        multiple=poll.multiple,
        hidden=poll.hidden,
        due=due_field(wish.due_ms),
        reply_to=_written(wish.reply_to_id),
        quote=_written(wish.quote_of_id),
        key=new_key(),
    )


def form_of_post(post: Post, poll: Poll | None) -> ComposeForm:
    """Return the form in which a post is edited."""
    return ComposeForm(
        pieces=[
            PieceField(
                text=post.text,
                uploads=[UploadField(id=str(each.id)) for each in post.extra.media],
            )
        ],
        warns=bool(post.spoiler),
        spoiler=post.spoiler,
        sensitive=PostFlag.SENSITIVE in post.flags,
        visibility=post.meant.name.lower(),
        reply_policy=_word(REPLIES, post.flags & REPLY_CHOICE),
        quote_policy=_word(QUOTES, post.flags & QUOTE_CHOICE),
        language=post.language or "",
        asks=poll is not None,
        options=list(poll.options) if poll else [],
        multiple=bool(poll and PollFlag.MULTIPLE in poll.flags),
        hidden=bool(poll and PollFlag.HIDDEN in poll.flags),
        edit=str(post.id),
        key=new_key(),
    )


def media_ids(piece: PieceField) -> tuple[int, ...]:
    """Return the ids of what a post shows; what is no id names nothing."""
    return tuple(parse_id(each.id) or 0 for each in piece.uploads)


def text_of(piece: PieceField) -> str:
    """Return the words of a post: browsers end lines in their own way."""
    return plain(piece.text)


def plain(text: str) -> str:
    """Return a text with lines as we end them."""
    return text.replace("\r\n", "\n")


def named(text: str) -> PostId | None:
    """Return the id of a post that is named; 0, which names none, for what is no id."""
    return PostId(parse_id(text) or 0) if text else None


def _asked_anew(wish: PollWish, standing: Poll | None) -> PollWish | None:
    """Return a poll that is to be another; None when it stays, and with it what was voted."""
    if standing is None or wish.lasts_s is not None:
        return wish
    same = standing.options, standing.question.multiple, PollFlag.HIDDEN in standing.flags
    if (wish.options, wish.multiple, wish.hidden) == same:
        return None
    left_s = (standing.ends_ms - now_ms()) // SECOND_MS
    return msgspec.structs.replace(wish, lasts_s=max(left_s, SHORTEST_S))


def _said(upload: UploadField) -> str | None:
    return None if upload.alt is None else plain(upload.alt)


def _key(form: ComposeForm, wish: Wish) -> str | None:
    """Return what sends the same words once; whoever went back and wrote others sends those too."""
    if not form.key:
        return None
    return f"{form.key[:MOST_KEY]}/{blake2b(msgspec.json.encode(wish), digest_size=12).hexdigest()}"


def _choices(form: ComposeForm) -> PostFlag:
    local = PostFlag.LOCAL_ONLY if form.local_only else UNCHOSEN
    reply = REPLIES.get(form.reply_policy, UNCHOSEN)
    return local | reply | QUOTES.get(form.quote_policy, UNCHOSEN)


def _word(known: Mapping[str, PostFlag], choice: PostFlag) -> str:
    found = [word for word, flags in known.items() if flags == choice]
    return found[0] if found else list(known)[-1]


def _piece(text: str, ids: tuple[int, ...]) -> PieceField:
    return PieceField(text=text, uploads=[UploadField(id=str(each)) for each in ids])


def _written(number: int | None) -> str:
    return "" if number is None else str(number)
