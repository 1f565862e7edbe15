"""Being told of news in this browser: not yet, already, and refused."""

from collections.abc import Mapping
from typing import Any, Final

from arengo.web.context import FieldError, Form
from arengo.web.pages.settings.push import WISHES

_WISHES: Final = [(name, words) for name, (words, _) in WISHES.items()]
_VALUES: Final = {"mentions": "true", "senders": "followed"}


def told(*, on: bool, errors: tuple[FieldError, ...] = ()) -> Mapping[str, Any]:
    form = Form(action="/settings/push", values=_VALUES, errors=errors)
    return {"form": form, "on": on, "key": "BPdQ", "wishes": _WISHES}


PAGES: dict[str, tuple[str, Mapping[str, Any]]] = {
    "push-off": ("settings/push.html", told(on=False)),
    "push-on": ("settings/push.html", told(on=True)),
    "push-refused": (
        "settings/push.html",
        told(on=False, errors=(FieldError(field="", key="push_refused"),)),
    ),
}
