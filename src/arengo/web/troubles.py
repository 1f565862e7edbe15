"""What a page says when there is trouble, by the status of the answer."""

from collections.abc import Mapping
from typing import Final

import msgspec

from arengo.base.phrases import N_


class Trouble(msgspec.Struct, frozen=True):
    title: str
    text: str


TROUBLES: Final[Mapping[int, Trouble]] = {
    400: Trouble(
        title=N_("This request could not be read"),
        text=N_(
            "Something in the address or the form was not as expected. Go back and try once more."
        ),
    ),
    403: Trouble(
        title=N_("This is not open to you"),
        text=N_(
            "The page may have been left open too long, or it belongs to somebody else. Reload it, "
            "or sign in again."
        ),
    ),
    404: Trouble(
        title=N_("There is nothing here"),
        text=N_("It was never here, was deleted, or is not public. Check the address for a slip."),
    ),
    410: Trouble(
        title=N_("This was taken down"),
        text=N_("It was here once and has been deleted."),
    ),
    413: Trouble(
        title=N_("This is too large"),
        text=N_("What was sent is larger than this place accepts."),
    ),
    422: Trouble(
        title=N_("This could not be accepted"),
        text=N_(
            "Something in the form was against a rule, or the page was open too long. Go back, "
            "reload it and try again."
        ),
    ),
    429: Trouble(
        title=N_("Too many attempts"),
        text=N_(
            "There were too many requests in a short time. Wait a few minutes before the next one."
        ),
    ),
    500: Trouble(
        title=N_("Something broke on our side"),
        text=N_(
            "It was not your doing, and it has been written to our log. Please try again in a "
            "while."
        ),
    ),
    503: Trouble(
        title=N_("The square is full for a moment"),
        text=N_("More people are here than the server can answer at once. Try again in a minute."),
    ),
}
