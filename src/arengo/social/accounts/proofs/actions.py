"""The verbs of proofs: ask for them, write down what was found."""

from collections.abc import Collection
from typing import Final

import msgspec
from msgspec.structs import replace

from arengo.base.clock import now_ms
from arengo.base.ids import AccountId
from arengo.base.lanes import Lane
from arengo.social.accounts.model import Field
from arengo.social.accounts.profile import put_profile
from arengo.social.accounts.proofs.policy import page_of
from arengo.social.accounts.queries import account_by_id
from arengo.storage import Transaction

JOB: Final = "accounts.prove_links"


def ask_for_proofs(tx: Transaction, *, by: AccountId, anew: bool = True) -> None:
    """Have a job look at the pages of an account; `anew`: at those that are proved, too."""
    fields = account_by_id(tx, by).fields
    if any(page_of(each) for each in fields if anew or each.verified_ms is None):
        key = f"{by} {anew}"
        tx.enqueue(JOB, lane=Lane.MEDIA, dedup=key, account_id=by, anew=anew)


def note_proofs(
    tx: Transaction, *, account_id: AccountId, proved: Collection[str], disproved: Collection[str]
) -> None:
    """Write down which pages lead back and which do not; facts that changed meanwhile stay."""
    tx.lock("profile", account_id)
    before = account_by_id(tx, account_id)
    fields = tuple(_noted(each, proved, disproved) for each in before.fields)
    put_profile(tx, before, replace(before, fields=fields))


def _noted(field: Field, proved: Collection[str], disproved: Collection[str]) -> Field:
    page = page_of(field)
    if page in disproved:
        return msgspec.structs.replace(field, verified_ms=None)
    if page in proved and field.verified_ms is None:
        return msgspec.structs.replace(field, verified_ms=now_ms())
    return field
