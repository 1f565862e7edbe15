"""Makes answers comparable: ids become names, times and keys become words."""

import html
import json
import re
from typing import Any

import httpx

from tests.world import Person

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
_KEY = re.compile(r"B[\w-]{86}=")
_FILE = re.compile(r"/m/[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{32}\.(\w+)")


def stable(answer: httpx.Response, *people: Person, **others: Any) -> Any:
    """Return the JSON of a good answer with ids and times replaced; `others` are more ids."""
    assert answer.status_code == 200, answer.text
    text = answer.text
    for name, number in others.items():
        text = text.replace(str(number), f"id of {name}")
    for person in people:
        text = text.replace(str(person.account_id), f"id of {person.name}")
    text = _KEY.sub("a public key", _TIME.sub("some time", text))
    return json.loads(_FILE.sub(r"/m/file.\1", text))


def names(answer: httpx.Response) -> list[str]:
    """Return the user names in a list of accounts."""
    assert answer.status_code == 200, answer.text
    return [each["username"] for each in answer.json()]


def texts(answer: httpx.Response) -> list[str]:
    """Return what the statuses in a list say, without the tags; of a boost, what was boosted."""
    assert answer.status_code == 200, answer.text
    shown = [each["reblog"] or each for each in answer.json()]
    return [html.unescape(re.sub("<[^>]+>", "", each["content"])) for each in shown]
