"""Lets a millisecond pass after each POST: ids of one millisecond are in no order."""

from typing import Any

import httpx
import pytest

from arengo.base.clock import now_ms
from tests.world import Person


def pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everybody do one thing at a time, as people do."""
    post = Person.post

    async def paced(self: Person, path: str, **options: Any) -> httpx.Response:
        answer = await post(self, path, **options)
        done = now_ms()
        while now_ms() == done:
            continue
        return answer

    monkeypatch.setattr(Person, "post", paced)
