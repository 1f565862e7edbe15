"""Server-sent events: one address for each stream, and one that says whether we are there."""

from typing import Final

import msgspec

from arengo.base.errors import BadRequest, Forbidden, NotFound
from arengo.gate.answers import Answer
from arengo.gate.live import LiveAnswer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts
from arengo.streaming.conversation import list_subscription, subscription_named
from arengo.streaming.streams import SIGNS, subscription

_TEXT: Final = b"text/plain; charset=utf-8"


class MediaForm(msgspec.Struct, frozen=True, kw_only=True):
    """Whether only posts with media are wanted."""

    only_media: bool = False


class TagForm(msgspec.Struct, frozen=True, kw_only=True):
    """Which hashtag is wanted."""

    tag: str = ""


class ListForm(msgspec.Struct, frozen=True, kw_only=True):
    """Which list is wanted."""

    list: str = ""


@acts("GET", "/api/v1/streaming", access=Access.ANYONE, bucket="stream")
async def stream_socket(request: Request) -> LiveAnswer:
    """Answer WebSockets, which the gate lets in by itself; a plain request finds nothing here."""
    del request
    raise NotFound


@acts("GET", "/api/v1/streaming/health", access=Access.ANYONE, bucket="files")
async def streaming_health(request: Request) -> Answer:
    """Say OK: who can ask this can be streamed to."""
    del request
    return Answer(b"OK", 200, _TEXT)


@acts("GET", "/api/v1/streaming/user", scope="read:statuses", bucket="stream")
async def stream_user(request: Request) -> LiveAnswer:
    """Send one's home as it grows, and notifications where the token allows them."""
    return _events(request, "user")


@acts("GET", "/api/v1/streaming/user/notification", scope="read:notifications", bucket="stream")
async def stream_notifications(request: Request) -> LiveAnswer:
    """Send one's notifications as they come."""
    return _events(request, "user:notification")


@acts("GET", "/api/v1/streaming/public", scope="read:statuses", bucket="stream")
async def stream_public(request: Request, form: MediaForm) -> LiveAnswer:
    """Send public posts as they come."""
    return _events(request, "public", only_media=form.only_media)


@acts("GET", "/api/v1/streaming/public/local", scope="read:statuses", bucket="stream")
async def stream_local(request: Request, form: MediaForm) -> LiveAnswer:
    """Send public posts of this site."""
    return _events(request, "public:local", only_media=form.only_media)


@acts("GET", "/api/v1/streaming/public/remote", scope="read:statuses", bucket="stream")
async def stream_remote(request: Request, form: MediaForm) -> LiveAnswer:
    """Send public posts of other sites."""
    return _events(request, "public:remote", only_media=form.only_media)


@acts("GET", "/api/v1/streaming/hashtag", scope="read:statuses", bucket="stream")
async def stream_hashtag(request: Request, form: TagForm) -> LiveAnswer:
    """Send public posts with a hashtag."""
    return _events(request, "hashtag", tag=form.tag)


@acts("GET", "/api/v1/streaming/hashtag/local", scope="read:statuses", bucket="stream")
async def stream_local_hashtag(request: Request, form: TagForm) -> LiveAnswer:
    """Send public posts of this site with a hashtag."""
    return _events(request, "hashtag:local", tag=form.tag)


@acts("GET", "/api/v1/streaming/list", scope="read:lists", bucket="stream")
async def stream_list(request: Request, form: ListForm) -> LiveAnswer:
    """Send what the members of an own list publish."""
    if request.viewer is None or not request.viewer.may("read:statuses"):
        raise Forbidden("This action is outside the authorized scopes")
    wanted = await list_subscription(request.site.db, request.me, form.list)
    return request.site.streams.events(request, wanted)


@acts("GET", "/api/v1/streaming/direct", scope="read:statuses", bucket="stream")
async def stream_direct(request: Request) -> LiveAnswer:
    """Send one's conversations as they go on."""
    return _events(request, "direct")


@acts("GET", "/stream/news", access=Access.MEMBER, bucket="stream")
async def stream_news(request: Request) -> LiveAnswer:
    """Tell a page that is open that something came for its reader; the page asks what."""
    return request.site.streams.events(request, subscription(SIGNS, request.me))


@acts("GET", "/api/v1/streaming/{channel}", access=Access.ANYONE, bucket="stream")
async def stream_unknown(request: Request, channel: str) -> LiveAnswer:
    """Say that there is no such stream."""
    del request, channel
    raise BadRequest("Unknown channel requested")


def _events(
    request: Request, kind: str, *, only_media: bool = False, tag: str | None = None
) -> LiveAnswer:
    name = f"{kind}:media" if only_media else kind
    wanted = subscription_named(name, request.me, tag=tag)
    return request.site.streams.events(request, wanted)
