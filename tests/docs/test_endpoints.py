"""Every endpoint of Mastodon's API answers or stands in the list with the reason."""

import pytest

from tests.docs import endpoints
from tests.docs.endpoints import Endpoint


def test_every_endpoint_answers_or_says_why_not():
    assert endpoints.mistakes(endpoints.listed(), endpoints.answered()) == []


@pytest.mark.skipif(not endpoints.SHARED.exists(), reason="the shared designs are not beside")
def test_the_list_is_whole():
    design = endpoints.listed(endpoints.SHARED / "design/api-endpoints.tsv")
    assert [(row.method, row.path) for row in endpoints.listed()] == [
        (row.method, row.path) for row in design
    ]
    assert len(design) == 289


@pytest.mark.parametrize(
    ("row", "answers"),
    [
        (Endpoint("GET", "/api/v1/moons", ""), False),
        (Endpoint("GET", "/api/v1/moons", "later"), True),
        (Endpoint("GET", "/api/v1/moons", "because"), False),
    ],
)
def test_a_wrong_row_is_noticed(row, answers):
    known = {row.pattern} if answers else set()
    (said,) = endpoints.mistakes([row], known)
    assert "/api/v1/moons" in said
