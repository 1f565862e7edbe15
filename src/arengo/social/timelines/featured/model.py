"""The nouns of featured tags."""

from typing import Final

from arengo.base.ids import AccountId, PostId
from arengo.base.records import dataclass

FEATURED_MAX: Final = 10


@dataclass(frozen=True, slots=True)
class FeaturedTag:
    """A row of `featured_tags`: how many posts its owner wrote with it, and the last of them."""

    id: int
    account_id: AccountId
    tag_id: int
    name: str
    posts: int
    last_post_id: PostId | None
