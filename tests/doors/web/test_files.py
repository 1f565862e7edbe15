"""Stored files over the web: their headers, their ranges, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arengo.providers.files import new_name, path_of
from arengo.web.pages.files import PIECE_BYTES, RangeNotSatisfiable, wanted_range

CONTENT = bytes(range(256)) * 40


@pytest.fixture
def engine():
    """No database has a say in handing out files: one is enough."""
    return "sqlite"


@pytest.fixture
async def path(world):
    name = new_name("image/png")
    await world.whole.site.files.put(name, CONTENT, "image/png")
    return f"/{path_of(name)}"


@pytest.mark.anyio
async def test_a_file_comes_whole_harmless_and_for_ever(path, anonymous):
    answer = await anonymous.get(path)
    assert (answer.status_code, answer.content) == (200, CONTENT)
    name = path.rpartition("/")[2]
    expected = {
        "content-type": "image/png",
        "content-length": str(len(CONTENT)),
        "cache-control": "public, max-age=31536000, immutable",
        "content-security-policy": "default-src 'none'; sandbox",
        "x-content-type-options": "nosniff",
        "access-control-allow-origin": "*",
        "cross-origin-resource-policy": "cross-origin",
        "content-disposition": f'inline; filename="{name}"',
        "accept-ranges": "bytes",
    }
    assert {key: answer.headers.get(key) for key in expected} == expected
    assert "set-cookie" not in answer.headers


@pytest.mark.anyio
async def test_head_tells_the_size_and_sends_nothing(path, anonymous):
    answer = await anonymous.http.head(path)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(len(CONTENT))


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("wanted", "content", "told"),
    [
        ("bytes=0-0", CONTENT[:1], "bytes 0-0/10240"),
        ("bytes=10-19", CONTENT[10:20], "bytes 10-19/10240"),
        ("bytes=10000-", CONTENT[10000:], "bytes 10000-10239/10240"),
        ("bytes=10000-99999", CONTENT[10000:], "bytes 10000-10239/10240"),
        ("bytes=-5", CONTENT[-5:], "bytes 10235-10239/10240"),
        ("bytes=-99999", CONTENT, "bytes 0-10239/10240"),
    ],
)
async def test_one_range_comes_alone(wanted, content, told, *, path, anonymous):
    answer = await anonymous.get(path, headers={"range": wanted})
    assert (answer.status_code, answer.content) == (206, content)
    assert answer.headers["content-range"] == told


@pytest.mark.anyio
async def test_a_long_range_comes_in_pieces(world, anonymous):
    name, content = new_name("video/mp4"), bytes(range(256)) * 20_000
    await world.whole.site.files.put(name, content, "video/mp4")
    found = b""
    while len(found) < len(content):
        answer = await anonymous.get(f"/{path_of(name)}", headers={"range": f"bytes={len(found)}-"})
        assert answer.status_code == 206
        assert 0 < len(answer.content) <= PIECE_BYTES
        end = len(found) + len(answer.content) - 1
        assert answer.headers["content-range"] == f"bytes {len(found)}-{end}/{len(content)}"
        found += answer.content
    assert found == content
    for method, expected in (("GET", content), ("HEAD", b"")):
        answer = await anonymous.http.request(method, f"/{path_of(name)}")
        assert (answer.status_code, answer.content) == (200, expected)
        assert answer.headers["content-length"] == str(len(content))
        assert answer.headers["content-type"] == "video/mp4"


@pytest.mark.anyio
@pytest.mark.parametrize("wanted", ["bytes=10240-", "bytes=99999-100000", "bytes=-0"])
async def test_a_range_behind_the_end_is_refused(wanted, path, anonymous):
    answer = await anonymous.get(path, headers={"range": wanted})
    assert answer.status_code == 416
    assert answer.headers["content-range"] == "bytes */10240"


@pytest.mark.anyio
@pytest.mark.parametrize("wanted", ["bytes=-", "bytes=5-2", "bytes=0-1,4-5", "lines=1-2", "x"])
async def test_what_is_no_range_means_all(wanted, path, anonymous):
    answer = await anonymous.get(path, headers={"range": wanted})
    assert (answer.status_code, answer.content) == (200, CONTENT)


@given(st.one_of(st.text(), st.from_regex(r"bytes=\d{0,20}-\d{0,20}")), st.integers(1, 10**9))
def test_any_header_means_all_or_a_part_or_is_refused(header, size):
    try:
        wanted = wanted_range(header, size)
    except RangeNotSatisfiable:
        return
    if wanted is not None:
        start, end = wanted
        assert 0 <= start < end <= size


@pytest.mark.anyio
async def test_other_names_lead_to_nothing(path, settings, anonymous):
    name = path.rpartition("/")[2]
    (settings.data / "media" / "m" / "secret.txt").write_text("hidden bytes")
    absent = new_name("image/png")
    for wrong in (
        f"/{path_of(absent)}",
        f"/m/00/00/{name}" if not name.startswith("0000") else f"/m/11/11/{name}",
        f"{path}.png",
        path.upper(),
        path.replace(".png", ".gif"),
        "/m/ab/cd/..%2f..%2fsecret.txt",
        "/m/ab/cd/..%2F..%2F..%2F..%2Fetc%2Fpasswd",
        "/m/%2e%2e/%2e%2e/secret.txt",
        "/m/ab/cd/",
        "/m/",
    ):
        answer = await anonymous.get(wrong)
        assert answer.status_code == 404, wrong
        assert b"hidden bytes" not in answer.content
