"""Pages as strangers write them: read by the charset they have, cut, cleaned, never a crash."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arengo.social.posts.cards.charsets import decoded
from arengo.social.posts.cards.reading import address, line, read

URL = "https://example.org/a/b"


def card(html, **options):
    page = read(html, url=URL, found_at=options.pop("found_at", URL))
    return page and page.card


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("été".encode(), "text/html"),
        ("été".encode(), "text/html; charset=nonsense"),
        ("été".encode("cp1252"), "text/html; charset=ISO-8859-1"),
        ("été".encode("cp1252"), 'text/html; charset="windows-1252"'),
        (b"<meta charset=latin1>" + "été".encode("cp1252"), "text/html"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15">'
         + "été".encode("iso8859_15"), "text/html"),
        (b"\xef\xbb\xbf" + "été".encode(), "text/html; charset=latin1"),
        (b"\xff\xfe" + "été".encode("utf-16-le"), "text/html"),
        ("日本".encode("cp932"), "text/html; charset=Shift_JIS"),
        ("中文".encode("gb18030"), "text/html; charset=gb2312"),
        ("привет".encode("cp1251"), "text/html; charset=windows-1251"),
    ],
)  # fmt: skip
def test_a_page_is_read_in_its_charset(body, content_type):
    text = decoded(body, content_type=content_type)
    assert text.endswith(("été", "日本", "中文", "привет"))


@pytest.mark.parametrize("name", ["zlib", "rot13", "idna", "unicode_escape", "utf-7", "undefined"])
def test_codecs_that_are_no_charsets_are_not_used(name):
    assert decoded(b"plain \\x41", content_type=f"text/html; charset={name}") == "plain \\x41"


def test_opengraph_wins_over_twitter_and_html():
    head = """<html lang=it><title>html</title><meta name=description content=d>
      <meta name=twitter:title content=twitter><meta property=og:title content=og>"""
    found = card(head)
    assert (found.title, found.description, found.language) == ("og", "d", "it")
    assert card(head.replace("og:title", "x")).title == "twitter"


def test_an_empty_word_does_not_hide_the_next():
    assert card('<meta property="og:title" content=" "><title>html</title>').title == "html"


def test_texts_are_one_line_and_cut():
    found = card(f"<title>a\n\n b\u2029c</title><meta name=description content={'d' * 900}>")
    assert found.title == "a b c"
    assert len(found.description) == 500


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ("/x", "https://example.org/x"),
        ("//cdn.example/x", "https://cdn.example/x"),
        ("http://a.example/ü", "http://a.example/ü"),
        *((bad, None) for bad in ("", " ", "javascript:x", "data:,x", "file:///x")),
        *((bad, None) for bad in (None, 5, [], "http://", "http://[", "x" * 3000)),
    ],
)
def test_addresses_lead_to_the_web(given_, expected):
    assert address(given_, base=URL) == expected


@pytest.mark.parametrize(
    ("text", "at_ms"),
    [
        ("1970-01-01T00:00:01Z", 1000),
        ("1970-01-01", 0),
        *((bad, None) for bad in ("", "yesterday", "1969-01-01", "9999-12-31", "00:00")),
        ("0001-01-01T00:00:00+14:00", None),
    ],
)
def test_the_day_of_publishing_is_read(text, at_ms):
    head = f'<title>x</title><meta property="article:published_time" content="{text}">'
    assert card(head).published_ms == at_ms


@given(st.text(max_size=300))
def test_no_page_breaks_the_reading(text):
    image = f'<title>x</title><meta property="og:image" content="{text}">'
    for html in (text, f"<title>{text}", image):
        found = card(html)
        assert found is None or 0 < len(found.title) <= 250


@given(st.binary(max_size=200), st.text(max_size=30))
def test_no_bytes_break_the_decoding(body, content_type):
    assert isinstance(decoded(body, content_type=content_type), str)


@given(st.text(), st.integers(1, 50))
def test_a_line_is_never_too_long(text, most):
    assert len(line(text, most)) <= most


def test_comments_and_scripts_say_nothing():
    html = """<!-- <title>no</title> <meta property=og:title content=no> -->
      <script>"<meta property='og:title' content='no'>"</script><style>/*<title>no*/</style>
      <TITLE>yes &amp;</TITLE>"""
    assert card(html).title == "yes &"


def test_quotes_may_hold_the_end_of_a_tag():
    assert card("<meta name='twitter:title' content='a > b' x=\">\">").title == "a > b"


@pytest.mark.parametrize(
    "part",
    [
        *("<div>", "<", "<meta ", "<meta content='", "<meta a='\"", "<!--", "<!-->", "<script>"),
        *("<title>", "<title '\"", '<a href="<', "<title></title>", "<meta content=x name=y>"),
    ],
)
def test_a_hostile_page_takes_one_pass(part):
    html = part * (1_000_000 // len(part))
    assert card(f"<title>first</title>{html}").title == "first"
