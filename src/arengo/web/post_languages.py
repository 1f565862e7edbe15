"""The languages in which posts can be, by the names that readers have for them."""

from functools import cache
from typing import Final

from arengo.base.phrases import N_, say
from arengo.base.text.language import LANGUAGES

# Which CLDR does not name in each of our languages.
_NAMED: Final = {
    "bh": N_("Bihari"),
    "cnr": N_("Montenegrin"),
    "ldn": N_("Láadan"),
    "vai": N_("Vai"),
    "zba": N_("Balaibalan"),
}
# Where the code of a post is none of the tables of CLDR.
_WRITTEN: Final = {"zh-CN": "zh_Hans_CN", "zh-HK": "zh_Hant_HK", "zh-TW": "zh_Hant_TW"}
_SPOKEN: Final = {"zh-YUE": "yue"}


@cache
def post_languages(language: str) -> tuple[tuple[str, str], ...]:
    """Return (code, name in `language`), in the order of the names."""
    pairs = [(code, post_language(code, language)) for code in LANGUAGES]
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
    if not name and code in _NAMED:
        name = say(language, _NAMED[code])
    return name[:1].upper() + name[1:] if name else ""
