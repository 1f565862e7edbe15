"""What the forms of settings have in common: what was typed comes back, and what was sent."""

import msgspec

from arengo.gate.parameters import UploadedFile


def typed(form: msgspec.Struct) -> dict[str, str]:
    """Return what a form held as its template wants it: a tick is `true`, files are not kept."""
    values = msgspec.structs.asdict(form)
    texts = {name: value for name, value in values.items() if isinstance(value, str)}
    return texts | {name: "true" for name, value in values.items() if value is True}


def ticks(**choices: bool) -> dict[str, str]:
    """Return switches as a form shows them."""
    return {name: "true" for name, chosen in choices.items() if chosen}


def sent(value: UploadedFile | str | None) -> UploadedFile | None:
    """Return a file that came along; browsers send an empty part for a field left alone."""
    found = isinstance(value, UploadedFile) and (value.size_bytes or value.name)
    return value if isinstance(value, UploadedFile) and found else None
