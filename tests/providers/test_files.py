"""Files: whole or not at all, only under names that we give, and never on a full disk."""

import asyncio
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arengo.base.errors import Busy, NotFound
from arengo.providers.files import (
    BadName,
    DiskFiles,
    FileStore,
    MemoryFiles,
    content_type_of,
    new_name,
    path_of,
)


@pytest.fixture(params=["disk", "memory"])
def store(request, tmp_path) -> FileStore:
    return DiskFiles(tmp_path, min_free=0) if request.param == "disk" else MemoryFiles()


def everything_below(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_file_is_read_back_as_it_was_put(store):
    async def journey():
        name = new_name("image/png")
        await store.put(name, b"pixels", "image/png")
        return await store.read(name)

    assert asyncio.run(journey()) == b"pixels"


def test_a_file_is_streamed_with_its_type_and_size(store):
    content = os.urandom(700_000)

    async def journey():
        name = new_name("image/gif")
        await store.put(name, (content[i : i + 999] for i in range(0, 700_000, 999)), "image/gif")
        opened = await store.open(name)
        return opened, b"".join([chunk async for chunk in opened.chunks])

    opened, read = asyncio.run(journey())
    assert (opened.content_type, opened.size_bytes, read) == ("image/gif", 700_000, content)


def test_a_deleted_file_is_gone_and_can_be_deleted_again(store):
    async def journey():
        name = new_name("image/webp")
        await store.put(name, b"x", "image/webp")
        await store.delete(name)
        await store.delete(name)
        for reading in (store.read, store.open):
            with pytest.raises(NotFound):
                await reading(name)

    asyncio.run(journey())


def test_bytes_are_not_kept_under_a_name_of_another_type(store):
    with pytest.raises(ValueError, match="does not belong"):
        asyncio.run(store.put(new_name("image/png"), b"x", "image/gif"))


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "a" * 32,
        "a" * 32 + ".html",
        "A" * 32 + ".png",
        "a" * 31 + ".png",
        "a" * 32 + ".png\n",
        "a" * 32 + ".png/../x.png",
        "a" * 30 + "/..png",
        "",
    ],
)
def test_a_name_that_we_did_not_give_is_refused_everywhere(store, name):
    for use in (store.read, store.open, store.delete):
        with pytest.raises(BadName):
            asyncio.run(use(name))
    with pytest.raises(BadName):
        asyncio.run(store.put(name, b"x", "image/png"))
    with pytest.raises(BadName):
        store.url_path(name)


@given(st.text())
def test_no_text_leads_out_of_the_folder(text):
    try:
        path = path_of(text)
    except BadName:
        return
    assert re.fullmatch(r"m/[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{32}s?\.[a-z0-9]+", path)


def test_names_are_spread_and_carry_their_type(store):
    name = new_name("image/jpeg")
    assert content_type_of(name) == "image/jpeg"
    assert store.url_path(name) == f"/m/{name[:2]}/{name[2:4]}/{name}"


def test_names_do_not_repeat():
    assert len({new_name("image/png") for _ in range(1000)}) == 1000


def test_a_write_that_breaks_off_leaves_nothing(tmp_path):
    def breaking() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionError

    name = new_name("image/png")
    disk = DiskFiles(tmp_path, min_free=0)
    with pytest.raises(ConnectionError):
        asyncio.run(disk.put(name, breaking(), "image/png"))
    assert everything_below(tmp_path) == []


def test_a_disk_that_is_nearly_full_takes_no_more(tmp_path):
    disk = DiskFiles(tmp_path, min_free=1.01)
    with pytest.raises(Busy):
        asyncio.run(disk.put(new_name("image/png"), b"x", "image/png"))
    assert everything_below(tmp_path) == []


def test_what_a_crash_left_half_written_is_swept_but_not_what_is_being_written(tmp_path):
    DiskFiles(tmp_path)
    old, young = tmp_path / "incoming" / "old", tmp_path / "incoming" / "young"
    for file in (old, young):
        file.write_bytes(b"half")
    os.utime(old, (time.time() - 7200,) * 2)
    DiskFiles(tmp_path)
    assert everything_below(tmp_path) == [young]


def test_file_and_folders_reach_the_disk_before_put_returns(tmp_path, monkeypatch):
    synced = []
    real = os.fsync

    def recording(descriptor):
        synced.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", recording)
    name = new_name("image/png")
    asyncio.run(DiskFiles(tmp_path, min_free=0).put(name, b"x", "image/png"))
    folder = (tmp_path / path_of(name)).parent
    made = [str(tmp_path), str(tmp_path / "m"), str(folder.parent)]
    assert synced[:3] == made
    assert "incoming" in synced[3]
    assert synced[4:] == [str(folder)]
