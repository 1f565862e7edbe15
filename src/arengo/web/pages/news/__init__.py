"""News: what people link to, what sources bring, and which sources these are."""

from arengo.web.pages.news import headlines, sources

__all__ = ["headlines", "sources"]
