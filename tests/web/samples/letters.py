"""Open letters in every state: whole, in one language, forged; a list of them, an empty one."""

# People write with typographic quotes and dashes, so do the samples.
# ruff: noqa: RUF001

from collections.abc import Mapping
from typing import Any, Final

from msgspec.structs import replace

from arengo.base.clock import DAY_MS
from arengo.web.context import FieldError, Form
from arengo.web.context.letters import (
    Block,
    DraftLine,
    LetterField,
    LetterLanguage,
    LetterLine,
    LetterText,
    LetterView,
    Sealed,
)
from tests.web.samples.base import AVATAR, NOW

MOVING: Final = LetterView(
    number=7,
    url="/letter/7-domenica-notte-traslochiamo",
    language="it",
    languages=(
        LetterLanguage(code="it", name="Italiano", url="/letter/7-domenica?lang=it"),
        LetterLanguage(code="fr", name="Français", url="/letter/7-domenica?lang=fr"),
        LetterLanguage(code="de", name="Deutsch", url="/letter/7-domenica?in=de"),
    ),
    title="Domenica notte traslochiamo. Ecco che cosa accadrà, ora per ora.",
    blocks=(
        Block(html="<p>Care vicine, cari vicini,</p>"),
        Block(
            html="<p>la sala macchine che ci ospita chiude a fine mese per rifare il tetto. Ne "
            "abbiamo trovata un’altra, più asciutta e alimentata dal mulino.</p>"
        ),
        Block(
            rows=(
                ("22:00", "<p>La piazza diventa di sola lettura.</p>"),
                ("Entro le 2:00", "<p>Si riapre. Se tarderemo, lo scriveremo qui.</p>"),
            )
        ),
        Block(html="<p>Raddrizzare i quadri è il nostro mestiere.</p>"),
    ),
    signed_at_ms=NOW - 2 * DAY_MS,
    by="Orsola Ventadri <b>",
    role="per la redazione di Arengo",
    place="Montelarco",
    portrait_url=AVATAR,
)
SEALED: Final = Sealed(
    authentic=True,
    fingerprint="7f3a 91c2 0be4 d5a8 · 44e0 c19b 6a72 f80d",
    document_url="/letter/7-domenica.json",
    signature_url="/letter/7-domenica.sig",
    document="7-domenica.json",
    signature="7-domenica.sig",
    key_url="/letter/key.pem",
    key="key.pem",
    command="openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in 7-domenica.json "
    "-sigfile 7-domenica.sig",
)
LINE: Final = LetterLine(
    number=7,
    url=MOVING.url,
    language="it",
    languages=("Italiano", "Français", "Deutsch"),
    title=MOVING.title,
    signed_at_ms=MOVING.signed_at_ms,
)
SHORT: Final = replace(
    MOVING, languages=MOVING.languages[:1], by="", role="", place="", portrait_url=""
)

FORM: Final = Form(
    action="/admin/letters/7",
    values={"texts[0][language]": "it", "texts[0][title]": MOVING.title, "until": "2026-12-01"},
)
DRAFT: Final[Mapping[str, Any]] = {
    "form": FORM,
    "fields": (LetterField(name="texts[0]", language="Italiano"), LetterField(name="texts[1]")),
    "draft_path": "/admin/letters/7",
    "previews": (LetterText(language="it", title=MOVING.title, blocks=MOVING.blocks),),
}
WRONG: Final = replace(FORM, errors=(FieldError(field="texts[0][title]", key="open_letter_half"),))

PAGES: dict[str, tuple[str, Mapping[str, Any]]] = {
    "letter": ("letters/letter.html", {"letter": MOVING, "sealed": SEALED}),
    "letter-short": ("letters/letter.html", {"letter": SHORT, "sealed": SEALED}),
    "letter-forged": (
        "letters/letter.html",
        {"letter": SHORT, "sealed": replace(SEALED, authentic=False)},
    ),
    "letters": (
        "letters/list.html",
        {"letters": (LINE, replace(LINE, number=6)), "older_url": "/letter?below=6"},
    ),
    "letters-desk": (
        "admin/letters.html",
        {
            "drafts": (
                DraftLine(path="/admin/letters/8", language="it", title="Bozza", changed_at_ms=NOW),
            ),
            "letters": ((LINE, "/admin/letters/7/withdraw"),),
        },
    ),
    "letters-desk-empty": ("admin/letters.html", {"drafts": (), "letters": ()}),
    "letter-draft": ("admin/letter.html", DRAFT),
    "letter-new": (
        "admin/letter.html",
        {**DRAFT, "form": WRONG, "draft_path": "", "previews": ()},
    ),
    "offline": (
        "offline.html",
        {
            "pages": [("/", "Home"), ("/notifications", "Notifications")],
            "mirrors": ("https://specchio.example",),
            "status_url": "https://stato.example",
        },
    ),
    "letters-none": ("letters/list.html", {"letters": (), "older_url": ""}),
}
