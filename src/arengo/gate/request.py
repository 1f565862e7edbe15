"""One request as handlers see it: who asks, with which parameters, and the way to the database."""

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from arengo.auth.users.model import Viewer
from arengo.base.errors import Unauthorized
from arengo.base.ids import AccountId
from arengo.gate.site import Site
from arengo.storage import ReadTransaction, Transaction

P = ParamSpec("P")
T = TypeVar("T")


class Request:
    """Made by the gate; `viewer` is set once the token or the session is known."""

    def __init__(
        self,
        site: Site,
        *,
        method: str,
        path: str,
        query: bytes,
        headers: Mapping[bytes, bytes],
        ip: str,
        request_id: str,
    ) -> None:
        """Hold what the server received; the body comes later."""
        self.site = site
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.ip = ip
        self.request_id = request_id
        self.body = b""
        self.spooled: list[Path] = []  # of a large form, until the request is over
        self.params: dict[str, Any] = {}
        self.token: str | None = None  # as it came
        self.token_is_ours = False  # made by us once: says nothing about whether it still counts
        self.viewer: Viewer | None = None
        self.cookies_out: list[tuple[bytes, bytes]] = []

    @property
    def me(self) -> AccountId:
        """Return the signed-in account; raises Unauthorized when there is none."""
        if self.viewer is None or self.viewer.account_id is None:
            raise Unauthorized("This method requires an authenticated user")
        return self.viewer.account_id

    @property
    def viewer_id(self) -> AccountId | None:
        """Return the signed-in account, or None."""
        return self.viewer.account_id if self.viewer else None

    @cached_property
    def cookies(self) -> dict[str, str]:
        """Return the cookies that came; of two with one name the first stands."""
        found: dict[str, str] = {}
        for part in self.headers.get(b"cookie", b"").decode("latin-1").split(";"):
            name, _, value = part.strip().partition("=")
            found.setdefault(name, value)
        return found

    def header(self, name: str) -> str:
        """Return a header, or the empty string."""
        return self.headers.get(name.lower().encode(), b"").decode("latin-1")

    async def write(
        self, verb: Callable[Concatenate[Transaction, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a verb; when this returns, the change is durable."""
        return await self.site.db.write(verb, *args, **kwargs)

    async def read(
        self,
        question: Callable[Concatenate[ReadTransaction, P], T],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run a bounded question."""
        return await self.site.db.read_bounded(question, *args, **kwargs)
