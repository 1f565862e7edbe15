"""The verbs of tags: follow and unfollow."""

from arengo.base.errors import Invalid
from arengo.base.ids import AccountId
from arengo.base.text import find_tags, normalise_tag, tag_id
from arengo.social.timelines.entries import store
from arengo.social.timelines.model import Tag
from arengo.storage import Transaction


def tag_named(name: str) -> Tag:
    """Return a tag by the name in an address; Invalid when nothing can be called so."""
    name = normalise_tag(name.removeprefix("#"))
    if find_tags(f"#{name}") != [name]:
        raise Invalid("Validation failed: Name is invalid")
    return Tag(tag_id(name), name)


def follow_tag(tx: Transaction, *, by: AccountId, name: str) -> Tag:
    """Have posts with this tag in one's home."""
    tag = tag_named(name)
    store.follow_tag(tx, account_id=by, tag_id=tag.id, name=tag.name)
    return tag


def unfollow_tag(tx: Transaction, *, by: AccountId, name: str) -> Tag:
    """Have them there no longer."""
    tag = tag_named(name)
    store.unfollow_tag(tx, account_id=by, tag_id=tag.id)
    return tag


def forget_account(tx: Transaction, *, account_id: AccountId) -> int:
    """Forget which tags an account that is going followed; returns how many."""
    return store.unfollow_all_tags(tx, account_id=account_id)
