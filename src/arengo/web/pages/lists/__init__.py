"""Lists: all of them, the timeline of one, and who is in it."""

from arengo.web.pages.lists import changes, members, reading

__all__ = ["changes", "members", "reading"]
