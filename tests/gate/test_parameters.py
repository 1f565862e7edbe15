"""Bracket rules of parameters, limits, windows and paths, each as a law."""

import re
from urllib.parse import quote, urlencode

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from arengo.base.errors import BadRequest, MethodNotAllowed, NotFound
from arengo.base.ids import MAX_ID
from arengo.gate import routes as declared
from arengo.gate.limits import BUCKETS, KEPT, Limiter
from arengo.gate.paging import PageForm
from arengo.gate.parameters import MAX_DEPTH, MAX_FIELDS, nest, parse_json, parse_query
from arengo.gate.router import Router

name = st.text("abcdefgh_", min_size=1, max_size=6)
text = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8)
trees = st.dictionaries(
    name,
    st.recursive(
        text | st.lists(text, min_size=1, max_size=3),
        lambda below: st.dictionaries(name, below, min_size=1, max_size=3),
        max_leaves=8,
    ),
    max_size=4,
)


def written(value, key=""):
    """Yield the pairs that a form sends for a tree."""
    if isinstance(value, dict):
        for each, below in value.items():
            yield from written(below, f"{key}[{each}]" if key else each)
    elif isinstance(value, list):
        for each in value:
            yield from written(each, f"{key}[]")
    else:
        yield key, value


@given(trees)
def test_what_a_form_writes_with_brackets_is_read_back(tree):
    pairs = list(written(tree))
    assert nest(pairs) == tree
    assert parse_query(urlencode(pairs).encode()) == tree


@given(st.lists(st.dictionaries(name, text, min_size=1, max_size=2), min_size=1, max_size=12))
def test_numbered_maps_become_a_list_in_the_order_sent(items):
    pairs = [
        (f"list[{at}][{key}]", value)
        for at, each in enumerate(items)
        for key, value in each.items()
    ]
    assert nest(pairs) == {"list": items}


@given(st.lists(st.tuples(st.text("ab[]0", max_size=12), text), max_size=12))
def test_whatever_the_names_are_something_sensible_is_read(pairs):
    assert isinstance(nest(pairs), dict)
    query = "&".join(f"{quote(name)}={quote(value)}" for name, value in pairs)
    assert isinstance(parse_query(query.encode()), dict)


def test_too_many_and_too_deep_are_refused_and_nul_is_dropped():
    with pytest.raises(BadRequest):
        parse_query(b"&".join([b"a=1"] * (MAX_FIELDS + 1)))
    with pytest.raises(BadRequest):
        nest([("a" + "[b]" * MAX_DEPTH, "x")])
    for body in (b"[" * 100_000, b"[]", b"\xff", b"{", b'{"a":' * 40 + b"1" + b"}" * 40):
        with pytest.raises(BadRequest):
            parse_json(body)
    assert parse_json(b'{"a": ["x\\u0000y"]}') == {"a": ["xy"]}
    assert nest([("a", "1\x00")]) == {"a": "1"}


# ── limits ───────────────────────────────────────────────────────────────────────────────────────


@given(st.lists(st.floats(0, 900), min_size=1, max_size=300))
def test_in_no_period_more_than_twice_the_limit_pass_and_never_more_at_once(waits):
    """GCRA: a full bucket at once, then one for each step."""
    bucket = BUCKETS["mail"]
    step = bucket.period_s / bucket.limit
    passed, now = [], 1_000_000.0
    limiter = Limiter()
    for wait in waits:
        now += wait
        with time_machine.travel(now, tick=False):
            verdict = limiter.take("mail", "somebody", anonymous=False)
        if verdict.allowed:
            passed.append(now)
        else:
            assert verdict.remaining == 0
            assert 0 < verdict.retry_after_s <= step + 1
    for begin, first in enumerate(passed):
        for count, last in enumerate(passed[begin:], start=1):
            assert count <= bucket.limit + (last - first) / step + 1e-6


