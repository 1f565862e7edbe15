"""Somebody else's description of Mastodon's API judges our answers: `shared/data`.

Every operation that we answer is asked by its rules; what disagrees stands in `disagreements.py`
with the reason, and an entry there that is not needed any more fails.
"""

import json

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import response_schema_conformance

from tests.docs import endpoints
from tests.surface.disagreements import DISAGREEMENTS
from tests.trying import EVERYTHING, times

FILE = endpoints.SHARED / "data/mastodon-openapi.json"
EXAMPLES = 40 if EVERYTHING else times(3)
CHECKS = [not_a_server_error, response_schema_conformance]
THEIRS = schemathesis.openapi.from_dict(json.loads(FILE.read_text())) if FILE.exists() else None
ALL = [found.ok() for found in THEIRS.get_all_operations()] if THEIRS else []
KNOWN = endpoints.answered()
ANSWERED = sorted(  # what only reads comes first: the rest clears and deletes
    (o for o in ALL if endpoints.pattern(o.method.upper(), o.path) in KNOWN),
    key=lambda o: o.method.upper() != "GET",
)
# That description has details in every 422; Mastodon's documentation, and we, at sign-up alone.
UNPROCESSABLE = 422
# What its owner loses in the middle of a run would spoil the questions after it.
NOT_ASKED = {
    "POST /oauth/revoke": "it would end the token that asks",
    **{
        f"GET {path}": "it answers for ever; tests/doors/streaming listens"
        for method, path in KNOWN
        if path.startswith("/api/v1/streaming/") and not path.endswith(("*", "/health"))
    },
}

pytestmark = pytest.mark.skipif(THEIRS is None, reason="the shared designs are not beside")


@pytest.mark.parametrize("operation", ANSWERED, ids=[each.label for each in ANSWERED])
def test_an_answer_is_as_mastodon_describes_it(operation, target):
    if operation.label in NOT_ASKED:
        return
    said = [*known_question(operation, target), *any_questions(operation, target)]
    reason = DISAGREEMENTS.get(operation.label)
    if reason is None:
        assert not said, "\n".join(said)
    assert said or reason is None, f"take {operation.label} out of disagreements.py"


def test_only_what_is_described_and_answered_can_disagree():
    labels = {each.label for each in ANSWERED}
    assert not (set(DISAGREEMENTS) | set(NOT_ASKED)) - labels


def test_most_of_the_description_is_answered():
    assert len(ALL) > 200
    assert len(ANSWERED) > 60


def known_question(operation, target):
    """Ask for what is there, without any parameter."""
    if operation.method.upper() != "GET":
        return []
    names = [each.name for each in operation.path_parameters]
    if any(not target.of(operation.path, name) for name in names):
        return []
    values = {name: target.of(operation.path, name)[0] for name in names}
    return judged(operation.Case(path_parameters=values), target)


def any_questions(operation, target):
    """Ask whatever the description allows; the same questions in every run."""
    said = []

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
        derandomize=True,
    )
    @given(case=operation.as_strategy(), pick=st.integers(0, 5))
    def ask(case, pick):
        for name in case.path_parameters or {}:
            values = target.of(operation.path, name)
            if pick and values:
                case.path_parameters[name] = values[pick % len(values)]
        said.extend(judged(case, target))

    ask()
    return said


def judged(case, target):
    """Return what is wrong with the answer to one question."""
    response = case.call(
        base_url=target.server.url,
        session=target.session,
        headers={"Authorization": f"Bearer {target.token}"},
    )
    if response.status_code == UNPROCESSABLE:
        return [] if isinstance(response.json()["error"], str) else [response.text]
    try:
        case.validate_response(response, checks=CHECKS)
    except FailureGroup as found:
        return [str(each) for each in found.exceptions]
    return []
