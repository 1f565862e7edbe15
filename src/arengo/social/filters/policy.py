"""What a filter and a keyword may be, in Mastodon's words."""

from collections.abc import Iterable
from typing import Final

from arengo.base.errors import Invalid
from arengo.social.filters.model import (
    KEYWORD_MAX,
    MOST_CHARACTERS,
    MOST_FILTERS,
    MOST_KEYWORDS,
    MOST_POSTS,
    TITLE_MAX,
    Context,
    Keyword,
)

_NO_CONTEXT: Final = "Context can't be blank, Context None or invalid context supplied"


def check_filter(title: str, contexts: Context) -> None:
    """Raise Invalid with everything that is wrong with a filter."""
    problems = []
    if not title.strip():
        problems.append("Title can't be blank")
    elif len(title) > TITLE_MAX:
        problems.append(f"Title is too long (maximum is {TITLE_MAX} characters)")
    if not contexts:
        problems.append(_NO_CONTEXT)
    if problems:
        raise Invalid(f"Validation failed: {', '.join(problems)}")


def check_keyword(text: str, *, called: str = "Keyword") -> None:
    """Raise Invalid unless this can be looked for."""
    if not text.strip():
        raise Invalid(f"Validation failed: {called} can't be blank")
    if len(text) > KEYWORD_MAX:
        raise Invalid(
            f"Validation failed: {called} is too long (maximum is {KEYWORD_MAX} characters)"
        )


def check_room(keywords: Iterable[Keyword]) -> None:
    """Raise Invalid when somebody has more to look for than a page has time for."""
    lengths = [len(each.text) for each in keywords]
    if len(lengths) > MOST_KEYWORDS:
        raise Invalid(f"Validation failed: There are more than {MOST_KEYWORDS} keywords")
    if sum(lengths) > MOST_CHARACTERS:
        words = f"Keywords are longer than {MOST_CHARACTERS} characters together"
        raise Invalid(f"Validation failed: {words}")


def check_number(count: int) -> None:
    """Raise Invalid when somebody has all the filters that one can have."""
    if count >= MOST_FILTERS:
        raise Invalid(f"Validation failed: There are {MOST_FILTERS} filters already")


def check_posts(count: int) -> None:
    """Raise Invalid when somebody filters all the posts that one can filter one by one."""
    if count >= MOST_POSTS:
        raise Invalid(f"Validation failed: There are {MOST_POSTS} filtered posts already")
