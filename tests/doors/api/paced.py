"""Lets a millisecond pass after each POST: ids of one millisecond are in no order."""

import time
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from arengo.base import clock
from tests.world import Person

MILLISECOND_NS = 1_000_000


def pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everybody do one thing at a time, as people do: the site's clock goes on in between."""
    post, ahead_ns = Person.post, 0

    async def paced(self: Person, path: str, **options: Any) -> httpx.Response:
        nonlocal ahead_ns
        answer = await post(self, path, **options)
        ahead_ns += MILLISECOND_NS
        return answer

    monkeypatch.setattr(Person, "post", paced)
    ours = SimpleNamespace(time_ns=lambda: time.time_ns() + ahead_ns)
    monkeypatch.setattr(clock, "time", ours)
