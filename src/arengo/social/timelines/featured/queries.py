"""Questions about featured tags."""

from collections import Counter
from typing import Final

from arengo.base.ids import AccountId
from arengo.base.text import tag_id
from arengo.social.timelines.featured import store
from arengo.social.timelines.featured.model import FEATURED_MAX, FeaturedTag
from arengo.social.timelines.model import Tag
from arengo.storage import ReadTransaction

_LOOKED_AT: Final = 200  # posts


def featured_tags(tx: ReadTransaction, account_id: AccountId) -> list[FeaturedTag]:
    """Return what somebody features, the most used first."""
    return store.featured_tags(tx, account_id, limit=FEATURED_MAX)


def features_tag(tx: ReadTransaction, account_id: AccountId, tag_id: int) -> bool:
    """Return whether somebody features a tag."""
    return bool(store.among(tx, account_id, [tag_id]))


def suggested_tags(tx: ReadTransaction, account_id: AccountId, *, limit: int = 10) -> list[Tag]:
    """Return tags that somebody used lately and does not feature, the most used first."""
    shown = {each.name for each in featured_tags(tx, account_id)}
    used = Counter(store.recent_names(tx, account_id, limit=_LOOKED_AT))
    names = [name for name, _ in used.most_common() if name not in shown]
    return [Tag(tag_id(name), name) for name in names[:limit]]
