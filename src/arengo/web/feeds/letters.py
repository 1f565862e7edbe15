"""Makes feeds of open letters: an item for each language, so that nobody chooses for a reader."""

from collections.abc import Iterator

from arengo.base.text import escape
from arengo.social.instance.open_letters.model import OpenLetter
from arengo.web.context.letters import Block
from arengo.web.feeds.model import Item
from arengo.web.letters import blocks, document_of, letter_languages


def items_of_letter(letter: OpenLetter, *, origin: str, title: str) -> Iterator[Item]:
    """Return a letter as items of a feed, in the order in which its languages were written."""
    document, _ = document_of(letter)
    for text, language in zip(document.texts, letter_languages(letter), strict=True):
        yield Item(
            url=f"{origin}{language.url}",
            title=text.title,
            html="".join(_html(block) for block in blocks(text.text, origin=origin)),
            author=document.by or title,
            author_url=origin,
            at_ms=document.signed_ms,
            changed_ms=document.signed_ms,
            language=text.language,
        )


def _html(block: Block) -> str:
    rows = "".join(f"<li>{escape(when)}: {what}</li>" for when, what in block.rows)
    return block.html or f"<ul>{rows}</ul>"