def test_who_waits_as_long_as_told_passes_and_callers_do_not_share():
    limiter, now = Limiter(), 1_000_000.0
    limit = BUCKETS["sign_in"].anonymous
    with time_machine.travel(now, tick=False):
        left = [limiter.take("sign_in", "a", anonymous=True).remaining for _ in range(limit)]
        assert left == list(range(limit))[::-1]
        refused = limiter.take("sign_in", "a", anonymous=True)
        assert not refused.allowed
        assert limiter.take("sign_in", "b", anonymous=True).allowed
        assert limiter.take("mail", "a", anonymous=True).allowed
    with time_machine.travel(now + refused.retry_after_s, tick=False):
        assert limiter.take("sign_in", "a", anonymous=True).allowed
    off = Limiter(enabled=False)
    assert all(off.take("mail", "a", anonymous=True).allowed for _ in range(100))


def test_the_memory_of_a_limiter_is_bounded():
    limiter = Limiter()
    for caller in range(KEPT + 10):
        limiter.take("files", caller, anonymous=True)
    assert len(limiter._arrivals) == KEPT


# ── windows ──────────────────────────────────────────────────────────────────────────────────────


@given(
    st.none() | text | st.integers(-5, 1 << 65).map(str),
    st.none() | text | st.integers(-5, 1 << 65).map(str),
    st.none() | text | st.integers(-5, 1 << 65).map(str),
    st.none() | st.integers(-(1 << 70), 1 << 70),
)
def test_a_window_is_always_one_that_the_database_takes(upper, since, lower, limit):
    form = PageForm(max_id=upper, since_id=since, min_id=lower, limit=limit)
    window = form.window(default=20, most=40)
    assert 0 <= window.before <= MAX_ID
    assert 0 <= window.after <= MAX_ID
    assert 1 <= window.limit <= 40
    assert limit is not None or window.limit == 20
    assert not window.upwards or lower is not None


# ── paths ────────────────────────────────────────────────────────────────────────────────────────


def test_every_declared_route_is_found_by_its_path_and_no_other_is():
    router = Router(declared.TABLE)
    for route in declared.TABLE:
        path = re.sub(r"\{\w+\}", "x", route.path)
        found, values = router.find(route.method, path)
        assert found is route or "{" not in found.path, path
        assert found is not route or set(values.values()) <= {"x"}
        for wrong in (f"{path}/x/y/z", f"{path}\0"):
            with pytest.raises(NotFound):
                router.find(route.method, wrong)
        assert route.method in router.methods(path)
    for path, pattern, value in (
        ("/@x.rss", "/@{username}.rss", "x"),
        ("/@x.y.rss", "/@{username}.rss", "x.y"),
        ("/@x.y", "/@{username}", "x.y"),
        ("/@.rss", "/@{username}.rss", ""),
        ("/tags/x.rss", "/tags/{name}.rss", "x"),
        ("/tags/@x.rss", "/tags/{name}.rss", "@x"),
        ("/tags/.rss", "/tags/{name}", ".rss"),
        ("/tags/x.", "/tags/{name}", "x."),
    ):
        found, values = router.find("GET", path)
        assert (found.path, list(values.values())) == (pattern, [value])
    with pytest.raises(MethodNotAllowed) as refused:
        router.find("DELETE", "/api/v1/timelines/home")
    assert refused.value.headers == {"Allow": "GET"}
    assert router.find("HEAD", "/api/v1/timelines/home")[0].method == "GET"
    with pytest.raises(ValueError, match="declared twice"):
        Router([declared.TABLE[0], declared.TABLE[0]])


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("l[][a]=1&l[][b]=2&l[][a]=3", [{"a": "1", "b": "2"}, {"a": "3"}]),
        ("l[][a]=1&l[][b][]=2&l[][b][]=3&l[][a]=4", [{"a": "1", "b": ["2", "3"]}, {"a": "4"}]),
        ("l[][a][x]=1&l[][a][y]=2&l[][a][x]=3", [{"a": {"x": "1", "y": "2"}}, {"a": {"x": "3"}}]),
    ],
)
def test_a_list_of_maps_begins_anew_when_a_name_comes_again(text, items):
    assert parse_query(text.encode()) == {"l": items}
