"""The verbs about whole servers: block and unblock one."""

from arengo.base.errors import Invalid
from arengo.base.ids import AccountId
from arengo.base.text.domains import normalise_domain
from arengo.social.follows.domains import store
from arengo.storage import Transaction


def block_domain(tx: Transaction, *, by: AccountId, domain: str) -> None:
    """Have nothing to do with a server, whether or not we know it."""
    store.add(tx, by, domain_named(domain))


def unblock_domain(tx: Transaction, *, by: AccountId, domain: str) -> None:
    """End that; what was not blocked is fine."""
    store.remove(tx, by, domain_named(domain))


def domain_named(text: str) -> str:
    """Return the name of a server in its one form; raises Invalid when it is none."""
    if not text.strip():
        raise Invalid("Validation failed: Domain can't be blank")
    domain = normalise_domain(text)
    if domain is None:
        raise Invalid("Validation failed: Domain is not a valid domain name")
    return domain


def forget_account(tx: Transaction, *, account_id: AccountId) -> int:
    """Forget which servers an account that is going blocked."""
    return store.remove_all(tx, account_id)
