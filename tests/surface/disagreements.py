"""Where our answers and somebody else's description of Mastodon's API differ, and why.

Every entry is an operation of that description with the reason for the difference.
"""

from typing import Final

DISAGREEMENTS: Final = {
    "GET /api/v2/notifications": "an id is text: as a number of 64 bits JavaScript would round it",
    "GET /api/v2/instance": "there is no timeline of a link yet, which that description forbids",
}
