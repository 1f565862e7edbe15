"""The fields that the documentation promises, looked for in what the server really sent."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from mastodon import Mastodon

PATIENCE_S = 60
LOOK_EVERY_S = 0.02
Answer = TypeVar("Answer")

OF_AN_ACCOUNT = """
    id username acct display_name locked bot discoverable group created_at note url uri avatar
    avatar_static header header_static followers_count following_count statuses_count
    last_status_at emojis fields
"""
OF_A_POST = """
    id created_at in_reply_to_id in_reply_to_account_id sensitive spoiler_text visibility language
    uri url replies_count reblogs_count favourites_count edited_at content reblog application
    account media_attachments mentions tags emojis card poll favourited reblogged muted bookmarked
    filtered
"""
OF_A_RELATIONSHIP = """
    id following showing_reblogs notifying languages followed_by blocking blocked_by muting
    muting_notifications requested requested_by domain_blocking endorsed note
"""


def missing(fields: str, entity: dict[str, Any]) -> set[str]:
    """Return which promised fields an entity lacks: null is an answer, silence is not."""
    return set(fields.split()) - set(entity)


def as_sent(client: Mastodon, path: str) -> Any:
    """Read without the library's own types, which fill every gap with None."""
    answer = client.session.get(
        f"{client.api_base_url}{path}",
        headers={"Authorization": f"Bearer {client.access_token}"},
        timeout=PATIENCE_S,
    )
    assert answer.ok, answer.text
    return answer.json()


def eventually(ask: Callable[[], Answer]) -> Answer:
    """Ask again until there is something: what a job brings comes a moment after the answer."""
    deadline = time.monotonic() + PATIENCE_S
    while not (answer := ask()) and time.monotonic() < deadline:
        time.sleep(LOOK_EVERY_S)
    return answer
