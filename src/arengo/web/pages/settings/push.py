"""The page on being told of news in this browser, also while no page of ours is open."""

from collections.abc import Mapping
from typing import Final

import msgspec

from arengo.base.errors import Invalid, NotFound
from arengo.base.phrases import N_
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.providers.push import Receiver
from arengo.social.notifications.model import NotificationType
from arengo.social.notifications.push import actions
from arengo.social.notifications.push.endpoints import check_endpoint
from arengo.social.notifications.push.model import Address, From, Subscription, Wishes
from arengo.social.notifications.push.queries import subscription_of
from arengo.social.notifications.push.signing import vapid_key
from arengo.storage import ReadTransaction
from arengo.web.context import FieldError, Form
from arengo.web.pages.frames import done, frame_of, page_answer
from arengo.web.pages.settings.forms import ticks

_PATH: Final = "/settings/push"
_T = NotificationType
# What one can wish for: a field of the form, what it says, and the kinds that it stands for.
WISHES: Final[Mapping[str, tuple[str, frozenset[NotificationType]]]] = {
    "mentions": (N_("Somebody mentions or quotes me"), frozenset({_T.MENTION, _T.QUOTE})),
    "bells": (N_("Somebody posts of whom I want every post"), frozenset({_T.BELL})),
    "follows": (
        N_("Somebody follows me, or asks to"),
        frozenset({_T.FOLLOW, _T.FOLLOW_REQUEST}),
    ),
    "reactions": (
        N_("Somebody likes or boosts a post of mine"),
        frozenset({_T.FAVOURITE, _T.BOOST}),
    ),
    "changes": (
        N_("A poll ends, or a post that concerns me is edited"),
        frozenset({_T.POLL, _T.UPDATE, _T.QUOTED_UPDATE}),
    ),
    "collections": (
        N_("Somebody recommends me in a collection"),
        frozenset({_T.COLLECTED, _T.COLLECTION_UPDATE}),
    ),
}
SENDERS: Final[Mapping[str, From]] = {
    "all": From.ALL,
    "followed": From.FOLLOWED,
    "followers": From.FOLLOWERS,
}
_LETTERS: Final = ("letters", N_("Those who run this place sign an open letter"))
_USUAL: Final = ("mentions", "bells", "follows", "changes")


class AddressForm(msgspec.Struct, frozen=True, kw_only=True):
    """Where the browser is woken, as its push service said."""

    endpoint: str = ""
    p256dh: str = ""
    auth: str = ""


class PushForm(AddressForm, frozen=True, kw_only=True):
    """Where and when, as the script of the page sends it. A box that is not ticked is not sent."""

    mentions: bool = False
    bells: bool = False
    follows: bool = False
    reactions: bool = False
    changes: bool = False
    collections: bool = False
    letters: bool = False
    senders: str = "all"

    def wishes(self) -> Wishes:
        """Return it in our words; whom we do not know of stands for everybody."""
        kinds = [kinds for name, (_, kinds) in WISHES.items() if getattr(self, name)]
        return Wishes(
            types=frozenset[NotificationType]().union(*kinds),
            senders=SENDERS.get(self.senders, From.ALL),
            letters=self.letters,
        )


@reads(_PATH, access=Access.MEMBER, bucket="page")
def show_push(tx: ReadTransaction, request: Request) -> Answer:
    """Show whether this browser is woken, and when."""
    return _page(tx, request)


@acts("POST", _PATH, access=Access.MEMBER, bucket="write")
async def save_push(request: Request, form: PushForm) -> Answer:
    """Wake this browser from now on, or say anew when."""
    session_id = _session_id(request)
    try:
        if not form.endpoint:  # of a browser whose page has run no script
            await request.write(actions.change, token_id=session_id, wishes=form.wishes())
            return done(request, _PATH, "saved")
        await _subscribe(request, form, form.wishes())
    except (Invalid, NotFound):
        return await request.read(_page, request, wrong=True)
    return done(request, _PATH, "push_on")


@acts("POST", f"{_PATH}/renew", access=Access.MEMBER, bucket="write")
async def renew_push(request: Request, form: AddressForm) -> Answer:
    """Wake this browser elsewhere, as its push service wants it; when it is woken stays."""
    known = await request.read(subscription_of, _session_id(request))
    await _subscribe(request, form, known.wishes)
    return done(request, _PATH)


@acts("POST", f"{_PATH}/end", access=Access.MEMBER, bucket="write")
async def end_push(request: Request) -> Answer:
    """Wake this browser no more. Doing it twice is the same as doing it once."""
    await request.write(actions.unsubscribe, token_id=_session_id(request))
    return done(request, _PATH, "push_off")


async def _subscribe(request: Request, form: AddressForm | PushForm, wishes: Wishes) -> None:
    """Write a subscription; raises Invalid for what is no address of a push service."""
    check_endpoint(form.endpoint, request.site.settings)
    try:
        receiver = Receiver.read(form.p256dh, form.auth)
    except ValueError:
        raise Invalid("Validation failed: Key p256dh or auth is not a valid Web Push key") from None
    address = Address(
        endpoint=form.endpoint,
        p256dh=receiver.point,
        auth=receiver.auth,
        standard=True,
        token=request.site.keys.encrypt(b""),  # a browser is signed in without one
    )
    session_id = _session_id(request)
    await request.write(
        actions.subscribe, by=request.me, token_id=session_id, address=address, wishes=wishes
    )


def _page(tx: ReadTransaction, request: Request, *, wrong: bool = False) -> Answer:
    found = _found(tx, request)
    errors = (FieldError(field="", key="push_refused"),) if wrong else ()
    return page_answer(
        request,
        "settings/push.html",
        frame_of(tx, request, form=True),
        form=Form(action=_PATH, values=_values(found), errors=errors),
        on=found is not None,
        key=vapid_key(request.site.keys, request.site.settings.origin),
        wishes=[*((name, words) for name, (words, _) in WISHES.items()), _LETTERS],
    )


def _values(found: Subscription | None) -> dict[str, str]:
    if found is None:
        return {**ticks(**{name: name in _USUAL for name in WISHES}), "senders": "all"}
    chosen = {name: kinds <= found.wishes.types for name, (_, kinds) in WISHES.items()}
    of = {senders: name for name, senders in SENDERS.items()}
    chosen["letters"] = found.wishes.letters
    return {**ticks(**chosen), "senders": of.get(found.wishes.senders, "all")}


def _found(tx: ReadTransaction, request: Request) -> Subscription | None:
    try:
        return subscription_of(tx, _session_id(request))
    except NotFound:
        return None


def _session_id(request: Request) -> int:
    if request.viewer is None or request.viewer.session_id is None:
        raise NotFound
    return request.viewer.session_id
