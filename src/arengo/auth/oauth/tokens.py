"""The form of access tokens: the same as that of session cookies, made in one place."""

from arengo.auth.users.tokens import hash_token, is_ours, new_token

__all__ = ["hash_token", "is_ours", "new_token"]
