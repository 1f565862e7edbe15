"""A small community as plain Python: what people did, and what must stand in a home."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from hypothesis import strategies as st

PEOPLE = 4
TAGS = ("tea", "rain")
LANGUAGES = ("de", "en")

person = st.integers(0, PEOPLE - 1)
earlier = st.integers(0, 40)  # which of the posts until now, counted around
language = st.sampled_from((None, *LANGUAGES))
publishing = st.tuples(
    st.just("publish"),
    person,
    st.sampled_from((0, 0, 0, 1, 2, 3)),
    st.none() | earlier,
    st.sets(person, max_size=2),
    st.sets(st.sampled_from(TAGS), max_size=2),
    language,
)
boosting = st.tuples(st.just("boost"), person, earlier)
steps = st.one_of(
    *[publishing] * 6,
    *[boosting] * 3,
    st.tuples(
        st.just("follow"),
        person,
        person,
        st.booleans(),
        st.lists(st.sampled_from(LANGUAGES), max_size=1),
    ),
    st.tuples(st.sampled_from(("unfollow", "block", "unblock", "mute", "unmute")), person, person),
    st.tuples(st.just("delete"), earlier),
    st.tuples(st.sampled_from(("follow_tag", "unfollow_tag")), person, st.sampled_from(TAGS)),
    st.tuples(st.sampled_from(("suspend", "unsuspend")), person),
)
# Random people know nobody: some begin as followers, of people and of tags.
beginnings = st.tuples(
    st.lists(
        st.tuples(st.just("follow"), person, person, st.sampled_from((True,)), st.just([])),
        max_size=12,
    ),
    st.lists(st.tuples(st.just("follow_tag"), person, st.sampled_from(TAGS)), max_size=4),
).map(lambda both: [*both[0], *both[1]])
plans = st.tuples(beginnings, st.lists(steps, min_size=5, max_size=50)).map(
    lambda both: [*both[0], *both[1]]
)


@dataclass(frozen=True)
class Said:
    """A post or a boost."""

    id: int
    author: int
    visibility: int = 0
    answers: int | None = None  # whom
    boost_of: int | None = None
    named: frozenset[int] = frozenset()
    tags: frozenset[str] = frozenset()
    language: str | None = None


@dataclass
class Community:
    """What is true after everything that was done."""

    posts: dict[int, Said] = field(default_factory=dict)
    follows: dict[tuple[int, int], tuple[bool, list[str]]] = field(default_factory=dict)
    apart: dict[str, set[tuple[int, int]]] = field(
        default_factory=lambda: {"block": set(), "mute": set()}
    )
    tags: set[tuple[int, str]] = field(default_factory=set)
    suspended: set[int] = field(default_factory=set)

    def home(self, reader: int) -> list[Said]:
        """Return all of a home, newest first: architecture, section 6."""
        return sorted(
            (post for post in self.posts.values() if self._belongs(post, reader)),
            key=lambda post: -post.id,
        )

    def shown(self, post: Said) -> Said | None:
        """Return what is read: of a boost, what was boosted."""
        return post if post.boost_of is None else self.posts.get(post.boost_of)

    def _belongs(self, post: Said, reader: int) -> bool:
        shown = self.shown(post)
        if shown is None or any(self._unwanted(p.author, reader) for p in (post, shown)):
            return False
        return self._by_tag(post, reader) or post.author == reader or self._followed(post, reader)

    def _unwanted(self, author: int, reader: int) -> bool:
        pair = reader, author
        return (
            author in self.suspended
            or pair in self.apart["mute"]
            or pair in self.apart["block"]
            or pair[::-1] in self.apart["block"]
        )

    def _by_tag(self, post: Said, reader: int) -> bool:
        return post.visibility == 0 and any((reader, tag) in self.tags for tag in post.tags)

    def _followed(self, post: Said, reader: int) -> bool:
        if (reader, post.author) not in self.follows:
            return False
        boosts, languages = self.follows[reader, post.author]
        to = post.answers
        return (
            (post.visibility < 3 or reader in post.named)
            and (post.boost_of is None or boosts)
            and (to is None or to in (post.author, reader) or (reader, to) in self.follows)
            and (not languages or post.language is None or post.language in languages)
        )


def pages(
    community: Community, lines: list[Said], limit: int
) -> Iterator[tuple[list[Said], list[Said]]]:
    """Cut a timeline into pages, each original once per page; give also what is left after each."""
    while lines:
        page: dict[int, Said] = {}
        rest = len(lines)
        for position, line in enumerate(lines):
            shown = community.shown(line)
            assert shown
            page.setdefault(shown.id, line)
            if len(page) == limit:
                rest = position + 1
                break
        found = list(page.values())
        rest = min(rest, lines.index(found[-1]) + 1)
        lines = lines[rest:]
        yield found, lines
