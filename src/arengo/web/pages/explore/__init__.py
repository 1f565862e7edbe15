"""What one did not look for: posts and tags that many talk of, and people to meet."""

from arengo.web.pages.explore import people, posts, tags

__all__ = ["people", "posts", "tags"]
