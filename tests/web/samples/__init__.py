"""Every template in every state, told about people who could be true; a file for each family."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from tests.web.samples.base import FRAME, NOW

__all__ = ["FRAME", "NOW", "PAGES"]

PAGES: dict[str, tuple[str, Mapping[str, Any]]] = {}
for _module in iter_modules(__path__):
    _pages = import_module(f"{__name__}.{_module.name}").PAGES
    if _twice := PAGES.keys() & _pages.keys():
        raise ValueError(f"two samples are called {_twice}")
    PAGES |= _pages
