"""The verbs: report somebody, close what is open about them, forget who leaves."""

from collections.abc import Sequence
from typing import Final

from arengo.base.clock import now_ms
from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import AccountId, PostId, new_id
from arengo.base.text import clean_text, visible_length
from arengo.moderation.reports import store
from arengo.moderation.reports.events import Reported
from arengo.moderation.reports.model import Category, Report
from arengo.social.accounts.queries import account_by_id
from arengo.social.instance.queries import site_settings
from arengo.social.posts.queries import posts_by_id, visible_ids
from arengo.storage import Transaction

COMMENT_MAX: Final = 1_000
MOST_POSTS: Final = 100


def report(
    tx: Transaction,
    *,
    by: AccountId,
    target_id: AccountId,
    category: Category,
    comment: str = "",
    post_ids: Sequence[int] = (),
    rule_ids: Sequence[int] = (),
    forward: bool = False,
) -> Report:
    """Tell the staff of somebody; posts that are not theirs, or not to be seen, are left out.

    Raises NotFound when nobody is there, Invalid for what it says.
    """
    if not account_by_id(tx, target_id).available:
        raise NotFound
    filed = Report(
        id=new_id(target_id),
        target_id=target_id,
        by_id=by,
        category=Category.VIOLATION if rule_ids else category,
        comment=_comment(comment),
        post_ids=_posts(tx, by, target_id, post_ids),
        rule_ids=_rules(tx, category, rule_ids),
        forward=forward,
    )
    store.add(tx, filed)
    tx.announce(Reported(report=filed))
    return filed


def close_of(tx: Transaction, target_id: AccountId) -> int:
    """Close what is open about somebody: the staff has acted. Returns how many."""
    return store.close_of(tx, target_id, at_ms=now_ms())


def forget_account(tx: Transaction, *, account_id: AccountId, most: int = 200) -> int:
    """Forget what was said about somebody who is going, and that they said something."""
    return store.remove_of(tx, account_id, most=most) + store.forget_reporter(tx, account_id)


def _comment(text: str) -> str:
    comment = clean_text(text, multiline=True)
    if visible_length(comment) > COMMENT_MAX:
        words = f"is too long (maximum is {COMMENT_MAX} characters)"
        raise Invalid(f"Validation failed: Comment {words}")
    return comment


def _posts(
    tx: Transaction, by: AccountId, target_id: AccountId, ids: Sequence[int]
) -> tuple[PostId, ...]:
    asked = list(dict.fromkeys(ids))[:MOST_POSTS]
    posts = posts_by_id(tx, visible_ids(tx, asked, viewer=by))
    theirs = (posts[each] for each in asked if each in posts)
    return tuple(post.id for post in theirs if post.account_id == target_id)


def _rules(tx: Transaction, category: Category, ids: Sequence[int]) -> tuple[int, ...]:
    asked = tuple(dict.fromkeys(ids))
    known = {rule.id for rule in site_settings(tx).rules}
    if not known.issuperset(asked) or (category is Category.VIOLATION and not asked):
        raise Invalid("Validation failed: Rule ids does not reference valid rules")
    return asked
