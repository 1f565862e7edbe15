"""Commands that give a site lists, an open letter and newspapers: the demo pours through them."""

import zlib
from functools import partial
from typing import Any

import msgspec

from arengo.base.clock import DAY_MS, now_ms
from arengo.base.ids import AccountId
from arengo.control.commands import Form, Tell, command
from arengo.gate.site import Site
from arengo.social.discover.news.actions import choose_source
from arengo.social.discover.news.fetching import Asked
from arengo.social.discover.news.model import ArticleBody, Entry, Feed
from arengo.social.follows.lists.actions import add_members, make_list
from arengo.social.follows.lists.model import Replies
from arengo.social.instance.open_letters.actions import draft, sign
from arengo.social.instance.open_letters.model import Text, Words
from arengo.storage import Transaction


class NewCircle(Form, frozen=True, kw_only=True):
    """A list of somebody, and whom of those they follow it has."""

    owner_id: int
    title: str
    members: tuple[int, ...]


class SignedLetter(Form, frozen=True, kw_only=True):
    """An open letter in its languages, first the one for everybody else."""

    author_id: int
    texts: tuple[Text, ...]
    by: str
    role: str
    place: str
    days: int


class NewArticle(msgspec.Struct, frozen=True, kw_only=True):
    """An article, as a feed tells it."""

    url: str
    title: str
    summary: str
    at_ms: int


class NewSource(Form, frozen=True, kw_only=True):
    """A newspaper for everybody, as if its feed had been read."""

    url: str
    title: str
    home: str
    language: str
    articles: tuple[NewArticle, ...]


@command("town.list")
async def begin_list(site: Site, form: NewCircle, _tell: Tell) -> dict[str, Any]:
    """Make a list and put people into it."""
    owner = AccountId(form.owner_id)

    def verb(tx: Transaction) -> int:
        made = make_list(tx, by=owner, title=form.title, replies=Replies.LIST, exclusive=False)
        people = [AccountId(each) for each in form.members]
        add_members(tx, by=owner, list_id=made.id, people=people)
        return made.id

    return {"id": await site.db.write(verb)}


@command("town.letter")
async def write_letter(site: Site, form: SignedLetter, _tell: Tell) -> dict[str, Any]:
    """Write an open letter and sign it with the key of the site."""
    words = Words(
        texts=form.texts,
        by=form.by,
        role=form.role,
        place=form.place,
        until_ms=now_ms() + form.days * DAY_MS,
    )
    letter = await site.db.write(draft, words, by=AccountId(form.author_id))
    await site.db.write(
        partial(sign, site=site.settings.origin, keys=site.keys), letter_id=letter.id
    )
    return {"id": letter.id}


@command("town.source")
async def open_source(site: Site, form: NewSource, _tell: Tell) -> None:
    """Show a newspaper to everybody, with what it brought so far."""
    entries = tuple(
        Entry(
            key=zlib.crc32(each.url.encode()),
            at_ms=each.at_ms,
            body=ArticleBody(url=each.url, title=each.title, summary=each.summary),
        )
        for each in form.articles
    )
    feed = Feed(title=form.title, home=form.home, language=form.language, entries=entries)
    await site.db.write(choose_source, asked=Asked("read", form.url, feed))
