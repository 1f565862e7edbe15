"""Whoever enqueues a job and whoever runs it agree: the kind is known, and its lane is the same."""

import ast
import importlib
from pathlib import Path

import pytest

import arengo
from arengo import wiring
from arengo.app import build
from arengo.base.lanes import Lane
from arengo.config.settings import load_settings
from arengo.providers.mail import NullMailer

SOURCE = Path(arengo.__file__).parent


def enqueued():
    """Yield (kind, lane, file) of every job that the source enqueues by a name of its own."""
    for path in sorted(SOURCE.rglob("*.py")):
        words = path.relative_to(SOURCE.parent).with_suffix("").parts
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if ".enqueue(" in text else ():
            if not isinstance(node, ast.Call) or getattr(node.func, "attr", "") != "enqueue":
                continue
            kind, lane = node.args[0], {each.arg: each.value for each in node.keywords}.get("lane")
            if isinstance(kind, ast.Name):
                kind = ast.Constant(getattr(importlib.import_module(".".join(words)), kind.id))
            if isinstance(kind, ast.Constant):
                name = "INTERACTIVE" if lane is None else lane.attr
                yield kind.value, Lane[name], "/".join(words)


@pytest.fixture
def known(tmp_path):
    """Give every kind of job that the whole program runs."""
    site = build(load_settings({}, data=tmp_path)).site
    return {kind.name: kind for kind in wiring.registry(site, NullMailer())}


def test_every_enqueued_job_is_known_and_in_its_lane(known):
    found = list(enqueued())
    assert len(found) > 5
    assert not [(kind, file) for kind, _, file in found if kind not in known]
    assert not [(kind, file) for kind, lane, file in found if known[kind].lane is not lane]


def test_every_entry_of_the_timetable_is_known_and_in_its_lane(known):
    assert list(wiring.timetable())
    assert not [each.name for each in wiring.timetable() if each.kind not in known]
    assert not [each.name for each in wiring.timetable() if known[each.kind].lane is not each.lane]
