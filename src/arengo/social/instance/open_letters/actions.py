"""The verbs of open letters: draft, change, remove, sign, withdraw."""

import msgspec
from msgspec.structs import replace

from arengo.base.clock import now_ms
from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import AccountId, make_id
from arengo.config.keys import Keys
from arengo.social.instance.open_letters import store
from arengo.social.instance.open_letters.events import LetterSigned
from arengo.social.instance.open_letters.model import Document, OpenLetter, Seal, Words
from arengo.social.instance.open_letters.policy import checked, slug_of
from arengo.social.instance.open_letters.queries import open_letter
from arengo.storage import Transaction


def draft(tx: Transaction, words: Words, *, by: AccountId | None) -> OpenLetter:
    """Keep what is to be said, for nobody but the staff; the operator need not have an account.

    Raises Invalid.
    """
    made = OpenLetter(id=make_id(0), author_id=by, words=checked(words), changed_ms=now_ms())
    store.put_draft(tx, made)
    return made


def change(tx: Transaction, letter_id: int, words: Words, *, by: AccountId | None) -> OpenLetter:
    """Let a draft say something else. Raises Invalid, also for what is signed."""
    found = _draft(tx, letter_id)
    changed = replace(found, author_id=by, words=checked(words), changed_ms=now_ms())
    store.put_draft(tx, changed)
    return changed


def sign(tx: Transaction, letter_id: int, *, site: str, keys: Keys) -> OpenLetter:
    """Make a draft a letter that everybody can read and check; twice is once."""
    tx.lock("open letters", 0)  # one after the other: each has a number of its own
    found = open_letter(tx, letter_id)
    if found.seal is not None:
        return found
    number = store.last_number(tx) + 1
    document = Document(
        **msgspec.structs.asdict(found.words),
        site=site,
        number=number,
        slug=slug_of(number, found.words.texts[0].title),
        signed_ms=now_ms(),
    )
    written = msgspec.json.encode(document)
    seal = Seal(
        number=number,
        slug=document.slug,
        signed_ms=document.signed_ms,
        document=written.decode(),
        signature=keys.attest(written),
    )
    store.put_seal(tx, letter_id, seal, until_ms=document.until_ms)
    tx.announce(LetterSigned(letter_id=letter_id))
    return replace(found, seal=seal)


def withdraw(tx: Transaction, letter_id: int) -> None:
    """Take a signed letter away from everybody, for good. Doing it twice is NotFound."""
    found = open_letter(tx, letter_id)
    if found.seal is None:
        raise Invalid("Validation failed: It is not signed yet")
    store.withdraw(tx, letter_id, now_ms=now_ms())


def remove(tx: Transaction, letter_id: int) -> None:
    """Remove a draft; NotFound when there is none."""
    if not store.remove_draft(tx, letter_id):
        raise NotFound


def forget_account(tx: Transaction, *, account_id: AccountId) -> int:
    """Show the portrait of whoever is going beside no letter; what they signed stays signed."""
    return store.forget_author(tx, account_id)


def _draft(tx: Transaction, letter_id: int) -> OpenLetter:
    tx.lock("open letters", 0)
    found = open_letter(tx, letter_id)
    if found.seal is not None:
        raise Invalid("Validation failed: It is signed already")
    return found
