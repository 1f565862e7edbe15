"""Turns open letters into what the pages are told: in the reader's language where there is one."""

import hashlib
import re
from collections.abc import Sequence
from typing import Final

import msgspec
from babel import Locale, UnknownLocaleError

from arengo.base.clock import now_ms
from arengo.base.phrases import LANGUAGES
from arengo.base.text import render_note
from arengo.config.keys import Keys
from arengo.social.accounts.queries import accounts_by_id
from arengo.social.accounts.rendering import tag_url
from arengo.social.instance.open_letters import queries
from arengo.social.instance.open_letters.model import Document, OpenLetter, Seal, Text
from arengo.storage import ReadTransaction
from arengo.web.context.letters import (
    Block,
    LetterLanguage,
    LetterLine,
    LetterText,
    LetterView,
    Sealed,
)
from arengo.web.languages import in_language
from arengo.web.views import account_view

_PARTS: Final = re.compile(r"\n{2,}")
_GROUP: Final = 4
_ROW: Final = " | "
_KEY: Final = "key.pem"
# A letter never changes: what pages say of the newest one is read out of it once.
_MOST_LINES: Final = 64
_lines: Final[dict[tuple[bytes, tuple[str, ...]], LetterLine]] = {}
_COMMAND: Final = (
    "openssl pkeyutl -verify -pubin -inkey {key} -rawin -in {document} -sigfile {signature}"
)


def letter_view(
    tx: ReadTransaction, letter: OpenLetter, *, wanted: Sequence[str], origin: str
) -> LetterView:
    """Return a signed letter in the first of the wanted languages that it has."""
    document, seal = document_of(letter)
    text = _in(document.texts, wanted)
    url = letter_url(seal)
    return LetterView(
        number=seal.number,
        url=url,
        language=text.language,
        languages=letter_languages(letter),
        title=text.title,
        blocks=blocks(text.text, origin=origin),
        signed_at_ms=document.signed_ms,
        by=document.by,
        role=document.role,
        place=document.place,
        portrait_url=_portrait(tx, letter, origin=origin),
    )


def draft_texts(letter: OpenLetter, *, origin: str) -> tuple[LetterText, ...]:
    """Return what a draft will say once it is signed, in each of its languages."""
    return tuple(
        LetterText(
            language=each.language, title=each.title, blocks=blocks(each.text, origin=origin)
        )
        for each in letter.words.texts
    )


def letter_line(letter: OpenLetter, *, wanted: Sequence[str]) -> LetterLine:
    """Return what a list says of a signed letter."""
    document, seal = document_of(letter)
    text = _in(document.texts, wanted)
    return LetterLine(
        number=seal.number,
        url=letter_url(seal),
        language=text.language,
        languages=tuple(language_name(each.language) for each in document.texts),
        title=text.title,
        signed_at_ms=document.signed_ms,
    )


def news_of_letters(tx: ReadTransaction, *, wanted: Sequence[str]) -> LetterLine | None:
    """Return the newest letter for as long as it wants to be told of on every page."""
    news = queries.news_of_letters(tx, now=now_ms())
    if news is None:
        return None
    key = (news.signature, tuple(wanted))
    if key not in _lines:
        if len(_lines) >= _MOST_LINES:
            _lines.clear()
        _lines[key] = letter_line(queries.open_letter(tx, news.letter_id), wanted=wanted)
    return _lines[key]


def letter_languages(letter: OpenLetter) -> tuple[LetterLanguage, ...]:
    """Return the languages of a signed letter, and where it is in each."""
    document, seal = document_of(letter)
    return tuple(_language(each.language, letter_url(seal)) for each in document.texts)


def sealed(letter: OpenLetter, keys: Keys) -> Sealed:
    """Check a letter, and tell with what anybody can."""
    assert letter.seal is not None
    seal, url = letter.seal, letter_url(letter.seal)
    document, signature = f"{seal.slug}.json", f"{seal.slug}.sig"
    return Sealed(
        authentic=keys.attested(seal.document.encode(), seal.signature),
        fingerprint=fingerprint(keys.public),
        document_url=f"{url}.json",
        signature_url=f"{url}.sig",
        key_url=f"/letter/{_KEY}",
        document=document,
        signature=signature,
        key=_KEY,
        command=_COMMAND.format(key=_KEY, document=document, signature=signature),
    )


def letter_url(seal: Seal) -> str:
    """Return the address of a signed letter on this site."""
    return f"/letter/{seal.slug}"


def document_of(letter: OpenLetter) -> tuple[Document, Seal]:
    """Return what was signed, which is what is shown, whatever else the row says."""
    assert letter.seal is not None
    return msgspec.json.decode(letter.seal.document, type=Document), letter.seal


def blocks(text: str, *, origin: str) -> tuple[Block, ...]:
    """Return paragraphs; lines that all say `when | what` are a timetable."""

    def html(words: str) -> str:
        return render_note(words, mentions={}, tag_url=lambda name: tag_url(origin, name))

    found = []
    for part in _PARTS.split(text):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        if lines and all(_ROW in line for line in lines):
            rows = [line.split(_ROW, 1) for line in lines]
            found.append(Block(rows=tuple((when.strip(), html(what)) for when, what in rows)))
        elif lines:
            found.append(Block(html=html(part)))
    return tuple(found)


def fingerprint(key: bytes) -> str:
    """Return what people compare of a key: half of its hash, in two groups."""
    digits = hashlib.sha256(key).hexdigest()[:32]
    fours = [digits[each : each + _GROUP] for each in range(0, len(digits), _GROUP)]
    return f"{' '.join(fours[:_GROUP])} · {' '.join(fours[_GROUP:])}"


def language_name(code: str) -> str:
    """Return how a language calls itself; its code where nobody told us."""
    try:
        name = Locale.parse(code, sep="-").get_display_name(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return code
    return name[:1].upper() + name[1:] if name else code


def _in(texts: Sequence[Text], wanted: Sequence[str]) -> Text:
    written = {each.language: each for each in texts}
    return next((written[each] for each in wanted if each in written), texts[0])


def _language(code: str, url: str) -> LetterLanguage:
    """Lead to a letter in a language; our own words are in it too, where we speak it."""
    address = in_language(url, code) if code in LANGUAGES else f"{url}?in={code}"
    return LetterLanguage(code=code, name=language_name(code), url=address)


def _portrait(tx: ReadTransaction, letter: OpenLetter, *, origin: str) -> str:
    found = accounts_by_id(tx, [letter.author_id]) if letter.author_id else {}
    shown = [each for each in found.values() if each.available and each.avatar]
    return account_view(shown[0], origin=origin).avatar_url if shown else ""
