"""What this server does not offer yet is refused, never published as something else."""

import pytest

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("extra", "word"), [({"scheduled_at": "2030-01-01T00:00:00Z"}, "Scheduled at")]
)
async def test_a_post_that_asks_for_more_is_refused_whole(alice, world, extra, word):
    answer = await alice.post("/api/v1/statuses", json={"status": "Which?", **extra})
    assert answer.status_code == 422
    assert answer.json()["error"] == f"Validation failed: {word} is not supported by this server"
    assert await world.count("posts") == 0


@pytest.mark.parametrize("empty", [{"poll": None}, {"scheduled_at": ""}, {"poll": {}}])
async def test_asking_for_nothing_is_fine(alice, empty):
    answer = await alice.post("/api/v1/statuses", json={"status": "Plain", **empty})
    assert answer.status_code == 200, answer.text
