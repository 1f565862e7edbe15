"""A zip that is continued: whole whatever happened behind what was saved."""

import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arengo.social.moving.packing import zips
from arengo.social.moving.packing.files import Lost, append
from arengo.social.moving.packing.zips import GrowingZip

FILES = st.lists(st.tuples(st.binary(max_size=2_000), st.booleans()), max_size=6)


def grow(folder, files, *, begin=0, written=0, listed=0):
    """Add files and return how long both files are after each."""
    growing = GrowingZip(folder / "zip", folder / "list", written=written, listed=listed)
    marks = []
    for number, (content, squeeze) in enumerate(files, begin):
        growing.begin(f"ä/{number}", size=len(content), squeeze=squeeze)
        growing.feed(content[:7])
        growing.feed(content[7:])
        growing.end()
        marks.append(growing.save())
    return growing, marks


@pytest.fixture(autouse=True, scope="module")
def _no_disk():
    """Do not wait for the disk: what it keeps is not what is tested."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(zips.os, "fsync", lambda _: None)
        yield


@settings(max_examples=30)
@given(FILES, st.data())
def test_a_zip_is_whole_wherever_its_writer_died(tmp_path_factory, files, data):
    folder = tmp_path_factory.mktemp("zip")
    growing, marks = grow(folder, files)
    if data.draw(st.booleans()):
        growing.finish(len(files))
    growing.close()
    kept = data.draw(st.integers(0, len(files)))
    written, listed = marks[kept - 1] if kept else (0, 0)
    growing, _ = grow(folder, files[kept:], begin=kept, written=written, listed=listed)
    size = growing.finish(len(files))
    growing.close()
    assert (folder / "zip").stat().st_size == size
    with zipfile.ZipFile(folder / "zip") as opened:
        assert opened.testzip() is None
        inside = {name: opened.read(name) for name in opened.namelist()}
    assert inside == {f"ä/{number}": content for number, (content, _) in enumerate(files)}


def test_large_members_are_told_in_large_numbers(tmp_path, monkeypatch):
    monkeypatch.setattr(zips, "_LARGE", 100)
    growing, _ = grow(tmp_path, [])
    growing.begin("large", size=80, squeeze=False)
    growing.feed(b"x" * 5_000)
    growing.end()
    growing.begin("liar", size=1, squeeze=False)
    growing.feed(b"x" * 5_000)
    with pytest.raises(OverflowError):
        growing.end()
    growing.close()


def test_what_the_disk_lost_is_noticed(tmp_path):
    assert append(tmp_path / "it", 0, b"12345") == 5
    assert append(tmp_path / "it", 2, b"6") == 3
    assert (tmp_path / "it").read_bytes() == b"126"
    with pytest.raises(Lost):
        append(tmp_path / "it", 4, b"7")
    with pytest.raises(EOFError):
        GrowingZip(tmp_path / "it", tmp_path / "list", written=9, listed=0)
