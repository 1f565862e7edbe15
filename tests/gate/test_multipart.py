"""Forms with files: what is sent is read back, wherever it lies, and half a form is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arengo.base.errors import BadRequest
from arengo.gate.multipart import (
    MAX_FIELDS,
    MAX_FILES,
    UploadedFile,
    read_form,
    read_spooled_form,
)
from arengo.providers.files import Spool

KIND = 'multipart/form-data; boundary="a b"'
END = b"--a b--"
names = st.text("abc_[]", min_size=1, max_size=6)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
tricky = st.lists(st.sampled_from([b"\r\n", b"--a", b" b", b"--", b"x", b"\x00"])).map(b"".join)
contents = (st.binary(max_size=30) | tricky).filter(lambda raw: b"\r\n--a b" not in raw)
files = st.builds(UploadedFile, st.text("ab. ", max_size=6), st.just("image/png"), contents)


def written(fields):
    """Write a form as clients do."""
    body = b""
    for name, value in fields:
        body += f'--a b\r\nContent-Disposition: form-data; name="{name}"'.encode()
        if isinstance(value, UploadedFile):
            body += f'; filename="{value.name}"\r\nContent-Type: {value.type}'.encode()
        body += b"\r\n\r\n" + (value.encode() if isinstance(value, str) else value.data) + b"\r\n"
    return body + END + b"\r\n"


@given(st.lists(st.tuples(names, texts.filter(lambda t: "--a b" not in t) | files), max_size=6))
def test_what_is_written_is_read_back(fields):
    assert read_form(KIND, written(fields)) == fields


@given(st.lists(st.tuples(names, files), min_size=1, max_size=3), st.data())
def test_whatever_is_cut_off_is_no_form(fields, data):
    body = written(fields)
    cut = data.draw(st.integers(0, len(body) - len(END) - 1))
    with pytest.raises(BadRequest):
        read_form(KIND, body[:cut])


@given(st.binary(max_size=200), st.text(st.characters(max_codepoint=255), max_size=30))
def test_any_bytes_are_a_form_or_refused(body, kind):
    for full_type in (KIND, kind):
        try:
            assert isinstance(read_form(full_type, body), list)
        except BadRequest:
            continue


def test_large_files_of_a_form_on_disk_become_files_and_small_ones_do_not(tmp_path):
    spool, body, made = Spool(tmp_path), tmp_path / "body", []
    large = UploadedFile("film.mp4", "video/mp4", b"\r\n-" * 500_000)
    small = UploadedFile("a.png", "image/png", b"small")
    body.write_bytes(written([("a", "text"), ("file", large), ("b", small)]))
    (_, text), (_, found), (_, beside) = read_spooled_form(KIND, body, spool, made)
    assert (text, beside, [found.path]) == ("text", small, made)
    assert (found.name, found.data, found.size_bytes) == ("film.mp4", b"", 1_500_000)
    assert found.path.read_bytes() == large.data
    assert found.path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("value", ["text", UploadedFile("a", "b", b"")], ids=["fields", "files"])
def test_too_many_parts_are_refused(value):
    most = MAX_FIELDS if isinstance(value, str) else MAX_FILES
    assert len(read_form(KIND, written([("a", value)] * most))) == most
    with pytest.raises(BadRequest, match="Too many"):
        read_form(KIND, written([("a", value)] * (most + 1)))
