"""The route table: every route says its method, path, who may call it, scope and rate bucket."""

from collections.abc import Callable
from enum import Enum
from typing import Any, Final, TypeVar, get_type_hints

import msgspec

from arengo.auth.roles.model import Permission
from arengo.config.settings import Settings
from arengo.gate.limits import BUCKETS

H = TypeVar("H", bound=Callable[..., Any])
BodyLimit = int | Callable[[Settings], int]


class Access(Enum):
    """Who may call."""

    ANYONE = "anyone"  # a token is welcome but not needed
    APP = "app"  # any valid token, also one without a user
    USER = "user"  # a token of a user in good standing
    LIMITED_USER = "limited user"  # also while unconfirmed or waiting for approval
    PAGE = "page"  # a browser; the session cookie tells who
    MEMBER = "member"  # a browser of somebody signed in; others are sent to sign in first


class Route(msgspec.Struct, frozen=True, kw_only=True):
    """One method on one path. `form` is the Struct of its parameters, None when it takes none."""

    method: str
    path: str
    handler: Callable[..., Any]
    access: Access
    scope: str | None
    bucket: str
    reads: bool  # a plain function of (tx, request, …), run in the token's own read
    bounded: bool | Callable[[Any], bool]  # about a millisecond, or which forms make it so
    form: type[msgspec.Struct] | None
    id_names: frozenset[str]
    answers: Any
    max_body_bytes: BodyLimit | None
    expired: Callable[..., Any] | None  # a form that is not ours (any more) is shown again by this
    permission: Permission | None = None  # what a role must bring besides the scope

    @property
    def is_page(self) -> bool:
        """Return whether a person in a browser reads the answer."""
        return self.access is Access.PAGE or self.access is Access.MEMBER  # asked all the time

    def body_limit_bytes(self, settings: Settings) -> int:
        """Return how much this route takes on this site."""
        most = self.max_body_bytes or settings.body_max_bytes
        return most if isinstance(most, int) else most(settings)


TABLE: Final[list[Route]] = []


def reads(
    path: str,
    *,
    access: Access = Access.USER,
    scope: str | None = None,
    permission: Permission | None = None,
    bucket: str = "read",
    bounded: bool | Callable[[Any], bool] = True,
    answers: Any = None,
    method: str = "GET",
) -> Callable[[H], H]:
    """Declare a route that only reads: `def handler(tx, request, …)`, in one read transaction."""

    def declare(handler: H) -> H:
        _add(
            handler,
            method=method,
            path=path,
            access=access,
            scope=scope,
            permission=permission,
            bucket=bucket,
            answers=answers,
            reads=True,
            bounded=bounded,
        )
        return handler

    return declare


def acts(
    method: str,
    path: str,
    *,
    access: Access = Access.USER,
    scope: str | None = None,
    permission: Permission | None = None,
    bucket: str = "write",
    answers: Any = None,
    max_body_bytes: BodyLimit | None = None,
    expired: Callable[..., Any] | None = None,
) -> Callable[[H], H]:
    """Declare a route that changes something or waits: `async def handler(request, …)`.

    `expired` takes the same arguments; it answers a page's form that carries no token of ours.
    """

    def declare(handler: H) -> H:
        _add(
            handler,
            method=method,
            path=path,
            access=access,
            scope=scope,
            permission=permission,
            bucket=bucket,
            answers=answers,
            max_body_bytes=max_body_bytes,
            expired=expired,
        )
        return handler

    return declare


def _add(
    handler: Callable[..., Any],
    *,
    method: str,
    path: str,
    access: Access,
    scope: str | None,
    permission: Permission | None,
    bucket: str,
    answers: Any,
    reads: bool = False,
    bounded: bool | Callable[[Any], bool] = True,
    max_body_bytes: BodyLimit | None = None,
    expired: Callable[..., Any] | None = None,
) -> None:
    if bucket not in BUCKETS:
        raise ValueError(f"{method} {path} names the unknown bucket {bucket!r}")
    if access in {Access.USER, Access.LIMITED_USER} and scope is None:
        raise ValueError(f"{method} {path} asks for a user but names no scope")
    hints = get_type_hints(handler)
    form = hints.get("form")
    route = Route(
        method=method,
        path=path,
        handler=handler,
        access=access,
        scope=scope,
        permission=permission,
        bucket=bucket,
        reads=reads,
        bounded=bounded,
        form=form,
        id_names=_id_names(hints),
        answers=answers,
        max_body_bytes=max_body_bytes,
        expired=expired,
    )
    TABLE.append(route)


def _id_names(hints: dict[str, Any]) -> frozenset[str]:
    """Return the path parameters that are ids: annotated `int` or a NewType of it."""
    named = hints.keys() - {"tx", "request", "form", "return"}
    return frozenset(n for n in named if getattr(hints[n], "__supertype__", hints[n]) is int)
