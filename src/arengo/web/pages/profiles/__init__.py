"""Profiles: what somebody published, what they say about themselves, and their old addresses."""

from arengo.web.pages.profiles import about, finding, posts, tags
from arengo.web.pages.profiles.finding import local_account

__all__ = ["about", "finding", "local_account", "posts", "tags"]
