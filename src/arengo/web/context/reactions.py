"""What the pages around one card are told.

Template → what `render` needs besides `frame`:
parts/actions.html (a piece for htmx) → post: PostView
parts/menu.html (a piece for htmx), reactions/menu.html → menu: Menu
reactions/delete.html → form: Form, post: PostView
parts/translation.html (a piece for htmx) → told: TranslationView
reactions/translation.html → told: TranslationView, post: PostView
"""

from typing import Literal

import msgspec

from arengo.web.context.posts import PostView

Hiding = Literal["", "hide_reply", "show_reply"]


class Menu(msgspec.Struct, frozen=True, kw_only=True):
    """What can be done with a post besides its buttons. `back` is where it is done from."""

    post: PostView
    back: str = ""
    muting: bool = False  # its author
    hiding: Hiding = ""  # in a thread that the reader began
    embedding: str = ""  # HTML for the pages of others, while everybody may see the post


class TranslationView(msgspec.Struct, frozen=True, kw_only=True):
    """What a post says in another language; nothing before it was asked for."""

    html: str = ""
    warning: str = ""
    source: str = ""
    language: str = ""
    provider: str = ""
    trouble: Literal["", "languages", "service"] = ""
