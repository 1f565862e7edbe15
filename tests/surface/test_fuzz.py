"""The whole API is asked all that its own description allows, and much that it does not."""

import copy
import random

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from arengo.api.openapi import description
from arengo.gate.routes import TABLE
from tests.trying import EVERYTHING, times

CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]
EXAMPLES = 60 if EVERYTHING else times(5)
SCHEMA = schemathesis.openapi.from_dict(description())
STREAMS = {(each.method, each.path) for each in TABLE if each.bucket == "stream"}  # without an end
OPERATIONS = [
    operation
    for operation in (found.ok() for found in SCHEMA.get_all_operations())
    if (operation.method.upper(), operation.path) not in STREAMS
]


# Not `schema.parametrize()`: its tests share one id, and xdist runs one of those that share it.
@pytest.mark.parametrize("operation", OPERATIONS, ids=[each.label for each in OPERATIONS])
def test_nothing_breaks_and_answers_are_as_described(operation, target):
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
        derandomize=not EVERYTHING,
    )
    @given(case=operation.as_strategy())
    def ask(case):
        for name in case.path_parameters or {}:
            if target.ids.get(name) and random.random() < 0.7:
                case.path_parameters[name] = random.choice(target.ids[name])
        response = case.call(
            base_url=target.server.url,
            session=target.session,
            headers={"Authorization": f"Bearer {target.token}"},
        )
        case.validate_response(response, checks=CHECKS)

    ask()


def test_an_answer_that_is_not_as_described_would_be_noticed(target):
    promised = copy.deepcopy(description())
    (name,) = promised["paths"]["/api/v1/instance"]["get"]["responses"]["200"]["content"][
        "application/json"
    ]["schema"].values()
    promised["components"]["schemas"][name.rpartition("/")[2]]["required"].append("moon")
    case = schemathesis.openapi.from_dict(promised)["/api/v1/instance"]["GET"].Case()
    response = case.call(base_url=target.server.url, session=target.session)
    assert response.status_code == 200
    with pytest.raises(FailureGroup, match="moon"):
        case.validate_response(response, checks=CHECKS)
