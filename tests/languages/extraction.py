"""Reads out of the source what it says, and keeps the catalogues level with it."""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import read_po, write_po

from arengo.base.phrases import LANGUAGES, SOURCE

ROOT: Final = Path(__file__).parents[2]
CODE: Final = ROOT / "src/arengo"
LOCALE: Final = CODE / "base/phrases/locale"
OTHERS: Final = tuple(language for language in LANGUAGES if language != SOURCE)
# `say(language, "…")`: the second argument is the text.
_KEYWORDS: Final = {**DEFAULT_KEYWORDS, "say": (2,)}
_HEAD: Final = """msgid ""
msgstr ""
"Language: {}\\n"
"Plural-Forms: {}\\n"
"Content-Type: text/plain; charset=utf-8\\n"

"""


@cache
def said() -> Catalog:
    """Return what the source says: in templates, and in the modules that import the phrases."""
    found = Catalog(charset="utf-8")
    for path, method in _sources():
        options = {"newstyle_gettext": "true", "trimmed": "true", "silent": "false"}
        for _line, message, comments, context in extract_from_file(
            method, path, keywords=_KEYWORDS, comment_tags=["NOTE:"], options=options
        ):
            name = path.relative_to(CODE).as_posix()
            found.add(message, None, [(name, None)], auto_comments=comments, context=context)
    return found


def written(language: str) -> Catalog:
    """Return a catalogue as it stands in the repository; a new language has nothing yet."""
    path = LOCALE / f"{language}.po"
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as lines:
        return read_po(lines, locale=language, abort_invalid=True)


def in_order(catalog: Catalog, language: str) -> bytes:
    """Return the file of a catalogue: one form, so that a change shows what was changed."""
    catalog.locale = language
    catalog.header_comment = ""
    out = BytesIO()
    write_po(out, catalog, width=100, omit_header=True, ignore_obsolete=True, include_lineno=False)
    return _HEAD.format(language, catalog.plural_forms).encode() + out.getvalue()


def _sources() -> Iterator[tuple[Path, str]]:
    for path in sorted(CODE.rglob("*")):
        if path.suffix == ".html":
            yield path, "jinja2.ext:babel_extract"
        elif path.suffix == ".py" and "arengo.base.phrases" in path.read_text("utf-8"):
            yield path, "python"


def main() -> None:
    """Bring every catalogue level: what is new comes in untranslated, what nobody says goes."""
    now = said()
    for language in OTHERS:
        catalog = written(language)
        catalog.update(now, no_fuzzy_matching=True)
        (LOCALE / f"{language}.po").write_bytes(in_order(catalog, language))
        missing = [message.id for message in catalog if message.id and not is_said(message)]
        print(f"translate: {language}.po has {len(catalog)} texts, {len(missing)} untranslated")  # noqa: T201


def is_said(message: Message) -> bool:
    """Whether a text has its translation, in every form of its number."""
    return all(forms(message))


def forms(message: Message) -> tuple[str, ...]:
    """Return a translation, in every form of its number."""
    string = message.string or ""  # what was said without a number and is now counted has None
    return (string,) if isinstance(string, str) else tuple(string)


if __name__ == "__main__":
    main()
