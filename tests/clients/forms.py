"""Sends a form from whatever page is open, as the page of another site could."""

from collections.abc import Mapping
from typing import Final

from playwright.sync_api import Page

_SEND: Final = """([action, fields]) => {
    const form = document.createElement("form");
    Object.assign(form, {method: "post", action, enctype: "multipart/form-data"});
    for (const [name, value] of Object.entries(fields)) {
        form.append(Object.assign(document.createElement("input"), {name, value}));
    }
    document.body.append(form);
    form.submit();
}"""


def send_form(page: Page, action: str, fields: Mapping[str, str]) -> None:
    """Post these fields to an address, and go where it leads."""
    page.evaluate(_SEND, [action, dict(fields)])
