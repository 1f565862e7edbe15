"""Commands that fill a site with people and posts of earlier days: the demo pours through them."""

from typing import Any, Literal

import msgspec

from arengo.auth.signup.actions import admit
from arengo.auth.users.passwords import hash_password
from arengo.base.clock import now_ms
from arengo.base.errors import Conflict
from arengo.base.ids import AccountId, PostId, new_account_id
from arengo.control.commands import Form, Tell, command
from arengo.gate.site import Site
from arengo.social.accounts.model import AccountFlag, ProfileChanges
from arengo.social.accounts.queries import totals
from arengo.social.follows.actions import accept, follow
from arengo.social.media.actions import wear
from arengo.social.media.storing import add_media, store_profile_image
from arengo.social.posts.actions import edit, publish
from arengo.social.posts.boosting import boost
from arengo.social.posts.cards.actions import keep, settle
from arengo.social.posts.cards.model import Card
from arengo.social.posts.drafting import make_draft
from arengo.social.posts.model import Draft, Visibility
from arengo.social.posts.polls.actions import vote
from arengo.social.posts.polls.model import NewPoll
from arengo.social.posts.polls.policy import new_poll
from arengo.social.reactions.actions import bookmark, favourite, pin
from arengo.storage import Database, Transaction


class Beginning(Form, frozen=True, kw_only=True):
    """Whether a site with people on it may be filled too."""

    force: bool = False


class NewPerson(Form, frozen=True, kw_only=True):
    """Somebody with a profile and drawn pictures (PNG)."""

    username: str
    email: str
    password: str
    locale: str
    display_name: str
    bio: str
    fields: tuple[tuple[str, str], ...]
    locked: bool
    bot: bool
    avatar: bytes
    header: bytes
    joined_ms: int


class NewFollow(Form, frozen=True, kw_only=True):
    """One person follows another; `answered` when a locked one has said yes."""

    follower_id: int
    followed_id: int
    answered: bool


class NewPicture(msgspec.Struct, frozen=True):
    """A drawing (PNG) and its description."""

    image: bytes
    description: str


