"""Verbs of OAuth: register an app, let it in, hand out and revoke its tokens."""

from collections.abc import Collection, Sequence
from typing import Final

from arengo.auth.oauth import store
from arengo.auth.oauth.events import TokenRevoked
from arengo.auth.oauth.model import App, IssuedToken, RegisteredApp
from arengo.auth.oauth.scopes import for_role
from arengo.auth.oauth.tokens import hash_token, new_token
from arengo.auth.signup.actions import sign_up
from arengo.auth.signup.model import SignUp
from arengo.auth.users.actions import still_opens
from arengo.auth.users.model import User
from arengo.base.clock import DAY_MS, now_ms, today
from arengo.base.errors import NotFound
from arengo.base.ids import AccountId, first_id_at, new_account_id, new_id
from arengo.base.words import draw_word
from arengo.config.keys import Keys
from arengo.social.notifications.push.actions import unsubscribe
from arengo.storage import Transaction
from arengo.storage.directory import Namespace, claim, release

APPS_WAIT_DAYS: Final = 7  # for somebody to let them in
IDLE_DAYS: Final = 30  # of a token without a user


def register_app(
    tx: Transaction,
    *,
    name: str,
    redirect_uris: tuple[str, ...],
    scopes: tuple[str, ...],
    website: str | None = None,
) -> RegisteredApp:
    """Register a client; what it says about itself was checked by `policy.check_app`."""
    secret = draw_word(43)
    app = App(
        id=new_account_id(),  # its own owner, in a bucket drawn at random
        client_id=draw_word(43),
        secret_hash=hash_token(secret),
        name=name,
        website=website,
        redirect_uris=redirect_uris,
        scopes=scopes,
    )
    claim(tx, Namespace.CLIENT, app.client_id, app.id)
    store.add_app(tx, app)
    return RegisteredApp(app=app, client_secret=secret)


def issue_token(
    tx: Transaction,
    *,
    app_id: int,
    account_id: AccountId | None,
    scopes: tuple[str, ...],
    keys: Keys,
) -> IssuedToken:
    """Hand out a token of a user, or of the app alone when there is none."""
    if account_id is not None:
        use_app(tx, app_id=app_id)
    text = new_token(keys)
    token_hash = hash_token(text)
    token_id = new_id(app_id if account_id is None else account_id)
    claim(tx, Namespace.TOKEN, token_hash.hex(), token_id)
    store.add_token(
        tx,
        token_id=token_id,
        account_id=account_id,
        app_id=app_id,
        token_hash=token_hash,
        scopes=" ".join(scopes),
    )
    return IssuedToken(id=token_id, text=text, scopes=scopes, created_ms=now_ms())


def use_app(tx: Transaction, *, app_id: int) -> None:
    """Say that somebody lets an app in: from now on it stays. NotFound when it is gone."""
    if not store.mark_used(tx, app_id) and store.find_app(tx, app_id) is None:
        raise NotFound


def issue_for_password(
    tx: Transaction, *, app_id: int, user: User, scopes: tuple[str, ...], keys: Keys
) -> IssuedToken | None:
    """Hand out a token for a password that was checked; None when it is another one by now."""
    if not still_opens(tx, user):
        return None
    return issue_token(tx, app_id=app_id, account_id=user.id, scopes=scopes, keys=keys)


def join(
    tx: Transaction,
    *,
    app: App,
    form: SignUp,
    password_hash: str,
    confirmed: bool,
    keys: Keys,
) -> IssuedToken:
    """Sign somebody up through an app and let it in: both or neither."""
    user = sign_up(tx, form=form, password_hash=password_hash, confirmed=confirmed, keys=keys)
    scopes = for_role(app.scopes, user.role)
    return issue_token(tx, app_id=app.id, account_id=user.id, scopes=scopes, keys=keys)


def remember_tokens(tx: Transaction, *, token_ids: Sequence[int]) -> None:
    """Write down that these tokens were used today."""
    store.set_seen(tx, token_ids, day=today())


def revoke_token(tx: Transaction, *, token_id: int) -> None:
    """End a token now. Doing it twice is the same as doing it once."""
    token_hash = store.remove_token(tx, token_id)
    if token_hash is not None:
        release(tx, Namespace.TOKEN, bytes(token_hash).hex())
        unsubscribe(tx, token_id=token_id)
        tx.announce(TokenRevoked(token_id=token_id))


def forget_idle_tokens(tx: Transaction, *, buckets: Collection[int], most: int) -> int:
    """End some tokens without a user that nobody used for a month; returns how many."""
    before = first_id_at(now_ms() - IDLE_DAYS * DAY_MS)
    idle = store.unused_tokens(tx, buckets, before=before, day=today() - IDLE_DAYS, most=most)
    for token_id in idle:
        revoke_token(tx, token_id=token_id)
    return len(idle)


def forget_unused_apps(tx: Transaction, *, buckets: Collection[int], most: int) -> int:
    """Forget some apps that nobody ever let in and that hold no token; returns how many."""
    before = first_id_at(now_ms() - APPS_WAIT_DAYS * DAY_MS)
    unused = store.unused_apps(tx, buckets, before=before, most=most)
    for app_id in unused:
        client_id = store.remove_unused(tx, app_id)
        if client_id is not None:
            release(tx, Namespace.CLIENT, client_id)
    return len(unused)


def revoke_app(tx: Transaction, *, account_id: AccountId, app_id: int) -> None:
    """Take every token that an app holds of an account, and the codes it could bring yet."""
    store.remove_grants_for(tx, account_id, app_id=app_id)
    _revoke_tokens(tx, account_id, app_id=app_id)


def revoke_all_tokens(tx: Transaction, *, account_id: AccountId) -> None:
    """Take every token of an account and every code that could become one."""
    store.remove_grants_of(tx, account_id)
    _revoke_tokens(tx, account_id)


def _revoke_tokens(tx: Transaction, account_id: AccountId, *, app_id: int | None = None) -> None:
    while tokens := store.tokens_of(tx, account_id, app_id=app_id):
        for token_id, *_ in tokens:
            revoke_token(tx, token_id=token_id)
