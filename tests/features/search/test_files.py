"""The files of the search: months, repetition, damage, deletion on disk, one writer."""

import pytest

from arengo.base.ids import make_id
from arengo.storage.sidecar import Document, Match, SearchFiles
from arengo.storage.sidecar.files import PEOPLE, WrittenElsewhere, month_of

MAY, JUNE = (make_id(7, at_s * 1000) for at_s in (1_715_000_000, 1_718_000_000))


@pytest.fixture
def files(tmp_path):
    files = SearchFiles(tmp_path / "search")
    yield files
    files.close()


def find(files, expression, **options):
    return files.find(Match(expression=expression, limit=10, **options))


def test_each_month_has_its_file_and_all_are_read_in_order(files):
    files.put([Document(JUNE, "pear", "any"), Document(MAY, "pear", "any")])
    assert files.months() == ["search-202405.db", "search-202406.db"]
    assert find(files, "pear") == [JUNE, MAY]
    assert find(files, "pear", upwards=True) == [MAY, JUNE]
    assert find(files, "pear", before=JUNE) == [MAY]
    assert find(files, "pear", after=MAY) == [JUNE]
    assert find(files, "pear", among=[MAY, 3]) == [MAY]
    assert files.find(Match(expression="pear", limit=1)) == [JUNE]
    assert month_of((1 << 63) - 1) > month_of(JUNE)


def test_doing_it_twice_is_doing_it_once(files):
    for _ in range(2):
        files.put([Document(MAY, "pear", "any")])
    for _ in range(2):
        files.put([Document(MAY, "apple", "any")])
    assert (find(files, "pear"), find(files, "apple")) == ([], [MAY])
    for _ in range(2):
        files.put([], [MAY, JUNE])
    assert find(files, "apple OR any") == []
    assert files.drop_damaged() == []


def test_what_is_taken_out_leaves_the_file(files, tmp_path):
    files.put([Document(MAY + n, f"pear {n}", "any") for n in range(50)])
    files.put([Document(MAY + 50, "secretword", "any")])
    assert b"secretword" in written(tmp_path)
    files.put([], [MAY + 50])
    assert b"secretword" not in written(tmp_path)
    assert len(find(files, "pear")) == 10


def test_a_large_file_is_cleared_away_later(files, tmp_path, monkeypatch):
    monkeypatch.setattr("arengo.storage.sidecar.files._SMALL", 1)
    files.put([Document(MAY, "secretword"), Document(MAY + 1, "pear")])
    files.put([Document(MAY + 2, "plum"), Document(MAY + 3, "plum")], [MAY])
    assert b"secretword" in written(tmp_path)
    files.settle()
    assert b"secretword" not in written(tmp_path)


def test_a_damaged_file_finds_nothing_and_is_dropped(files, tmp_path):
    files.put([Document(MAY, "pear"), Document(JUNE, "pear")])
    files.close()
    path = tmp_path / "search" / month_of(MAY)
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * 40_000)
    assert find(files, "pear") == [JUNE]
    assert files.drop_damaged() == [path.name]
    files.put([Document(MAY, "plum")])
    assert find(files, "pear OR plum") == [JUNE, MAY]


def test_a_second_process_may_read_but_not_write(files, tmp_path):
    files.put([Document(MAY, "pear")])
    other = SearchFiles(tmp_path / "search")
    assert find(other, "pear") == [MAY]
    with pytest.raises(WrittenElsewhere):
        other.put([Document(JUNE, "plum")])
    files.close()
    other.put([Document(JUNE, "plum")])
    assert find(files, "plum") == [JUNE]
    other.close()


def test_nothing_is_found_where_nothing_was_written(files, tmp_path):
    assert find(files, "pear") == []
    assert files.find_people("pea", limit=3) == []
    assert not (tmp_path / "search").exists()


def test_people_are_found_by_what_their_names_share(files):
    files.put_people([Document(1, "marianne"), Document(2, "marian"), Document(3, "joe")])
    assert files.find_people('"mar" OR "ari" OR "ian"', limit=9) == [2, 1]
    files.put_people([], [2])
    assert files.find_people('"mar" OR "ari" OR "ian"', limit=9) == [1]
    assert files.documents(PEOPLE, after=1, limit=9) == [3]


def written(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("search-*"))
