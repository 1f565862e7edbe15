"""Reads a page as a browser gets it, and holds every one of them to the rules of all pages."""

from typing import Any

import httpx
import pytest

from arengo.auth.sessions.actions import start_session
from arengo.base.ids import AccountId
from tests.markup import Tag, tree
from tests.world import Person, World

# Pages are made alike on both engines; what is found is asked of both in `test_hidden.py`.
ONE_ENGINE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
SESSION = "__Host-arengo_session"
HOSTILE = '<script>alert(1)</script> <img src=x onerror=alert(2)> " onclick="alert(3)'


def address(name: str, post: dict[str, Any]) -> str:
    """Return the path of a post under a name."""
    return f"/@{name}/{post['id']}"


async def read(who: Person, path: str, *, status: int = 200, **options: Any) -> Tag:
    """GET a page, check what holds for every page, and return it parsed."""
    answer = await who.get(path, **options)
    assert answer.status_code == status, answer.text
    return parsed(answer)


def parsed(answer: httpx.Response) -> Tag:
    """Return the page, after checking that no script but our own files can run in it."""
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'")
    assert "script-src 'self'; connect-src 'self';" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    soup = tree(answer.text)
    tags = soup.select("*")
    assert [tag for tag in tags if _may_run_something(tag)] == []
    assert [tag.name for tag in tags].count("h1") == 1
    return soup


def _may_run_something(tag: Tag) -> bool:
    """Tell whether a tag could run or load what is not ours, or look as our style does not."""
    if tag.name in {"style", "iframe", "object", "base"}:
        return True
    if "style" in tag.attrs or any(name.startswith("on") for name in tag.attrs):
        return True
    if tag.name == "script":
        return not _is_ours(tag)
    return tag.name == "meta" and "http-equiv" in tag.attrs


def _is_ours(script: Tag) -> bool:
    plain = set(script.attrs) in ({"src", "defer"}, {"src", "type"})
    module = script.get("type", "module") == "module"
    place = str(script.get("src", ""))
    return plain and module and place.startswith("/static/") and not script.get_text()


def texts(soup: Tag, section: str = "") -> list[str]:
    """Return what the posts of a page (or of one section of it) say."""
    return [tag.get_text() for tag in soup.select(f"{section} article.post .text".strip())]


def addresses(soup: Tag, section: str = "") -> list[str]:
    """Return where the posts of a page (or of one section of it) lead."""
    return [tag["href"] for tag in soup.select(f"{section} article.post .when".strip())]


def newest_first(*posts: dict[str, Any]) -> list[str]:
    """Return the addresses of posts; of two in the same millisecond the id decides."""
    return [post["url"] for post in sorted(posts, key=lambda post: -int(post["id"]))]


async def sign_in(world: World, person: Person) -> Person:
    """Return a browser without a token in which somebody is signed in."""
    started = await world.db.write(
        start_session,
        account_id=AccountId(person.account_id),
        network="",
        agent="",
        keys=world.whole.site.keys,
    )
    browser = world.anonymous()
    browser.http.cookies.set(SESSION, started.cookie)
    return browser
