"""The nouns of featured tags."""

from typing import Final

import msgspec

from arengo.base.ids import AccountId, PostId

FEATURED_MAX: Final = 10


class FeaturedTag(msgspec.Struct, frozen=True):
    """A row of `featured_tags`: how many posts its owner wrote with it, and the last of them."""

    id: int
    account_id: AccountId
    tag_id: int
    name: str
    posts: int
    last_post_id: PostId | None
