"""The door for Prometheus: one path, one format, and nothing else."""

import httpx
import pytest

from arengo.base.metrics import Metrics
from arengo.gate.metrics_door import MetricsDoor

pytestmark = pytest.mark.anyio


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture
async def prometheus(metrics, anyio_backend):
    del anyio_backend
    transport = httpx.ASGITransport(app=MetricsDoor(metrics))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        yield client


def answering(*shown):
    async def gauge():
        return shown

    return gauge


async def test_it_shows_what_was_counted(metrics, prometheus):
    metrics.observe("GET /about", 200, 0.003)
    metrics.gauge(answering(("arengo_jobs_waiting", {"lane": "mail"}, 4.0)))
    answer = await prometheus.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    lines = answer.text.splitlines()
    assert 'arengo_requests_total{route="GET /about",status="200"} 1' in lines
    assert 'arengo_jobs_waiting{lane="mail"} 4' in lines


async def test_a_part_that_does_not_answer_hides_no_other(metrics, prometheus):
    async def broken():
        raise ConnectionError("the database is away")

    metrics.gauge(broken)
    metrics.gauge(answering(("arengo_lines", {}, 7.0)))
    answer = await prometheus.get("/metrics")
    assert answer.status_code == 200
    assert "arengo_lines 7" in answer.text.splitlines()
    assert "arengo_jobs_waiting" not in answer.text


async def test_it_shows_nothing_else(prometheus):
    assert (await prometheus.get("/")).status_code == 404
    assert (await prometheus.get("/api/v1/instance")).status_code == 404
    assert (await prometheus.post("/metrics")).status_code == 405


async def test_a_head_request_gets_no_body(prometheus):
    answer = await prometheus.head("/metrics")
    assert int(answer.headers["content-length"]) > 0
    assert answer.content == b""
