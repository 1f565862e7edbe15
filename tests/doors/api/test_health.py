"""Whether the server tells honestly that it can work."""

import pytest

from arengo.app import build

pytestmark = pytest.mark.anyio


async def test_it_is_well_when_the_database_answers(anonymous):
    answer = await anonymous.get("/health")
    assert answer.status_code == 200
    assert answer.text == "OK"
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["cache-control"] == "private, no-store"


async def test_it_is_not_well_while_the_database_does_not_answer(world, settings, anonymous):
    del world
    anonymous.http.app = build(settings).gate
    answer = await anonymous.get("/health")
    assert answer.status_code == 503
    assert "database" in answer.text
