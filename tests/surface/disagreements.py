"""Where our answers and somebody else's description of Mastodon's API differ, and why.

Every entry is an operation of that description with the reason for the difference.
"""

from typing import Final

_ID_IS_TEXT: Final = "an id is text: as a number of 64 bits JavaScript would round it"

DISAGREEMENTS: Final = {
    "GET /api/v2/notifications": _ID_IS_TEXT,
    "GET /api/v2/notifications/{group_key}": _ID_IS_TEXT,
    "GET /api/v1/filters": "a list, as Mastodon documents and sends it; there it is one filter",
}
