"""Commands on open letters: write, list, show, sign, withdraw, remove."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final

from arengo.base.clock import iso
from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import parse_id
from arengo.control.commands import Form, Nothing, Tell, command
from arengo.control.finding import account_named
from arengo.gate.site import Site
from arengo.moderation.audit.actions import noted
from arengo.moderation.audit.model import Act, Deed
from arengo.social.instance.open_letters import actions
from arengo.social.instance.open_letters.model import OpenLetter, Text, Words
from arengo.social.instance.open_letters.queries import drafts, open_letter, signed_letters
from arengo.storage import ReadTransaction

_MOST: Final = 1_000


class DraftForm(Form, frozen=True, kw_only=True):
    """What a draft says, whose portrait stands beside it, and which draft it takes the place of."""

    texts: list[Text]
    by: str = ""
    role: str = ""
    place: str = ""
    until: str | None = None
    author: str | None = None
    id: str | None = None


class Number(Form, frozen=True, kw_only=True):
    """A letter or a draft, by its id."""

    id: str


@command("letters.write")
async def write(site: Site, form: DraftForm, _tell: Tell) -> dict[str, Any]:
    """Keep a draft, or let one that is there say something else."""
    words = Words(
        texts=tuple(form.texts),
        by=form.by,
        role=form.role,
        place=form.place,
        until_ms=_end_of(form.until),
    )
    author = await site.db.read(account_named, form.author) if form.author else None
    by = author.id if author else None
    if form.id is None:
        return _row(site, await site.db.write(actions.draft, words, by=by))
    return _row(site, await _on(site, form.id, partial(actions.change, words=words, by=by)))


@command("letters.list")
async def list_(site: Site, _form: Nothing, _tell: Tell) -> list[dict[str, Any]]:
    """Return drafts and signed letters, newest first."""
    return [_row(site, each) for each in await site.db.read(_all)]


@command("letters.show")
async def show(site: Site, form: Number, _tell: Tell) -> dict[str, Any]:
    """Return a letter with all that it says."""
    found = await site.db.read(_found, form.id)
    words = found.words
    texts = [{"language": t.language, "title": t.title, "text": t.text} for t in words.texts]
    signature = {"by": words.by, "role": words.role, "place": words.place}
    return _row(site, found) | signature | {"texts": texts}


@command("letters.sign")
async def sign(site: Site, form: Number, _tell: Tell) -> dict[str, Any]:
    """Sign a draft, for everybody and for good; twice is once, and noted once."""
    before = await site.db.read(_found, form.id)

    def deed(letter: OpenLetter) -> Deed | None:
        return None if before.seal else _deed(Act.SIGN_LETTER, letter)

    signing = partial(actions.sign, site=site.settings.origin, keys=site.keys)
    return _row(site, await site.db.write(noted(signing, deed), before.id))


@command("letters.withdraw")
async def withdraw(site: Site, form: Number, _tell: Tell) -> dict[str, Any]:
    """Take a signed letter away from everybody, and return what it was."""
    before = await site.db.read(_found, form.id)
    deed = _deed(Act.WITHDRAW_LETTER, before)
    await site.db.write(noted(actions.withdraw, lambda _: deed), before.id)
    return _row(site, before) | {"state": "withdrawn"}


@command("letters.remove")
async def remove(site: Site, form: Number, _tell: Tell) -> dict[str, Any]:
    """Remove a draft, and return what it was."""
    before = await site.db.read(_found, form.id)
    if before.seal is not None:
        raise Invalid("It is signed already: it can be withdrawn, not removed.")
    await site.db.write(actions.remove, before.id)
    return _row(site, before) | {"state": "removed"}


def _all(tx: ReadTransaction) -> list[OpenLetter]:
    return [*drafts(tx), *signed_letters(tx, limit=_MOST)]


def _found(tx: ReadTransaction, number: str) -> OpenLetter:
    try:
        return open_letter(tx, parse_id(number.strip()) or 0)
    except NotFound:
        raise NotFound(f"There is no open letter {number!r}.") from None


async def _on(site: Site, number: str, verb: Any) -> OpenLetter:
    found = await site.db.read(_found, number)
    changed: OpenLetter = await site.db.write(verb, found.id)
    return changed


def _deed(act: Act, letter: OpenLetter) -> Deed:
    return Deed(by=None, act=act, entry=letter.id, about=letter.seal.slug if letter.seal else "")


def _end_of(day: str | None) -> int | None:
    """Return the end of a day (UTC)."""
    if not day:
        return None
    try:
        end = datetime.strptime(day.strip(), "%Y-%m-%d").replace(tzinfo=UTC) + timedelta(days=1)
    except (ValueError, OverflowError):
        raise Invalid(f"{day!r} is no day. Write a day like 2026-12-31.") from None
    return int(end.timestamp() * 1000)


def _row(site: Site, letter: OpenLetter) -> dict[str, Any]:
    seal, words = letter.seal, letter.words
    return {
        "id": str(letter.id),
        "state": "signed" if seal else "draft",
        "number": seal.number if seal else None,
        "signed": iso(seal.signed_ms) if seal else None,
        "languages": " ".join(each.language for each in words.texts),
        "title": words.texts[0].title,
        "until": iso(words.until_ms) if words.until_ms else None,
        "url": f"{site.settings.origin}/letter/{seal.slug}" if seal else None,
    }
