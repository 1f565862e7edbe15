"""Suggestions: whom one could follow, and why."""

from arengo.api.entities.account import AccountEntity, accounts_json
from arengo.api.entities.status import json_list
from arengo.api.entities.suggestion import SuggestionEntity, suggestions_json
from arengo.base.ids import AccountId, parse_id
from arengo.gate.answers import EMPTY, Answer
from arengo.gate.paging import LimitForm
from arengo.gate.request import Request
from arengo.gate.routes import acts, reads
from arengo.social.discover.suggestions.actions import dismiss_suggestion
from arengo.social.discover.suggestions.model import Suggestion
from arengo.social.discover.suggestions.queries import suggestions_for
from arengo.storage import ReadTransaction


@reads("/api/v2/suggestions", scope="read", bounded=False, answers=list[SuggestionEntity])
def list_suggestions(tx: ReadTransaction, request: Request, form: LimitForm) -> bytes:
    """Return whom one could follow, and why."""
    found = _suggestions(tx, request, form)
    return json_list(suggestions_json(tx, found, origin=request.site.settings.origin))


@reads("/api/v1/suggestions", scope="read", bounded=False, answers=list[AccountEntity])
def list_suggested(tx: ReadTransaction, request: Request, form: LimitForm) -> bytes:
    """Return whom one could follow, as it was before version 2: without the reasons."""
    people = [each.account_id for each in _suggestions(tx, request, form)]
    return json_list(accounts_json(tx, people, origin=request.site.settings.origin))


@acts("DELETE", "/api/v1/suggestions/{account_id}", scope="read")
async def dismiss(request: Request, account_id: str) -> Answer:
    """See somebody suggested no more; also when there is nobody of that id."""
    target = parse_id(account_id)
    if target is not None:
        await request.write(dismiss_suggestion, by=request.me, target_id=AccountId(target))
    return EMPTY


def _suggestions(tx: ReadTransaction, request: Request, form: LimitForm) -> list[Suggestion]:
    host_name = request.site.settings.host_name
    return suggestions_for(
        tx, request.me, limit=form.most(default=40, most=80), host_name=host_name
    )
