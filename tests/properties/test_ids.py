"""Laws of ids: unique in a process, in the bucket they were made for, in the order of time."""

from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from arengo.base import ids
from arengo.base.ids import BUCKETS, MAX_ID, bucket_of, first_id_at, make_id, new_id, time_of

buckets = st.integers(0, BUCKETS - 1)


@given(bucket=buckets)
def test_many_ids_of_one_owner_in_one_moment_differ_and_are_in_order(bucket):
    made = [make_id(bucket) for _ in range(300)]
    assert made == sorted(set(made))
    assert {bucket_of(each) for each in made} == {bucket}


def test_time_moves_on_when_an_owner_has_used_a_moment_up(monkeypatch):
    monkeypatch.setattr(ids, "now_ms", lambda: ids._sequence._last_ms)
    made = [make_id(7) for _ in range(200)]
    assert made == sorted(set(made))
    assert len({time_of(each) for each in made}) > 3


def test_threads_never_get_the_same_id():
    with ThreadPoolExecutor(8) as threads:
        batches = threads.map(lambda _: [make_id(7) for _ in range(500)], range(8))
        made = [each for batch in batches for each in batch]
    assert len(set(made)) == 4_000


@given(bucket=buckets, at_ms=st.integers(0, (MAX_ID >> 16) - 1))
def test_a_back_dated_id_knows_its_time_and_its_owners_bucket(bucket, at_ms):
    made = make_id(bucket, at_ms)
    assert (bucket_of(made), time_of(made)) == (bucket, at_ms)
    assert first_id_at(at_ms) <= made < first_id_at(at_ms + 1)
    assert bucket_of(new_id(made)) == bucket
