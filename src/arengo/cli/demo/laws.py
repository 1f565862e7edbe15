"""What must be true of the demo content, as pure functions that name every fault they find."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, get_args

import msgspec

from arengo.cli.demo.drawing import AVATARS, HEADERS, PICTURES
from arengo.cli.demo.people import Follow, Language, Person
from arengo.cli.demo.posts import Post, Visibility, is_imagined

LONGEST_TEXT: Final = 1_000
LONGEST_BIO: Final = 500
LONGEST_NAME: Final = 30
MOST_FIELDS: Final = 4
MOST_PICTURES: Final = 4
MOST_PINNED: Final = 5
FEWEST_OPTIONS: Final = 2
MOST_OPTIONS: Final = 4
LONGEST_OPTION: Final = 50
OPEN: Final = frozenset({"public", "unlisted"})


class Setting(msgspec.Struct, frozen=True):
    """What a post is judged against: the other posts, the people and who follows whom."""

    posts: dict[str, Post]
    people: frozenset[str]
    followers: dict[str, frozenset[str]]

    def shows(self, post: Post, reader: str) -> bool:
        """Tell whether the reader may see the post."""
        if reader == post.author or post.visibility in OPEN or reader in post.mentions:
            return True
        return post.visibility == "private" and reader in self.followers.get(post.author, ())


def faults_in_people(people: Sequence[Person], follows: Sequence[Follow]) -> Iterator[str]:
    """Name everything wrong with profiles and the graph of follows."""
    yield from _repeated("person", (person.username for person in people))
    yield from _repeated("follow", (f"{f.follower} → {f.followed}" for f in follows))
    for person in people:
        yield from (f"{person.username}: {fault}" for fault in _faults_in_person(person))
    locked = {person.username: person.locked for person in people}
    for follow in follows:
        yield from _faults_in_follow(follow, locked)


def faults_in_posts(
    posts: Sequence[Post], people: Sequence[Person], follows: Sequence[Follow]
) -> Iterator[str]:
    """Name everything wrong with posts, threads and reactions."""
    yield from _repeated("key", (post.key for post in posts))
    yield from _repeated("text", (post.text for post in posts))
    setting = _setting(posts, people, follows)
    for post in posts:
        for judge in (_form, _names, _thread, _audience, _reactions, _poll, _quote, _link):
            yield from (f"{post.key}: {fault}" for fault in judge(post, setting))
    for author, number in Counter(post.author for post in posts if post.pinned).items():
        if number > MOST_PINNED:
            yield f"{author}: pins {number} posts"


def _repeated(kind: str, values: Iterable[str]) -> Iterator[str]:
    for value, number in Counter(values).items():
        if number > 1:
            yield f"{kind} appears {number} times: {value}"


def _faults_in_person(person: Person) -> Iterator[str]:
    if person.language not in get_args(Language):
        yield f"speaks {person.language}"
    if not 0 < len(person.display_name) <= LONGEST_NAME:
        yield "display name is empty or too long"
    if not 0 < len(person.bio) <= LONGEST_BIO:
        yield "bio is empty or too long"
    if len(person.fields) > MOST_FIELDS:
        yield "too many fields"
    if person.avatar not in AVATARS or person.header not in HEADERS:
        yield "avatar or header is no drawing"


def _faults_in_follow(follow: Follow, locked: dict[str, bool]) -> Iterator[str]:
    edge = f"{follow.follower} → {follow.followed}"
    if follow.follower == follow.followed:
        yield f"{edge}: follows itself"
    if follow.follower not in locked or follow.followed not in locked:
        yield f"{edge}: nobody of that name"
    elif follow.pending and not locked[follow.followed]:
        yield f"{edge}: pending although the account is open"


def _setting(posts: Sequence[Post], people: Sequence[Person], follows: Sequence[Follow]) -> Setting:
    followers: dict[str, set[str]] = {}
    for follow in follows:
        if not follow.pending:
            followers.setdefault(follow.followed, set()).add(follow.follower)
    return Setting(
        posts={post.key: post for post in posts},
        people=frozenset(person.username for person in people),
        followers={name: frozenset(names) for name, names in followers.items()},
    )


def _form(post: Post, _setting: Setting) -> Iterator[str]:
    texts = [post.text] if post.edited_text is None else [post.text, post.edited_text]
    if any(not 0 < len(text) + len(post.spoiler) <= LONGEST_TEXT for text in texts):
        yield "text is empty or too long"
    if post.edited_text == post.text:
        yield "the edit changes nothing"
    if post.language not in get_args(Language) or post.visibility not in get_args(Visibility):
        yield "unknown language or visibility"
    if len(post.images) > MOST_PICTURES:
        yield "too many pictures"
    if any(image.drawing not in PICTURES or not image.alt for image in post.images):
        yield "a picture that is not drawn, or not described"


def _names(post: Post, setting: Setting) -> Iterator[str]:
    voters = post.poll.voters if post.poll else {}
    reactions = {*voters, *post.favourited_by, *post.boosted_by, *post.bookmarked_by}
    unknown = ({post.author} | post.mentions | reactions) - setting.people
    if unknown:
        yield f"nobody is called {', '.join(sorted(unknown))}"
    if post.author in post.mentions:
        yield "speaks to itself"


def _thread(post: Post, setting: Setting) -> Iterator[str]:
    if post.reply_to is None:
        return
    parent = setting.posts.get(post.reply_to)
    if parent is None:
        yield f"answers {post.reply_to}, which does not exist"
        return
    if parent.age_minutes <= post.age_minutes:
        yield f"is not younger than {parent.key}, which it answers"
    if parent.author not in post.mentions | {post.author}:
        yield f"answers {parent.author} without a mention"
    if not setting.shows(parent, post.author):
        yield f"answers {parent.key}, which its author cannot see"


def _audience(post: Post, _setting: Setting) -> Iterator[str]:
    if post.visibility == "direct" and not post.mentions:
        yield "is direct and speaks to nobody"
    if post.pinned and (post.visibility == "direct" or post.reply_to is not None):
        yield "cannot be pinned"
    if post.boosted_by and post.visibility not in OPEN:
        yield "is boosted although it is not open"


def _reactions(post: Post, setting: Setting) -> Iterator[str]:
    for names in (post.favourited_by, post.boosted_by, post.bookmarked_by):
        if len(set(names)) < len(names):
            yield "somebody reacts twice"
        blind = [name for name in names if not setting.shows(post, name)]
        if blind:
            yield f"seen by people who cannot see it: {', '.join(blind)}"


def _poll(post: Post, _setting: Setting) -> Iterator[str]:
    if post.poll is None:
        return
    if not FEWEST_OPTIONS <= len(post.poll.options) == len(post.poll.votes) <= MOST_OPTIONS:
        yield "asks with too few or too many options, or votes are missing"
    if any(len(option) > LONGEST_OPTION for option in post.poll.options) or post.images:
        yield "has an option that is too long, or pictures beside a poll"
    voters = post.poll.voters
    if post.author in voters:
        yield "votes in its own poll"
    if not post.poll.multiple and any(len(chosen) > 1 for chosen in voters.values()):
        yield "somebody votes twice"


def _quote(post: Post, setting: Setting) -> Iterator[str]:
    if post.quote_of is None:
        return
    quoted = setting.posts.get(post.quote_of)
    if quoted is None or quoted.visibility not in OPEN or quoted.age_minutes <= post.age_minutes:
        yield f"quotes {post.quote_of}, which is not there, not open or not older"
    if post.images or post.poll:
        yield "quotes and shows something else too"


def _link(post: Post, _setting: Setting) -> Iterator[str]:
    if post.link and not (post.link.url in post.text and is_imagined(post.link.url)):
        yield f"does not link to {post.link.url}, or somebody could live there"
