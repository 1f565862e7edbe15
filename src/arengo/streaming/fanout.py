"""The questions of the live door: who hears of a post, and how it looks to each of them."""

from collections.abc import Collection, Mapping

import msgspec

from arengo.api.entities.live import live_status
from arengo.base.ids import AccountId, PostId
from arengo.social.follows.queries import followers_among
from arengo.social.posts.model import Post, PostFlag, Visibility
from arengo.social.posts.queries import posts_by_id
from arengo.social.timelines.live import queries as live
from arengo.storage import ReadTransaction
from arengo.streaming.streams import Stream, open_streams


class Listening(msgspec.Struct, frozen=True, kw_only=True):
    """Who is connected to this process, as far as posts concern them."""

    homes: frozenset[AccountId]
    lists: Mapping[int, AccountId]  # by its id, whose it is
    open: Mapping[Stream, Collection[AccountId]]
    signs: frozenset[AccountId] = frozenset()  # with a page of ours open


class Audience(msgspec.Struct, frozen=True, kw_only=True):
    """Where a post is to be shown: on which streams, to whom, and what each of them sees."""

    shown_id: int = 0
    is_boost: bool = False
    streams: Mapping[Stream, Collection[AccountId]] = msgspec.field(default_factory=dict)
    bodies: Mapping[AccountId, bytes] = msgspec.field(default_factory=dict)
    signs: Collection[AccountId] = ()  # in whose open page a sign is given


NOBODY = Audience()


def audience_of(
    tx: ReadTransaction, post_id: PostId, listening: Listening, *, origin: str
) -> Audience:
    """Return who of those listening sees a post now, by the rules of the timelines."""
    post = posts_by_id(tx, [post_id]).get(post_id)
    if post is None or PostFlag.IMPORTED in post.flags:
        return NOBODY
    homes = live.homes_with(tx, post, listening.homes | listening.signs)
    streams: dict[Stream, Collection[AccountId]] = {
        Stream("user", each): [each] for each in homes & listening.homes
    }
    for list_id in live.lists_with(tx, post, listening.lists.keys()):
        streams[Stream("list", list_id)] = [listening.lists[list_id]]
    streams.update(_open(tx, post, listening))
    people = {each for viewers in streams.values() for each in viewers}
    bodies = live_status(tx, post.id, origin=origin, viewers=people)
    return Audience(
        shown_id=post.boost_of_id or post.id,
        is_boost=post.boost_of_id is not None,
        streams=streams,
        bodies=bodies,
        signs=homes & listening.signs,
    )


def streams_of_gone(
    tx: ReadTransaction,
    author: AccountId,
    listening: Listening,
    *,
    visibility: int,
    named: Collection[AccountId],
) -> list[Stream]:
    """Return the homes and lists in which a post stood that is gone; of a letter, whom it named."""
    people = {*named, author} & set(listening.homes)
    if visibility >= Visibility.DIRECT:
        lists = {key for key, owner in listening.lists.items() if owner in named}
    else:
        people |= followers_among(tx, author, listening.homes)
        lists = set(listening.lists)
    shown = live.lists_of_author(tx, author, lists)
    return [Stream("user", each) for each in people] + [Stream("list", each) for each in shown]


def _open(
    tx: ReadTransaction, post: Post, listening: Listening
) -> dict[Stream, Collection[AccountId]]:
    wanted = {each: listening.open[each] for each in open_streams(post) if each in listening.open}
    people = {viewer for viewers in wanted.values() for viewer in viewers}
    calm = live.undisturbed(tx, post, people)
    return {stream: calm.intersection(viewers) for stream, viewers in wanted.items()}
