"""Looking into archives from strangers: every file once, in little memory, nothing that is none."""

import gzip
import io
import tarfile
import tracemalloc
import zipfile

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arengo.base.errors import Refusal
from arengo.social.moving import members as looking
from arengo.social.moving.archives import _UNREADABLE
from arengo.social.moving.long_tweets import joined
from arengo.social.moving.members import TooMuch, attachment_name, members
from arengo.social.moving.notes import read_activity
from arengo.social.moving.texts import LONGEST, text_of
from arengo.social.moving.tweets import read_tweet

BROKEN = (*_UNREADABLE, TooMuch)


def tar_of(*made, form=tarfile.PAX_FORMAT):
    """Return a tar of names with contents, or of finished heads."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for head, content in made:
            member = tarfile.TarInfo(head) if isinstance(head, str) else head
            member.size = len(content) if member.isreg() else 0
            archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


def inside(path, data):
    """Return what lies in an archive."""
    path.write_bytes(data)
    return [(str(name), _all(content)) for name, content in members(path)]


def _all(content):
    return b"".join(iter(lambda: content.read(1_000), b""))


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT])
@pytest.mark.parametrize("squeezed", [False, True])
def test_every_file_is_found_by_its_whole_name(tmp_path, form, squeezed):
    long = "/".join(["folder"] * 20) + "/ä.png"
    made = [("a", b""), (long, b"x" * 1_500), ("b", b"y" * 512)]
    data = tar_of(*made, form=form)
    assert inside(tmp_path / "it", gzip.compress(data) if squeezed else data) == made


def test_links_folders_and_odd_compressions_are_no_files(tmp_path):
    link, hard, pipe = (tarfile.TarInfo(name) for name in ("outbox.json", "b", "c"))
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    hard.type, hard.linkname = tarfile.LNKTYPE, "/etc/passwd"
    pipe.type = tarfile.FIFOTYPE
    data = tar_of((link, b""), (hard, b""), (pipe, b""), ("../../d", b"5"))
    assert inside(tmp_path / "it", data) == [("../../d", b"5")]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("folder/", b"")
        archive.writestr("a", b"a" * 99, zipfile.ZIP_LZMA)
        archive.writestr("../b", b"b", zipfile.ZIP_DEFLATED)
    assert inside(tmp_path / "it", out.getvalue()) == [("../b", b"b")]


def look_through(path):
    """Look at every file without keeping it."""
    for _, content in members(path):
        content.read(100)


def head(kind, size):
    member = tarfile.TarInfo("x")
    member.type, member.size = kind, size
    return member.tobuf(tarfile.GNU_FORMAT)


BOMBS = {
    "a name without end": head(tarfile.GNUTYPE_LONGNAME, 1 << 30) + b"\0" * (1 << 22),
    "words without end": head(tarfile.XHDTYPE, 1 << 30) + b"1" * (1 << 22),
    "a size that is too large": head(tarfile.REGTYPE, 1 << 60) + b"\0" * 2_000,
    "many words about nothing": (head(tarfile.XHDTYPE, 9) + b"9 path=a\n".ljust(512, b"\0"))
    * 3_000,
    "a size below nothing": head(tarfile.XHDTYPE, 11)
    + b"11 size=-5\n".ljust(512, b"\0")
    + head(b"0", 5),
    "a length of nothing": head(tarfile.XHDTYPE, 9)
    + b"0 path=ab".ljust(512, b"\0")
    + head(b"0", 5),
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_tar_that_means_harm_is_refused_in_little_memory(tmp_path, bomb, monkeypatch):
    monkeypatch.setattr(looking, "MOST_MEMBERS", 1_000)
    path = tmp_path / "it"
    path.write_bytes(bomb)
    tracemalloc.start()
    try:
        with pytest.raises(BROKEN):
            look_through(path)
        assert tracemalloc.get_traced_memory()[1] < 4 * 1024 * 1024
    finally:
        tracemalloc.stop()


def test_a_zip_with_an_endless_list_is_refused(tmp_path, monkeypatch):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(50):
            archive.writestr(f"{number}", b"")
    monkeypatch.setattr(looking, "MOST_MEMBERS", 49)
    with pytest.raises(TooMuch):
        inside(tmp_path / "it", out.getvalue())
    monkeypatch.setattr(looking, "_MOST_LISTED_BYTES", 2_000)
    with pytest.raises(BROKEN):
        inside(tmp_path / "it", out.getvalue())


HONEST = {"tar": tar_of(("outbox.json", b"12345" * 200), ("b", b"6")), "zip": b""}
_zip = io.BytesIO()
with zipfile.ZipFile(_zip, "w", zipfile.ZIP_DEFLATED) as _archive:
    _archive.writestr("outbox.json", b"12345" * 200)
HONEST["zip"] = _zip.getvalue()


@given(st.sampled_from(sorted(HONEST)), st.data())
def test_whatever_is_broken_in_an_archive_is_a_known_trouble(tmp_path_factory, which, data):
    content = bytearray(HONEST[which])
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    try:
        inside(tmp_path_factory.getbasetemp() / "broken", bytes(content[: cut or None]))
    except BROKEN:
        return


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.sampled_from(
        ["Create", "Announce", "Note", "https://x.example/1", "as:Public", "2020-01-01"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)


def mostly(certain, *names):
    """Return objects with some parts that are right, and others of any kind."""
    return st.fixed_dictionaries(certain, optional=dict.fromkeys(names, ANYTHING))


KEYS = (
    "content summary to cc inReplyTo contentMap attachment tag source anyOf quote sensitive "
    "quoteUri endTime closed votersCount"
)
CHOICE = mostly({"name": st.text(max_size=3)}, "replies")
NOTE = st.builds(
    dict,
    mostly({"id": st.just("x"), "published": st.just("2020-01-01") | ANYTHING}, *KEYS.split()),
    oneOf=st.lists(CHOICE, max_size=3) | ANYTHING,
)
ACTIVITY = mostly(
    {"type": st.sampled_from(["Create", "Announce"]), "object": NOTE | ANYTHING},
    *["published", "to", "cc"],
)
TWEET = mostly(
    {"id_str": st.just("1"), "full_text": st.text(max_size=9), "created_at": ANYTHING},
    *["entities", "extended_entities", "lang", "possibly_sensitive"],
)


WORDS = mostly({"createdAt": st.just("2020-01-01T00:00:00Z") | ANYTHING}, "core")
SECOND = "Wed Jan 01 00:00:00 +0000 2020"


@given(st.lists(TWEET | ANYTHING, max_size=3), st.lists(WORDS | ANYTHING, max_size=3))
def test_long_posts_of_wrong_types_are_joined_to_nothing_and_none_is_lost(tweets, notes):
    tweets.append({"full_text": "", "created_at": SECOND})
    items = [msgspec.Raw(msgspec.json.encode({"tweet": each})) for each in tweets]
    words = [msgspec.Raw(msgspec.json.encode({"noteTweet": each})) for each in notes]
    found = joined(items, words)
    whole = [b'"note":' in bytes(each) and b'"tweet":' in bytes(each) for each in found]
    assert len(found) + sum(whole) == len(items) + len(words)


@given(ACTIVITY | ANYTHING, TWEET | ANYTHING, WORDS | ANYTHING)
def test_wrong_types_anywhere_are_refused_with_words(activity, tweet, words):
    said_of_x = {"tweet": tweet, "note": words}
    for read, said in ((read_activity, activity), (read_tweet, said_of_x)):
        try:
            assert read(msgspec.json.encode(said).decode(), host_name="here.example")
        except Refusal:
            continue


def test_names_of_pictures_are_the_same_in_posts_and_among_files():
    for path in (
        "./media_attachments/files/1/a.png",
        "/media_attachments/files/1/a.png",
        "https://files.old.example/bucket/media_attachments/files/1/a.png?x=1",
    ):
        assert attachment_name(path) == "media_attachments/files/1/a.png"
    assert attachment_name("/etc/passwd") == ""


def test_a_header_of_many_records_is_refused_before_they_are_read(tmp_path):
    path = tmp_path / "a.tar"
    for said, files in ((b"2 " * 50, 1), (b"2 " * 30_000, 0)):
        header = tarfile.TarInfo("x")
        header.type, header.size = tarfile.XHDTYPE, len(said)
        with path.open("wb") as file:
            file.write(header.tobuf() + said.ljust(-(-len(said) // 512) * 512, b"\0"))
            file.write(tarfile.TarInfo("outbox.json").tobuf() + bytes(1024))
        if files:
            assert [str(name) for name, _ in members(path)] == ["outbox.json"]
            continue
        with pytest.raises(TooMuch):
            list(members(path))


def test_html_becomes_the_words_that_a_person_reads():
    bob = "https://old.example/users/bob"
    names = {bob: "@bob@old.example", "https://old.example/@bob": "@bob@old.example"}
    person = f'<a href="{bob}" class="u-url mention">@<span>bob</span></a>'
    link = '<a href="https://x.example/long"><span>https://</span><span>x.example/long</span></a>'
    html = f"<p>Hi {person} &amp; {link}</p><ul><li>one<li><a href='https://y.example'>two</a></ul>"
    assert text_of(html, names=names) == (
        "Hi @bob@old.example & https://x.example/long\n\n\n- one\n- two (https://y.example)"
    )
    with pytest.raises(Refusal):
        text_of("x" * (LONGEST + 1))
    assert text_of("a<!-- b -->c") == "ac"
    assert text_of('<p class="quote-inline">RE: <b>x<br>y</b></p><p>z</p>', quotes=True) == "z"
    assert text_of('<p class="quote-inline">RE: x</p>') == "RE: x"
    assert text_of("1 < 2 <3 <a") == "1 < 2 <3 <a"
    for piece in ("<a ", "<a b=", "</", "<a c='"):  # minutes, where each is looked for its end
        assert text_of(piece * (LONGEST // len(piece))).startswith(piece.strip())
    assert text_of("<!--" * 30 + "a") == "<!--" * 30 + "a"
