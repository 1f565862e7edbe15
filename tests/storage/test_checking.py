"""A check looks everywhere, in few statements."""

import pytest

from arengo.base.ids import BUCKETS
from arengo.storage.checking import _strips


@pytest.mark.parametrize("first", [0, 1, 500, BUCKETS - 1])
def test_strips_pass_over_every_bucket_once_from_one_that_was_drawn(first):
    strips = list(_strips(first))
    seen = [bucket for low, high in strips for bucket in range(low, high + 1)]
    assert seen == [*range(first, BUCKETS), *range(first)]
    assert len(strips) < 25
