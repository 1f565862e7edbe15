"""The verbs of featured tags: feature, unfeature, and counting along."""

from msgspec.structs import replace

from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import AccountId, new_id
from arengo.base.text import tag_id
from arengo.social.posts.model import Post
from arengo.social.timelines.featured import store
from arengo.social.timelines.featured.model import FEATURED_MAX, FeaturedTag
from arengo.social.timelines.model import Tag
from arengo.storage import Transaction


def feature(tx: Transaction, *, by: AccountId, tag: Tag) -> FeaturedTag:
    """Show a tag on one's profile; twice is once."""
    tx.lock("featured", by)  # of two at once the second counts the first
    present = store.among(tx, by, [tag.id])
    if present:
        return present[0]
    if len(store.featured_tags(tx, by, limit=FEATURED_MAX)) >= FEATURED_MAX:
        words = "You have already featured the maximum number of hashtags"
        raise Invalid(f"Validation failed: {words}")
    posts, last_post_id = store.uses(tx, by, tag.name)
    made = FeaturedTag(new_id(by), by, tag.id, tag.name, posts, last_post_id)
    store.add(tx, made)
    return made


def unfeature(tx: Transaction, *, by: AccountId, tag: Tag) -> None:
    """Show it there no longer; what was not shown is fine."""
    store.remove(tx, by, tag.id)


def unfeature_by_id(tx: Transaction, *, by: AccountId, featured_id: int) -> None:
    """Show it there no longer; NotFound when one does not show it."""
    shown = store.featured_tags(tx, by, limit=FEATURED_MAX)
    found = next((each for each in shown if each.id == featured_id), None)
    if found is None:
        raise NotFound
    store.remove(tx, by, found.tag_id)


def count_post(tx: Transaction, post: Post) -> None:
    """Count a post that was just published."""
    store.count_post(tx, post.account_id, [tag_id(name) for name in post.extra.tags], post.id)


def count_again(tx: Transaction, account_id: AccountId, names: set[str]) -> None:
    """Count anew how often somebody used those of these tags that they feature."""
    for each in store.among(tx, account_id, [tag_id(name) for name in names]):
        posts, last_post_id = store.uses(tx, account_id, each.name)
        store.put_uses(tx, replace(each, posts=posts, last_post_id=last_post_id))


def discount(tx: Transaction, post: Post) -> None:
    """Count a post no longer that is gone."""
    names = [tag_id(name) for name in post.extra.tags]
    for each in store.among(tx, post.account_id, names):
        was_last = each.last_post_id == post.id
        last = store.last_use(tx, post.account_id, each.name) if was_last else each.last_post_id
        store.put_uses(tx, replace(each, posts=max(each.posts - 1, 0), last_post_id=last))


def forget_account(tx: Transaction, *, account_id: AccountId) -> int:
    """Forget what an account that is going featured."""
    return store.remove_all(tx, account_id)
