"""Signing in and up, letting apps in, keeping a login safe: pages that work without scripts."""

from arengo.web.pages.auth import (
    authorize,
    confirm,
    email,
    invitation,
    invites,
    leave,
    passkey,
    passkeys,
    password,
    reset,
    second_factor,
    security,
    sign_in,
    sign_up,
)

__all__ = [
    "authorize",
    "confirm",
    "email",
    "invitation",
    "invites",
    "leave",
    "passkey",
    "passkeys",
    "password",
    "reset",
    "second_factor",
    "security",
    "sign_in",
    "sign_up",
]
