"""S1: from ids that one knows, others cannot be found."""

import asyncio
import json
import re
from importlib import resources

import pytest

from arengo.api.openapi import description
from arengo.base.clock import now_ms
from arengo.base.ids import AccountId
from arengo.social.accounts.actions import create_account
from arengo.social.posts.actions import publish
from arengo.social.posts.drafting import make_draft
from arengo.social.posts.model import Visibility

pytestmark = pytest.mark.anyio
PEOPLE, POSTS, REACH = 50, 20, 50


def some_draft(number):
    return make_draft(
        text=f"Number {number}",
        spoiler="",
        visibility=Visibility.PUBLIC,
        sensitive=False,
        language="en",
        media_ids=[],
        most_characters=1_000,
    )


def hits(ids):
    """Count the neighbours of ids, up to REACH away, that are ids of something as well."""
    known = set(ids)
    near = (each + step for each in known for step in range(-REACH, REACH + 1) if step)
    return sum(each in known for each in near)


async def paced(work):
    """Run two at a time, each pair in a millisecond of its own: two thousand in a second."""
    done = []
    while pair := [each for each in (next(work, None), next(work, None)) if each]:
        done += await asyncio.gather(*pair)
        now = now_ms()
        while now_ms() == now:
            continue
    return done


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_of_the_neighbours_of_a_thousand_ids_less_than_one_in_ten_thousand_is_one(world):
    people = await paced(
        world.db.write(create_account, username=f"person{n}") for n in range(PEOPLE)
    )
    posts = await paced(
        world.db.write(
            publish, by=AccountId(each.id), draft=some_draft(number), host_name="arengo.test"
        )
        for number in range(POSTS)
        for each in people
    )
    assert (len(people), len(posts)) == (PEOPLE, POSTS * PEOPLE)
    for ids in ([each.id for each in posts], [each.id for each in people]):
        assert len(set(ids)) == len(ids)
        assert hits(ids) / (len(ids) * 2 * REACH) < 1 / 10_000


def test_counting_up_would_be_noticed():
    assert hits(range(1_000_000, 1_001_000)) / (1_000 * 2 * REACH) > 0.9


def test_no_table_counts_its_rows_up():
    folder = resources.files("arengo.storage").joinpath("migrations")
    text = "".join(e.read_text("utf-8") for e in folder.iterdir() if e.name.endswith(".sql"))
    assert "CREATE TABLE posts" in text
    assert not re.search(
        r"\b(big|small)?serial\b|autoincrement|generated .* identity", text, re.IGNORECASE
    )


def _named(part: object) -> set[str]:
    return set(re.findall(r"#/components/schemas/(\w+)", json.dumps(part)))


def _answered(whole: dict) -> set[str]:
    """Return the names of all that stands in answers, and in what stands there."""
    operations = [each for path in whole["paths"].values() for each in path.values()]
    found: set[str] = set()
    fresh = _named([each["responses"] for each in operations])
    while fresh:
        found |= fresh
        fresh = _named([whole["components"]["schemas"][name] for name in fresh]) - found
    return found


def test_every_id_in_an_answer_is_a_string():
    whole = description()
    answers = _answered(whole)
    assert {"Status", "AccountEntity", "MediaAttachment"} <= answers
    for name, schema in whole["components"]["schemas"].items():
        if name not in answers:  # a form may take an id as a number too
            continue
        for field, kind in schema.get("properties", {}).items():
            if field == "id" or field.endswith(("_id", "_ids")):
                assert '"integer"' not in json.dumps(kind), f"{name}.{field} is a number"
