"""The desk of rules: what they say, and what they said before."""

from functools import partial
from typing import Any, Final

import msgspec

from arengo.auth.roles.model import Permission
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.moderation.audit.queries import changes_of
from arengo.social.instance.model import Rule
from arengo.social.instance.queries import site_settings
from arengo.storage import ReadTransaction, Transaction
from arengo.web.context import FieldError, Form
from arengo.web.context.admin import RuleLine, RulesVersion
from arengo.web.desks import HOME
from arengo.web.pages.admin.lines import views_of
from arengo.web.pages.admin.setting import set_by_staff
from arengo.web.pages.auth.problems import wrong
from arengo.web.pages.frames import done, frame_of, page_answer

_PATH: Final = f"{HOME}/rules"
_EMPTY: Final = 3  # lines for new ones
_MOST: Final = 100
_TEXT_MAX: Final = 500
_HINT_MAX: Final = 2_000
_VERSIONS: Final = 10
_FORBIDDEN: Final = 403


class RulesForm(msgspec.Struct, frozen=True, kw_only=True):
    """The rules in their order: place, text and more about it of each. Without text it goes."""

    place: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    hint: tuple[str, ...] = ()


@reads(_PATH, access=Access.MEMBER, permission=Permission.MANAGE_RULES, bucket="page")
def show_rules(tx: ReadTransaction, request: Request) -> Answer:
    """Show the rules as a form, and their earlier versions."""
    lines = [
        RuleLine(place=place, text=rule.text, hint=rule.hint)
        for place, rule in enumerate(site_settings(tx).rules, start=1)
    ]
    return _page(tx, request, lines)


async def show_again(request: Request, form: RulesForm) -> Answer:
    """Show a form that was open too long once more, with what was typed."""
    expired = wrong("", "expired")
    return await request.read(_page, request, _lines(form), expired, status=_FORBIDDEN)


@acts("POST", _PATH, access=Access.MEMBER, permission=Permission.MANAGE_RULES, expired=show_again)
async def write_rules(request: Request, form: RulesForm) -> Answer:
    """Let these be the rules from now on."""
    lines = _lines(form)
    kept = [line for line in lines if line.text]
    if error := _problem(kept):
        return await request.read(_page, request, lines, error)
    await request.write(partial(_write, request, kept))
    return done(request, _PATH, "saved")


def _lines(form: RulesForm) -> list[RuleLine]:
    """Return what was typed, in the order that was asked for."""
    typed = zip(form.place, form.text, form.hint, strict=False)
    lines = [
        RuleLine(place=_number(place), text=" ".join(text.split()), hint=hint.strip())
        for place, text, hint in typed
    ]
    return sorted(lines[:_MOST], key=lambda line: line.place)


def _number(typed: str) -> int:
    """Read a place; what is no number stands at the end."""
    short = typed.strip()[:4]
    return int(short) if short.isascii() and short.isdigit() else _MOST


def _problem(lines: list[RuleLine]) -> FieldError | None:
    if any(len(line.text) > _TEXT_MAX for line in lines):
        return wrong("", "text_long", most=_TEXT_MAX)
    if any(len(line.hint) > _HINT_MAX for line in lines):
        return wrong("", "text_long", most=_HINT_MAX)
    if len({line.text for line in lines}) < len(lines):
        return wrong("", "rule_twice")
    return None


def _write(request: Request, lines: list[RuleLine], tx: Transaction) -> None:
    """Keep the id of a rule whose words did not change; others get higher ids than all of them."""
    known = {rule.text: rule.id for rule in site_settings(tx).rules}
    following = max([0, *known.values()]) + 1
    rules: list[dict[str, Any]] = []
    for line in lines:
        number = known.get(line.text)
        rules.append({"id": number or following, "text": line.text, "hint": line.hint})
        following += number is None
    set_by_staff(tx, by=request.me, name="rules", value=rules)


def _page(
    tx: ReadTransaction,
    request: Request,
    lines: list[RuleLine],
    *errors: FieldError,
    status: int | None = None,
) -> Answer:
    filled = [line for line in lines if line.text or line.hint]
    empty = [RuleLine(place=len(filled) + number) for number in range(1, _EMPTY + 1)]
    return page_answer(
        request,
        "admin/rules.html",
        frame_of(tx, request, form=True),
        status=status,
        form=Form(action=_PATH, errors=errors),
        rules=(*filled, *empty),
        versions=_versions(tx, request),
    )


def _versions(tx: ReadTransaction, request: Request) -> tuple[RulesVersion, ...]:
    found = changes_of(tx, "rules", limit=_VERSIONS)
    known = views_of(tx, request, [each.deed.by for each in found if each.deed.by])
    return tuple(
        RulesVersion(
            at_ms=each.at_ms,
            who=known.get(each.deed.by or 0),
            texts=tuple(
                rule.text for rule in msgspec.json.decode(each.deed.after or "[]", type=list[Rule])
            ),
        )
        for each in found
    )
