"""What makes these pages an app: manifest, service worker, the page for being offline, sharing."""

import base64
from functools import cache
from importlib import resources
from typing import Final
from urllib.parse import urlencode, urlsplit

import msgspec
from msgspec.structs import replace

from arengo.base.phrases import N_, say
from arengo.gate.answers import Answer, Header, json_bytes, redirect
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.instance.model import SiteSettings
from arengo.social.instance.queries import site_settings
from arengo.storage import ReadTransaction
from arengo.web.assets import static_path
from arengo.web.pages.frames import frame_of, language_of, page_answer
from arengo.web.pages.freshness import etag_of
from arengo.web.places import has_page

_ALWAYS_ASKED: Final[Header] = (b"cache-control", b"no-cache")
_AN_HOUR: Final[Header] = (b"cache-control", b"public, max-age=3600")
_WAIT_MS: Final = 3_000
_WAIT_IN_TESTS_MS: Final = 20_000  # of machines that do many things at once
_SHELL: Final = ("arengo.css", "htmx.js", "icons.svg", "favicon.svg", "avatar.svg", "pwa.js")
_PAPER: Final = "#faf7f2"
_SHORTCUTS: Final = (
    ("/compose", N_("Write")),
    ("/notifications", N_("Notifications")),
    ("/catchup", N_("Catch-up")),
)
KEPT: Final = (
    ("/", N_("Home")),
    ("/notifications", N_("Notifications")),
    ("/bookmarks", N_("Bookmarks")),
)


@reads("/manifest.webmanifest", access=Access.PAGE, bucket="files")
def show_manifest(tx: ReadTransaction, request: Request) -> Answer:
    """Say what the app is called and looks like once it is installed."""
    site, language = site_settings(tx), language_of(request)
    body = json_bytes(_manifest(site, language))
    headers = (_AN_HOUR, (b"vary", b"Accept-Language"), etag_of(body))
    return Answer(body, type=b"application/manifest+json", headers=headers)


@reads("/sw.js", access=Access.PAGE, bucket="files")
def show_worker(tx: ReadTransaction, request: Request) -> Answer:
    """Give the service worker, with what it is to know; it may ask us and our mirrors only."""
    mirrors = [each.rstrip("/") for each in site_settings(tx).mirrors]
    in_tests = request.site.settings.profile == "test"
    told = {
        "shell": [*map(static_path, _SHELL), "/offline"],
        "mirrors": mirrors,
        "key": base64.b64encode(request.site.keys.public).decode(),
        "wait_ms": _WAIT_IN_TESTS_MS if in_tests else _WAIT_MS,
    }
    body = b"const CONF = " + json_bytes(told) + b";\n" + _worker()
    others = " ".join(map(_origin, mirrors))
    policy = f"default-src 'none'; img-src 'self'; connect-src 'self' {others}"
    headers = (_ALWAYS_ASKED, (b"content-security-policy", policy.strip().encode()), etag_of(body))
    return Answer(body, type=b"text/javascript; charset=utf-8", headers=headers)


@reads("/offline", access=Access.PAGE, bucket="page")
def show_offline(tx: ReadTransaction, request: Request) -> Answer:
    """Show what stands in for pages while we cannot be reached: nobody is known in it."""
    site, frame = site_settings(tx), frame_of(tx, request)
    nobody = replace(
        frame,
        signed_in_as=None,
        me=None,
        unread=0,
        unread_messages=0,
        waiting_replies=0,
        permissions=0,
        csrf_token="",
        letter=None,
    )
    pages = [(path, words) for path, words in KEPT if has_page(path)]
    return page_answer(
        request,
        "offline.html",
        nobody,
        pages=pages,
        mirrors=site.mirrors,
        status_url=_web(site.status_url),
    )


class ShareForm(msgspec.Struct, frozen=True):
    """What another program shares, in the words of the manifest."""

    title: str = ""
    text: str = ""
    url: str = ""


@reads("/share", access=Access.PAGE, bucket="page")
def share_by_link(_tx: ReadTransaction, _request: Request, form: ShareForm) -> Answer:
    """Lead to the composer with the words of a link that shares."""
    return _to_composer(form)


async def share_from_outside(_request: Request, form: ShareForm) -> Answer:
    """Lead to the composer with the words: it was another program that sent them, not our page."""
    return _to_composer(form)


def _to_composer(form: ShareForm) -> Answer:
    words = "\n\n".join(each for each in (form.title, form.text, form.url) if each)
    return redirect(f"/compose?{urlencode({'text': words})}")


@acts("POST", "/share", access=Access.PAGE, bucket="page", expired=share_from_outside)
async def share(request: Request, form: ShareForm) -> Answer:
    """Take what is shared; the service worker does it before us, and keeps files too."""
    return await share_from_outside(request, form)


def _manifest(site: SiteSettings, language: str) -> dict[str, object]:
    return {
        "id": "/",
        "name": site.title,
        "short_name": site.title,
        "description": site.description,
        "lang": language,
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": _PAPER,
        "theme_color": _PAPER,
        "categories": ["social", "news"],
        "icons": _icons(),
        "shortcuts": [
            {"name": say(language, words), "url": path}
            for path, words in _SHORTCUTS
            if has_page(path)
        ],
        "share_target": {
            "action": "/share",
            "method": "POST",
            "enctype": "multipart/form-data",
            "params": {
                "title": "title",
                "text": "text",
                "url": "url",
                "files": [{"name": "files", "accept": ["image/*", "video/*", "audio/*"]}],
            },
        },
    }


def _icons() -> list[dict[str, str]]:
    drawn = [
        {"src": static_path(f"icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    kinds = [{**icon, "purpose": purpose} for icon in drawn for purpose in ("any", "maskable")]
    one_colour = {"src": static_path("logo.svg"), "sizes": "any", "type": "image/svg+xml"}
    return [*kinds, {**one_colour, "purpose": "monochrome"}]


@cache
def _worker() -> bytes:
    return resources.files("arengo.web").joinpath("worker/sw.js").read_bytes()


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _web(address: str) -> str:
    return address if address.startswith(("https://", "http://")) else ""
