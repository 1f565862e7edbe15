"""Machine translation: one port, LibreTranslate, and one that is absent.

Texts are plain: what comes back is escaped like anything that somebody wrote.
"""

from arengo.providers.translation.absent import NoTranslator
from arengo.providers.translation.libre import LibreTranslator
from arengo.providers.translation.port import (
    NotTranslatable,
    Translated,
    TranslationUnavailable,
    Translator,
)

__all__ = [
    "LibreTranslator",
    "NoTranslator",
    "NotTranslatable",
    "Translated",
    "TranslationUnavailable",
    "Translator",
]
