"""`arengo demo`: pours an imagined community into a site, through the verbs that people use."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

import click
from msgspec.structs import asdict

from arengo.cli.place import Place, on_site

if TYPE_CHECKING:
    from arengo.cli.control import Line
    from arengo.cli.demo.content import Community
    from arengo.cli.demo.people import Person
    from arengo.cli.demo.posts import Poll, Post
    from arengo.cli.demo.town import Source

_MINUTE_MS: Final = 60_000
_DAY_S: Final = 86_400
_DAYS_BEFORE_FIRST_POST: Final = 9
_BOOST_AFTER_MINUTES: Final = 7


@click.command()
@click.option("--force", is_flag=True, help="Also into a site on which people already are.")
@on_site
def demo(place: Place, *, force: bool) -> None:
    """Fill an empty site with an imagined community."""
    from arengo.cli.demo.content import load_community  # noqa: PLC0415

    community = load_community()
    with place.line(begins=True) as line, place.progress("Pouring") as tell:
        line.ask("community.begin", {"force": force})
        _post_rules(line)
        poured = Pouring(line, community).run(tell)
    place.show(poured, _print_poured)


def _post_rules(line: "Line") -> None:
    """Give the place rules, unless it has its own."""
    from arengo.cli.demo.content import house_rules  # noqa: PLC0415

    if not line.ask("settings.get", {"name": "rules"})["rules"]:
        line.ask("settings.set", {"name": "rules", "value": house_rules()})


class Pouring:
    """Asks for one person, follow and post after the other, and remembers their ids."""

    def __init__(self, line: "Line", community: "Community") -> None:
        """Pour `community` through `line`."""
        from arengo.base.clock import now_ms  # noqa: PLC0415
        from arengo.base.words import draw_word  # noqa: PLC0415

        self._line = line
        self._community = community
        self._now = now_ms()
        self._password = draw_word(12)
        self._people: dict[str, int] = {}
        self._posts: dict[str, int] = {}

    def run(self, tell: Callable[[int, int, str], None]) -> dict[str, Any]:
        """Pour everything; returns counts and the password that everybody has."""
        community = self._community
        town = community.town
        parts = (community.people, community.follows, community.posts)
        total = sum(map(len, (*parts, town.circles, town.letters, town.sources)))
        for done, name in enumerate(self._steps(), start=1):
            tell(done, total, name)
        return {
            "people": len(community.people),
            "follows": len(community.follows),
            "posts": len(community.posts),
            "password": self._password,
        }

    def _steps(self) -> Iterator[str]:
        for number, person in enumerate(self._community.people):
            self._add_person(person, number)
            yield person.display_name
        for follow in self._community.follows:
            arguments = {
                "follower_id": self._people[follow.follower],
                "followed_id": self._people[follow.followed],
                "answered": not follow.pending and self._is_locked(follow.followed),
            }
            self._line.ask("community.follow", arguments)
            yield f"{follow.follower} follows {follow.followed}"
        for post in self._community.posts:
            self._add_post(post)
            yield f"{post.author} writes"
        yield from self._open_town()

    def _open_town(self) -> Iterator[str]:
        town = self._community.town
        for circle in town.circles:
            members = self._ids(circle.members)
            owner_id = self._people[circle.owner]
            self._ask_for("list", owner_id=owner_id, title=circle.title, members=members)
            yield f"{circle.owner} makes a list"
        for letter in town.letters:
            texts = [
                {"language": language, "title": title, "text": text}
                for language, title, text in letter.texts
            ]
            signature = {name: getattr(letter, name) for name in ("by", "role", "place", "days")}
            author_id = self._people[letter.author]
            self._ask_for("letter", author_id=author_id, texts=texts, **signature)
            yield f"{letter.author} signs a letter"
        for source in town.sources:
            self._add_source(source)
            yield source.title

    def _ask_for(self, what: str, **arguments: object) -> None:
        self._line.ask(f"town.{what}", arguments)

    def _add_source(self, source: "Source") -> None:
        articles = [
            {
                "url": each.url,
                "title": each.title,
                "summary": each.summary,
                "at_ms": self._now - each.age_minutes * _MINUTE_MS,
            }
            for each in source.articles
        ]
        about = {name: getattr(source, name) for name in ("url", "title", "home", "language")}
        self._ask_for("source", articles=articles, **about)

    def _is_locked(self, name: str) -> bool:
        return any(person.locked for person in self._community.people if person.username == name)

    def _add_person(self, person: "Person", number: int) -> None:
        from arengo.cli.demo import drawing  # noqa: PLC0415

        oldest = max(post.age_minutes for post in self._community.posts)
        joined = self._now - oldest * _MINUTE_MS - _DAYS_BEFORE_FIRST_POST * 24 * 60 * _MINUTE_MS
        arguments = {
            "username": person.username,
            "email": f"{person.username}@demo.example",
            "password": self._password,
            "locale": person.language,
            "display_name": person.display_name,
            "bio": person.bio,
            "fields": [(field.name, field.value) for field in person.fields],
            "locked": person.locked,
            "bot": person.bot,
            "avatar": drawing.avatar(person.avatar),
            "header": drawing.header(person.header, seed=person.username),
            "joined_ms": joined + number * 5 * 60 * _MINUTE_MS,
        }
        self._people[person.username] = self._line.ask("community.person", arguments)["id"]

    def _add_post(self, post: "Post") -> None:
        from arengo.cli.demo import drawing  # noqa: PLC0415

        at_ms = self._now - post.age_minutes * _MINUTE_MS
        arguments = {
            "author_id": self._people[post.author],
            "text": post.text,
            "spoiler": post.spoiler,
            "visibility": post.visibility,
            "language": post.language,
            "reply_to_id": self._posts[post.reply_to] if post.reply_to else None,
            "pictures": [
                {"image": drawing.picture(each.drawing, seed=post.key), "description": each.alt}
                for each in post.images
            ],
            "edited_text": post.edited_text,
            "favourited_by": self._ids(post.favourited_by),
            "boosts": self._boosts(post, at_ms),
            "bookmarked_by": self._ids(post.bookmarked_by),
            "pinned": post.pinned,
            "at_ms": at_ms,
            "poll": self._ballot(post.poll) if post.poll else None,
            "quote_of_id": self._posts[post.quote_of] if post.quote_of else None,
            "link": asdict(post.link) if post.link else None,
        }
        self._posts[post.key] = self._line.ask("community.post", arguments)["id"]

    def _ballot(self, poll: "Poll") -> dict[str, object]:
        votes = [(self._people[name], chosen) for name, chosen in poll.voters.items()]
        return {
            "options": poll.options,
            "lasts_s": poll.days * _DAY_S,
            "multiple": poll.multiple,
            "hidden": poll.hidden,
            "votes": votes,
        }

    def _boosts(self, post: "Post", at_ms: int) -> list[tuple[int, int]]:
        """Spread the boosts over the time since the post."""
        after = min(_BOOST_AFTER_MINUTES, post.age_minutes // (len(post.boosted_by) + 1))
        return [
            (self._people[name], at_ms + number * after * _MINUTE_MS)
            for number, name in enumerate(post.boosted_by, start=1)
        ]

    def _ids(self, names: tuple[str, ...]) -> list[int]:
        return [self._people[name] for name in names]


def _print_poured(poured: dict[str, Any]) -> None:
    click.echo(
        f"{poured['people']} people, {poured['follows']} follows and {poured['posts']} posts. "
        "Sign in as any of them, for instance nives, with the password below."
    )
    click.echo(f"New password: {poured['password']}")
