"""Open letters for everybody: the list, each letter, feeds, and the files to check them with."""

from typing import Annotated, Final

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from arengo.gate.answers import Answer, Header
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.instance.open_letters.model import Seal
from arengo.social.instance.open_letters.queries import signed_letter, signed_letters
from arengo.social.instance.queries import site_settings
from arengo.storage import ReadTransaction
from arengo.web.feeds.items import MOST_ITEMS
from arengo.web.feeds.letters import items_of_letter
from arengo.web.feeds.model import Feed
from arengo.web.feeds.writing import FORMS, http_date
from arengo.web.letters import document_of, letter_line, letter_view, sealed
from arengo.web.pages.frames import frame_of, public_page, spoken
from arengo.web.pages.freshness import FEED, etag_of

_PER_PAGE: Final = 20
_LAST: Final = 2**31 - 1
_OPEN_TO_ALL: Final[tuple[Header, ...]] = (
    FEED,
    (b"vary", b""),
    (b"access-control-allow-origin", b"*"),
)


class OlderForm(msgspec.Struct, frozen=True):
    """Which part of the list is wanted: letters with lower numbers."""

    below: Annotated[int, msgspec.Meta(ge=1, le=_LAST)] = _LAST


class InForm(msgspec.Struct, frozen=True):
    """A language of the letter that our own words are not in."""

    in_: Annotated[str, msgspec.Meta(max_length=20)] = msgspec.field(default="", name="in")


@reads("/letter", access=Access.PAGE, bucket="page", bounded=False)
def show_letters(tx: ReadTransaction, request: Request, form: OlderForm) -> Answer:
    """List what was signed, newest first."""
    frame = frame_of(tx, request)
    found = signed_letters(tx, below=form.below, limit=_PER_PAGE + 1)
    shown = [letter_line(each, wanted=[spoken(request, frame)]) for each in found[:_PER_PAGE]]
    older = f"/letter?below={shown[-1].number}" if len(found) > _PER_PAGE else ""
    return public_page(request, "letters/list.html", frame, letters=tuple(shown), older_url=older)


@reads("/letter/{slug}", access=Access.PAGE, bucket="page", bounded=False)
def show_letter(tx: ReadTransaction, request: Request, slug: str, form: InForm) -> Answer:
    """Show a letter in the reader's language, with its seal."""
    letter, frame, site = signed_letter(tx, slug), frame_of(tx, request), request.site
    view = letter_view(
        tx, letter, wanted=[form.in_, spoken(request, frame)], origin=site.settings.origin
    )
    return public_page(
        request, "letters/letter.html", frame, letter=view, sealed=sealed(letter, site.keys)
    )


@reads("/letter/{slug}.json", access=Access.PAGE, bucket="page")
def show_document(tx: ReadTransaction, _request: Request, slug: str) -> Answer:
    """Give a letter byte for byte as it was signed."""
    return _file(_seal(tx, slug).document.encode(), b"application/json; charset=utf-8")


@reads("/letter/{slug}.sig", access=Access.PAGE, bucket="page")
def show_signature(tx: ReadTransaction, _request: Request, slug: str) -> Answer:
    """Give the signature of a letter: 64 bytes of Ed25519."""
    return _file(_seal(tx, slug).signature, b"application/octet-stream")


@reads("/letter/key.pem", access=Access.PAGE, bucket="page")
def show_key(_tx: ReadTransaction, request: Request) -> Answer:
    """Give the key with which letters are checked, as tools read it."""
    key = Ed25519PublicKey.from_public_bytes(request.site.keys.public)
    pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return _file(pem, b"application/x-pem-file")


@reads("/letter.rss", access=Access.PAGE, bucket="page", bounded=False)
def show_letters_rss(tx: ReadTransaction, request: Request) -> Answer:
    """Give open letters as RSS."""
    return _feed(tx, request, "rss")


@reads("/letter.atom", access=Access.PAGE, bucket="page", bounded=False)
def show_letters_atom(tx: ReadTransaction, request: Request) -> Answer:
    """Give open letters as Atom."""
    return _feed(tx, request, "atom")


@reads("/letter.jsonfeed", access=Access.PAGE, bucket="page", bounded=False)
def show_letters_jsonfeed(tx: ReadTransaction, request: Request) -> Answer:
    """Give open letters as JSON Feed."""
    return _feed(tx, request, "jsonfeed")


def _seal(tx: ReadTransaction, slug: str) -> Seal:
    return document_of(signed_letter(tx, slug))[1]


def _file(body: bytes, kind: bytes) -> Answer:
    return Answer(body, type=kind, headers=(*_OPEN_TO_ALL, etag_of(body)))


def _feed(tx: ReadTransaction, request: Request, form: str) -> Answer:
    origin = request.site.settings.origin
    title = site_settings(tx).title
    items = tuple(
        item
        for letter in signed_letters(tx, limit=MOST_ITEMS)
        for item in items_of_letter(letter, origin=origin, title=title)
    )
    domain = request.site.settings.host_name
    feed = Feed(title=f"{title} · {domain}", page_url=f"{origin}/letter", items=items)
    kind, write = FORMS[form]
    body = write(feed, f"{feed.page_url}.{form}")
    changed = (b"last-modified", http_date(feed.changed_ms).encode())
    headers = (*_OPEN_TO_ALL, etag_of(body), changed)
    return Answer(body, type=f"{kind}; charset=utf-8".encode(), headers=headers)
