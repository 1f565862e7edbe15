"""Between two people: follow, block, mute, keep a note, and their undoing."""

from collections.abc import Callable
from typing import Any, Final

import msgspec

from arengo.api.entities.relationship import Relationship, relationship
from arengo.base.ids import AccountId
from arengo.base.text import normalise_language
from arengo.gate.request import Request
from arengo.gate.routes import acts
from arengo.social.follows import actions
from arengo.social.follows.model import FollowOptions
from arengo.social.follows.queries import relationships

_PATH: Final = "/api/v1/accounts/{account_id}"


class FollowForm(msgspec.Struct, frozen=True, kw_only=True):
    """What a follower wants to see."""

    reblogs: bool | None = None
    notify: bool | None = None
    languages: list[str] | None = None

    def options(self) -> FollowOptions:
        """Return it in our words; codes that are no languages are left out."""
        languages = self.languages
        if languages is not None:
            known = (normalise_language(each) for each in languages)
            languages = list(dict.fromkeys(each for each in known if each))
        return FollowOptions(
            boosts=self.reblogs,
            notify=self.notify,
            languages=None if languages is None else tuple(languages),
        )


class MuteForm(msgspec.Struct, frozen=True, kw_only=True):
    """How far and (in seconds) how long somebody is muted; 0 is until further notice."""

    notifications: bool = True
    duration: int = 0


class NoteForm(msgspec.Struct, frozen=True, kw_only=True):
    """What one notes about somebody."""

    comment: str = ""


async def between(
    request: Request, verb: Callable[..., None], target: AccountId, **options: Any
) -> Relationship:
    """Do something to somebody and return what is now between oneself and them."""
    await request.write(verb, by=request.me, target=target, **options)
    return await relationship_with(request, target)


async def relationship_with(request: Request, target: AccountId) -> Relationship:
    """Return what is now between oneself and somebody."""
    (state,) = await request.read(relationships, request.me, [target])
    return relationship(state)


@acts("POST", f"{_PATH}/follow", scope="write:follows", bucket="follow", answers=Relationship)
async def follow(request: Request, account_id: AccountId, form: FollowForm) -> Relationship:
    """Follow somebody, ask to, or change what one sees of them."""
    return await between(request, actions.follow, account_id, options=form.options())


@acts("POST", f"{_PATH}/unfollow", scope="write:follows", answers=Relationship)
async def unfollow(request: Request, account_id: AccountId) -> Relationship:
    """Follow somebody no longer."""
    return await between(request, actions.unfollow, account_id)


@acts("POST", f"{_PATH}/remove_from_followers", scope="write:follows", answers=Relationship)
async def remove_from_followers(request: Request, account_id: AccountId) -> Relationship:
    """Let somebody follow oneself no longer."""
    return await between(request, actions.remove_follower, account_id)


@acts("POST", f"{_PATH}/block", scope="write:blocks", answers=Relationship)
async def block(request: Request, account_id: AccountId) -> Relationship:
    """Have nothing to do with somebody."""
    return await between(request, actions.block, account_id)


@acts("POST", f"{_PATH}/unblock", scope="write:blocks", answers=Relationship)
async def unblock(request: Request, account_id: AccountId) -> Relationship:
    """End a block."""
    return await between(request, actions.unblock, account_id)


@acts("POST", f"{_PATH}/mute", scope="write:mutes", answers=Relationship)
async def mute(request: Request, account_id: AccountId, form: MuteForm) -> Relationship:
    """See nothing of somebody."""
    return await between(
        request,
        actions.mute,
        account_id,
        notifications=form.notifications,
        duration_s=form.duration,
    )


@acts("POST", f"{_PATH}/unmute", scope="write:mutes", answers=Relationship)
async def unmute(request: Request, account_id: AccountId) -> Relationship:
    """See somebody again."""
    return await between(request, actions.unmute, account_id)


@acts("POST", f"{_PATH}/note", scope="write:accounts", answers=Relationship)
async def set_note(request: Request, account_id: AccountId, form: NoteForm) -> Relationship:
    """Keep a private note about somebody."""
    return await between(request, actions.set_note, account_id, comment=form.comment)
