"""Numbers about the running process, kept as plain counters and shown to Prometheus on request."""

import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from typing import Final, TypeAlias

Gauge: TypeAlias = Callable[[], Awaitable[Iterable[tuple[str, dict[str, str], float]]]]
_log = logging.getLogger("arengo.metrics")
_BOUNDS_S: Final = (0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10.0)


class Metrics:
    """Cheap to count with; rendering pays the price, once a scrape."""

    def __init__(self) -> None:
        """Start at zero."""
        self.requests: defaultdict[tuple[str, int], int] = defaultdict(int)
        self.seconds: defaultdict[str, list[float]] = defaultdict(_zero_histogram)
        self._gauges: list[Gauge] = []

    def observe(self, route: str, status: int, seconds: float) -> None:
        """Count one answered request."""
        self.requests[(route, status)] += 1
        histogram = self.seconds[route]
        histogram[-1] += seconds
        for index, bound in enumerate(_BOUNDS_S):
            if seconds <= bound:
                histogram[index] += 1
                return
        histogram[len(_BOUNDS_S)] += 1

    def gauge(self, read: Gauge) -> None:
        """Ask `read` for (name, labels, value) at each scrape."""
        self._gauges.append(read)

    async def render(self) -> bytes:
        """Return the text format of Prometheus; a gauge may wait for the database."""
        lines = ["# TYPE arengo_requests_total counter"]
        for (route, status), count in sorted(self.requests.items()):
            lines.append(f'arengo_requests_total{{route="{route}",status="{status}"}} {count}')
        lines.append("# TYPE arengo_request_seconds histogram")
        for route, histogram in sorted(self.seconds.items()):
            lines.extend(_histogram_lines(route, histogram))
        for read in self._gauges:
            lines.extend(await _gauge_lines(read))
        return ("\n".join(lines) + "\n").encode()


def _zero_histogram() -> list[float]:
    return [0.0] * (len(_BOUNDS_S) + 2)


def _histogram_lines(route: str, histogram: list[float]) -> Iterable[str]:
    total = 0.0
    for index, bound in enumerate((*map(str, _BOUNDS_S), "+Inf")):
        total += histogram[index]
        yield f'arengo_request_seconds_bucket{{route="{route}",le="{bound}"}} {total:g}'
    yield f'arengo_request_seconds_count{{route="{route}"}} {total:g}'
    yield f'arengo_request_seconds_sum{{route="{route}"}} {histogram[-1]:g}'


async def _gauge_lines(read: Gauge) -> list[str]:
    try:
        return [_gauge_line(*each) for each in await read()]
    except Exception:  # noqa: BLE001  while a part does not answer, the others are wanted most
        _log.warning("a gauge could not be read", exc_info=True)
        return []


def _gauge_line(name: str, labels: dict[str, str], value: float) -> str:
    inside = ",".join(f'{key}="{text}"' for key, text in labels.items())
    return f"{name}{{{inside}}} {value:g}" if inside else f"{name} {value:g}"
