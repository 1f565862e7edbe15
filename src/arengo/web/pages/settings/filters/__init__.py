"""Filters: all of them, one to change, and a post to be put into one."""

from arengo.web.pages.settings.filters import one, overview, post

__all__ = ["one", "overview", "post"]
