"""Authorization codes: given once for a decision on the page, taken once for a token."""

from typing import Final

from arengo.auth.oauth import store
from arengo.auth.oauth.actions import issue_token, revoke_token, use_app
from arengo.auth.oauth.model import App, Grant, IssuedToken
from arengo.auth.oauth.policy import is_proven
from arengo.auth.oauth.scopes import for_role
from arengo.auth.oauth.tokens import hash_token, is_ours, new_token
from arengo.auth.users.model import User
from arengo.base.clock import DAY_MS, MINUTE_MS, now_ms
from arengo.base.ids import bucket_of_hash
from arengo.config.keys import Keys
from arengo.storage import Transaction

LASTS_MS: Final = 10 * MINUTE_MS


def grant_code(
    tx: Transaction,
    *,
    app: App,
    by: User,
    redirect_uri: str,
    scopes: tuple[str, ...],
    challenge: str | None,
    keys: Keys,
) -> str:
    """Write down that somebody lets an app in, and return the code it is to bring back."""
    use_app(tx, app_id=app.id)
    code = new_token(keys)
    code_hash = hash_token(code)
    grant = Grant(
        bucket=bucket_of_hash(code_hash),
        hash=code_hash,
        app_id=app.id,
        account_id=by.id,
        redirect_uri=redirect_uri,
        scopes=for_role(scopes, by.role),
        challenge=challenge,
        expires_ms=now_ms() + LASTS_MS,
        token_id=None,
    )
    store.add_grant(tx, grant)
    return code


def exchange_code(
    tx: Transaction,
    *,
    app: App,
    code: str,
    redirect_uri: str,
    verifier: str | None,
    keys: Keys,
) -> IssuedToken | None:
    """Return a token for a code, or None when it is not good.

    A code that comes twice was stolen by one of the two: the token of the first ends, which is why
    this does not raise (a refusal would undo that).
    """
    grant = store.find_grant(tx, hash_token(code)) if is_ours(code, keys) else None
    if grant is None or grant.app_id != app.id or grant.redirect_uri != redirect_uri:
        return None
    if grant.token_id is not None:
        revoke_token(tx, token_id=grant.token_id)
        return None
    if grant.expires_ms <= now_ms() or not is_proven(grant, verifier):
        return None
    return _token_for(tx, grant, keys)


def forget_expired(tx: Transaction, *, most: int) -> int:
    """Remove some codes that are over, a day later: till then a second use betrays a theft."""
    return store.remove_grants_before(tx, expired_ms=now_ms() - DAY_MS, most=most)


def _token_for(tx: Transaction, grant: Grant, keys: Keys) -> IssuedToken | None:
    token = issue_token(
        tx, app_id=grant.app_id, account_id=grant.account_id, scopes=grant.scopes, keys=keys
    )
    if store.use_grant(tx, grant, token_id=token.id):
        return token
    revoke_token(tx, token_id=token.id)
    used = store.find_grant(tx, grant.hash)
    if used is not None and used.token_id is not None:
        revoke_token(tx, token_id=used.token_id)
    return None
