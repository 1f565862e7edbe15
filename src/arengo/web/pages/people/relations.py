"""What takes one press: follow and what one sees of them, undo, decide on a request."""

from collections.abc import Callable, Mapping
from typing import Final, Literal, NamedTuple

import msgspec

from arengo.base.errors import Invalid
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts
from arengo.social.accounts.model import Account
from arengo.social.follows import actions
from arengo.social.follows.model import FollowOptions
from arengo.social.follows.queries import is_following, relationships
from arengo.storage import ReadTransaction
from arengo.web.pages.frames import frame_of, page_answer, wants_part
from arengo.web.pages.people.rows import back, person_called
from arengo.web.people import row_of

_PIECES: Final = {"follow": "parts/follow.html", "relation": "parts/relation.html"}


class RelationForm(msgspec.Struct, frozen=True, kw_only=True):
    """What was pressed, where its page is, and which piece of that is to be shown anew."""

    do: str = ""
    return_to: str = ""
    piece: Literal["", "follow", "relation"] = ""


class _Verb(NamedTuple):
    run: Callable[..., None]
    names: str  # how the verb calls the other one
    said: str


_OPTIONS: Final[Mapping[str, FollowOptions]] = {
    "follow": FollowOptions(),
    "bell": FollowOptions(notify=True),
    "no_bell": FollowOptions(notify=False),
    "boosts": FollowOptions(boosts=True),
    "no_boosts": FollowOptions(boosts=False),
}
_VERBS: Final[Mapping[str, _Verb]] = {
    "unfollow": _Verb(actions.unfollow, "target", "unfollowed"),
    "unmute": _Verb(actions.unmute, "target", "person_unmuted"),
    "unblock": _Verb(actions.unblock, "target", "unblocked"),
    "remove": _Verb(actions.remove_follower, "target", "removed"),
    "endorse": _Verb(actions.endorse, "target", "endorsed"),
    "unendorse": _Verb(actions.unendorse, "target", "unendorsed"),
    "accept": _Verb(actions.accept, "requester", "accepted"),
    "refuse": _Verb(actions.reject, "requester", "refused"),
}


@acts("POST", "/@{username}/follow", access=Access.MEMBER, bucket="follow")
async def follow(request: Request, username: str, form: RelationForm) -> Answer:
    """Follow somebody, ask to, or change what one sees of whom one follows."""
    if form.do not in _OPTIONS:
        raise Invalid
    account = await request.read(_to_follow, request, username, form.do)
    await request.write(actions.follow, by=request.me, target=account.id, options=_OPTIONS[form.do])
    said = await request.read(_followed, request, account) if form.do == "follow" else form.do
    return await _answer(request, account, form, said)


@acts("POST", "/@{username}/relation", access=Access.MEMBER)
async def relate(request: Request, username: str, form: RelationForm) -> Answer:
    """Undo what is between two people, or decide on a request."""
    if form.do not in _VERBS:
        raise Invalid
    account = await request.read(person_called, request, username)
    verb = _VERBS[form.do]
    await request.write(verb.run, by=request.me, **{verb.names: account.id})
    return await _answer(request, account, form, verb.said)


def _to_follow(tx: ReadTransaction, request: Request, username: str, do: str) -> Account:
    """Return who is meant; only of whom one follows one can choose what to see."""
    account = person_called(tx, request, username)
    if do != "follow" and not is_following(tx, request.me, account.id):
        raise Invalid
    return account


def _followed(tx: ReadTransaction, request: Request, account: Account) -> str:
    (state,) = relationships(tx, request.me, [account.id])
    return "followed" if state.following else "asked"


async def _answer(request: Request, account: Account, form: RelationForm, said: str) -> Answer:
    if wants_part(request) and form.piece:
        return await request.read(_piece, request, account, form)
    return back(request, account, form.return_to, said)


def _piece(tx: ReadTransaction, request: Request, account: Account, form: RelationForm) -> Answer:
    return page_answer(
        request,
        _PIECES[form.piece],
        frame_of(tx, request, form=True),
        person=row_of(tx, request, account),
        back=form.return_to,
    )