class Ballot(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked, and who chose which options, by their places."""

    options: tuple[str, ...]
    lasts_s: int
    multiple: bool
    hidden: bool
    votes: tuple[tuple[int, tuple[int, ...]], ...]


class NewLink(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says of itself, as if it had been read."""

    url: str
    title: str
    description: str
    provider: str


class NewPost(Form, frozen=True, kw_only=True):
    """A post of an earlier day, its later text, and what others did with it."""

    author_id: int
    text: str
    spoiler: str
    visibility: Literal["public", "unlisted", "private", "direct"]
    language: str
    reply_to_id: int | None
    pictures: tuple[NewPicture, ...]
    edited_text: str | None
    favourited_by: tuple[int, ...]
    boosts: tuple[tuple[int, int], ...]  # who, and when in Unix milliseconds
    bookmarked_by: tuple[int, ...]
    pinned: bool
    at_ms: int
    poll: Ballot | None = None
    quote_of_id: int | None = None
    link: NewLink | None = None


class _Drawn(msgspec.Struct, frozen=True):
    """A drawing, as uploads are handed on."""

    data: bytes
    type: str = "image/png"
    path: None = None


@command("community.begin")
async def begin(site: Site, form: Beginning, _tell: Tell) -> dict[str, Any]:
    """Refuse a site on which people already are, unless forced."""
    here = await site.db.read(totals)
    if here.people and not form.force:
        raise Conflict(
            f"This site has {here.people} accounts and {here.posts} posts. "
            "The demo is for an empty site; --force pours it in nevertheless."
        )
    return {"people": here.people, "posts": here.posts}


@command("community.person")
async def person(site: Site, form: NewPerson, _tell: Tell) -> dict[str, Any]:
    """Let somebody join and dress their profile."""
    user = await site.db.write(
        admit,
        username=form.username,
        email=form.email,
        password_hash=await hash_password(form.password),
        confirmed=True,
        keys=site.keys,
        account_id=new_account_id(form.joined_ms),
    )
    avatar = await store_profile_image(site, by=user.id, slot="avatar", upload=_Drawn(form.avatar))
    header = await store_profile_image(site, by=user.id, slot="header", upload=_Drawn(form.header))
    changes = ProfileChanges(
        display_name=form.display_name,
        note=form.bio,
        fields=form.fields,
        flags={
            AccountFlag.LOCKED: form.locked,
            AccountFlag.BOT: form.bot,
            AccountFlag.DISCOVERABLE: True,
            AccountFlag.INDEXABLE: True,
        },
        avatar=avatar.picture,
        header=header.picture,
        preferences={"language": form.locale},
    )
    await site.db.write(wear, by=user.id, changes=changes, images=[avatar, header])
    return {"id": user.id}


@command("community.follow")
async def begin_to_follow(site: Site, form: NewFollow, _tell: Tell) -> None:
    """Let one follow another, and a locked one say yes."""

    def verb(tx: Transaction) -> None:
        follower, followed = AccountId(form.follower_id), AccountId(form.followed_id)
        follow(tx, by=follower, target=followed)
        if form.answered:
            accept(tx, by=followed, requester=follower)

    await site.db.write(verb)


@command("community.post")
async def post(site: Site, form: NewPost, _tell: Tell) -> dict[str, Any]:
    """Publish a post at its own time, with everything that happened to it since."""
    author = AccountId(form.author_id)
    media_ids = [
        (
            await add_media(
                site, by=author, upload=_Drawn(each.image), description=each.description
            )
        ).id
        for each in form.pictures
    ]
    post_id = await site.db.write(
        _publish, form=form, draft=_draft(site, form, form.text, media_ids), site=site
    )
    if form.edited_text is not None:
        draft = _draft(site, form, form.edited_text, media_ids)
        host = site.settings.host_name
        await site.db.write(edit, by=author, post_id=post_id, draft=draft, host_name=host)
    if form.link:
        await site.db.write(_show_link, link=form.link, post_id=post_id, site=site)
    await _react(site.db, form, post_id)
    return {"id": post_id}


def _draft(site: Site, form: NewPost, text: str, media_ids: list[int]) -> Draft:
    return make_draft(
        text=text,
        spoiler=form.spoiler,
        visibility=Visibility[form.visibility.upper()],
        language=form.language,
        reply_to_id=None if form.reply_to_id is None else PostId(form.reply_to_id),
        media_ids=media_ids,
        most_characters=site.settings.post_max_characters,
        at_ms=form.at_ms,
        poll=_poll(form.poll) if form.poll else None,
        quote_of_id=None if form.quote_of_id is None else PostId(form.quote_of_id),
    )


def _poll(ballot: Ballot) -> NewPoll:
    return new_poll(
        ballot.options, lasts_s=ballot.lasts_s, multiple=ballot.multiple, hidden=ballot.hidden
    )


def _show_link(tx: Transaction, *, link: NewLink, post_id: PostId, site: Site) -> None:
    card = Card(
        url=link.url,
        title=link.title,
        description=link.description,
        provider_name=link.provider,
    )
    keep(tx, card=card, now=now_ms())
    settle(tx, post_id=post_id, origin=site.settings.origin)


def _publish(tx: Transaction, *, form: NewPost, draft: Draft, site: Site) -> PostId:
    host = site.settings.host_name
    return publish(tx, by=AccountId(form.author_id), draft=draft, host_name=host).id


async def _react(db: Database, form: NewPost, post_id: PostId) -> None:
    """Let everybody react, each in a transaction of their own, as people do."""
    for account_id in form.favourited_by:
        await db.write(favourite, by=AccountId(account_id), post_id=post_id)
    for account_id, places in form.poll.votes if form.poll else ():
        choices = [str(place) for place in places]
        await db.write(vote, by=AccountId(account_id), poll_id=post_id, choices=choices)
    for account_id, at_ms in form.boosts:
        await db.write(boost, by=AccountId(account_id), post_id=post_id, at_ms=at_ms)
    for account_id in form.bookmarked_by:
        await db.write(bookmark, by=AccountId(account_id), post_id=post_id)
    if form.pinned:
        await db.write(pin, by=AccountId(form.author_id), post_id=post_id)
