"""Laws of rendering: nothing but our own tags comes out, and nothing of the text is lost."""

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

import nh3
import pytest
from hypothesis import given, settings

from arengo.base.text import (
    Html,
    MentionTarget,
    clean_text,
    find_links,
    find_mentions,
    find_tags,
    normalise_tag,
    render_field,
    render_note,
    render_post,
)
from tests.properties.texts import anything, anything_at_all, costs_too_much

ALLOWED = {
    "p": set(),
    "br": set(),
    "span": {"class", "translate"},
    "a": {"href", "class", "rel", "translate", "target"},
}
CLASSES = {"h-card", "u-url mention", "mention hashtag", "invisible", "ellipsis", ""}


class Everybody(Mapping[str, MentionTarget]):
    """Every handle resolves."""

    def __getitem__(self, key: str) -> MentionTarget:
        return MentionTarget(key.partition("@")[0], f"https://people.example/@{key}")

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


class Seen(HTMLParser):
    """What a browser reads: tags with their attributes, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.depth = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.depth += tag != "br"
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        self.depth -= tag != "br"

    def handle_data(self, data):
        self.text += data

    def links(self, kind: str | None) -> list[str]:
        return [a["href"] or "" for tag, a in self.tags if tag == "a" and a.get("class") == kind]


def tag_url(name: str) -> str:
    return f"https://arengo.example/tags/{name}"


def post(text: str, mentions: Mapping[str, MentionTarget] | None = None) -> Html:
    return render_post(text, mentions=mentions or {}, tag_url=tag_url)


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(anything_at_all)
def test_only_our_tags_and_attributes_come_out(text):
    seen = Seen(render_post(text, mentions=Everybody(), tag_url=tag_url))
    assert seen.depth == 0
    for tag, attributes in seen.tags:
        assert set(attributes) <= ALLOWED[tag]
        assert attributes.get("class", "") in CLASSES
        assert (attributes.get("href") or "http://").lower().startswith(("http://", "https://"))


@given(anything_at_all)
def test_the_text_is_shown_whole(text):
    assert squeezed(Seen(post(text)).text) == squeezed(text)


@given(anything_at_all)
def test_a_field_is_shown_whole_in_one_line_without_paragraphs(text):
    seen = Seen(render_field(text, mentions={}, tag_url=tag_url))
    assert squeezed(seen.text) == squeezed(text)
    assert {tag for tag, _ in seen.tags} <= {"a", "span"}


@given(anything)
def test_a_sanitiser_finds_nothing_to_remove(text):
    html = render_post(clean_text(text, multiline=True), mentions=Everybody(), tag_url=tag_url)
    sanitised = nh3.clean(
        html,
        tags=set(ALLOWED),
        attributes=ALLOWED,
        link_rel=None,
        url_schemes={"http", "https"},
    )
    before, after = Seen(html), Seen(sanitised)
    assert after.text == before.text
    assert after.tags == before.tags


@given(anything)
def test_what_is_linked_is_what_the_scan_finds(text):
    seen = Seen(render_post(text, mentions=Everybody(), tag_url=tag_url))
    mentioned = dict.fromkeys(seen.links("u-url mention"))
    assert list(mentioned) == [f"https://people.example/@{h.key}" for h in find_mentions(text)]
    tagged = dict.fromkeys(seen.links("mention hashtag"))
    assert list(tagged) == [tag_url(normalise_tag(name)) for name in find_tags(text)]
    assert list(dict.fromkeys(seen.links(None))) == find_links(text)


def test_paragraphs_and_line_breaks_follow_the_blank_lines():
    assert post("a\nb\n\n\nc") == "<p>a<br />b</p><p>c</p>"
    assert post("  \n ") == ""
    assert render_note("x", mentions={}, tag_url=tag_url) == "<p>x</p>"


def test_a_post_looks_as_clients_expect():
    known = {"bob": MentionTarget("Bob", "https://x.example/@Bob")}
    assert post("@bob @eve #Été", known) == (
        '<p><span class="h-card" translate="no"><a href="https://x.example/@Bob" '
        'class="u-url mention">@<span>Bob</span></a></span> @eve '
        '<a href="https://arengo.example/tags/été" class="mention hashtag" rel="tag">'
        "#<span>Été</span></a></p>"
    )
    assert post("https://www.example.org/a-rather-long-path-of-words") == (
        '<p><a href="https://www.example.org/a-rather-long-path-of-words" '
        'rel="nofollow noopener" translate="no" target="_blank">'
        '<span class="invisible">https://www.</span>'
        '<span class="ellipsis">example.org/a-rather-long-path</span>'
        '<span class="invisible">-of-words</span></a></p>'
    )


def test_the_link_in_a_field_claims_to_be_the_same_person():
    html = render_field("https://a.example/", mentions={}, tag_url=tag_url)
    assert Seen(html).tags[0][1]["rel"] == "nofollow noopener me"


def test_a_mention_never_leads_to_a_script():
    assert "<a" not in post("@eve", {"eve": MentionTarget("eve", "javascript:alert(1)")})


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("see https://a.example/x_(y)z).", "https://a.example/x_(y)z"),
        ("(https://a.example)", "https://a.example"),
        ("https://a.example/.,;:!?)", "https://a.example/"),
        ("https://a.example...", "https://a.example"),
        ("https://a.example:8443/x", "https://a.example:8443/x"),
        ("「https://a.example/あ」です", "https://a.example/あ"),
        ("https://例え.jp/あ。", "https://xn--r8jz45g.jp/あ"),
        ("https://a.example🎉", "https://a.example"),
        ("https://a.example/\u202egpj", "https://a.example/"),
        ("https://a.example\\@evil.example", "https://a.example"),
        ("HTTP://A.example/", "HTTP://A.example/"),
        ("https://a.example@evil.example/", None),
        ("https://user:secret@a.example/", None),
        ("https://a.b:80@evil.example/", None),
        ("https://nodots/", None),
        ("https://a_b.example/", None),
        (f"https://{'a.' * 200}example/", None),
        (f"https://{'é' * 80}.example/", None),
        ("git+https://a.example", None),
        ("javascript://a.example/%0aalert(1)", None),
        ("https://-", None),
        ("://", None),
        ("ahttps://a.example", None),
    ],
)
def test_a_link_begins_and_ends_where_people_mean_it(text, link):
    assert find_links(text) == ([link] if link else [])


@pytest.mark.parametrize(
    "unit",
    [
        *("(", "@", "#", "http://", 'http://a.b/(("', "@a@", "@a.", "#a", "#a·", "://", "\n", "&"),
        *("(http://a.b)", "http://a.", "https://é.a", "e\u0301\u0323", "\u202e", "\u202e\n", "#ﷺ"),
    ],
)
def test_a_hundred_kilobytes_of_spite_cost_no_more_than_as_much_prose(unit):
    assert not costs_too_much(post, unit)


@settings(max_examples=50)
@given(anything)
def test_rendering_twice_as_much_is_rendering_twice(text):
    once = post(text.strip())
    twice = post(f"{text.strip()}\n\n{text.strip()}")
    assert twice == once + once
