"""The languages in which posts can be, by the names that readers have for them."""

from functools import cache
from typing import Final

from arengo.base.text.language import LANGUAGES

# Where the code of a post is none of the tables of CLDR.
_WRITTEN: Final = {"zh-CN": "zh_Hans_CN", "zh-HK": "zh_Hant_HK", "zh-TW": "zh_Hant_TW"}
_SPOKEN: Final = {"zh-YUE": "yue"}


@cache
def post_languages(language: str) -> tuple[tuple[str, str], ...]:
    """Return (code, name in `language`), in the order of the names; those without one are left."""
    pairs = [(code, name) for code in LANGUAGES if (name := _name(code, language))]
    return tuple(sorted(pairs, key=lambda pair: pair[1].casefold()))


def post_language(code: str, language: str) -> str:
    """Return the name of one language, or its code where nobody has a name for it."""
    return _name(code, language) or code


@cache
def _name(code: str, language: str) -> str:
    from babel import Locale  # noqa: PLC0415 - slow to load, and not at the start

    if code in _WRITTEN:
        name = Locale.parse(_WRITTEN[code]).get_display_name(language)
    else:
        name = Locale.parse(language).languages.get(_SPOKEN.get(code, code))
    return name[:1].upper() + name[1:] if name else ""
