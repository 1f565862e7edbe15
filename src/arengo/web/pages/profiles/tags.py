"""Which tags one shows on one's own profile."""

from collections.abc import Callable, Mapping
from typing import Final, Literal

import msgspec

from arengo.base.errors import Invalid
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts
from arengo.social.accounts.queries import account_by_id
from arengo.social.timelines.entries.actions import tag_named
from arengo.social.timelines.featured import actions
from arengo.social.timelines.featured.model import FEATURED_MAX
from arengo.storage import ReadTransaction
from arengo.web.context import FieldError, Form
from arengo.web.pages.auth.problems import wrong
from arengo.web.pages.frames import done
from arengo.web.pages.profiles.about import about_page

_PATH: Final = "/featured_tags"
_VERBS: Final[Mapping[str, Callable[..., object]]] = {
    "feature": actions.feature,
    "unfeature": actions.unfeature,
}


class FeatureForm(msgspec.Struct, frozen=True, kw_only=True):
    """Which tag is to be shown, or no longer."""

    name: str = ""
    do: Literal["feature", "unfeature"] = "feature"


@acts("POST", _PATH, access=Access.MEMBER)
async def feature_tag(request: Request, form: FeatureForm) -> Answer:
    """Show a tag on one's profile, or no longer; doing it twice is doing it once."""
    me = await request.read(_username, request)
    try:
        tag = tag_named(form.name.strip())
    except Invalid:
        return await _again(request, me, form, wrong("name", "tag_wrong"))
    try:
        await request.write(_VERBS[form.do], by=request.me, tag=tag)
    except Invalid:
        many = wrong("name", "featured_many", most=FEATURED_MAX)
        return await _again(request, me, form, many)
    return done(request, f"/@{me}/about", "saved")


async def _again(request: Request, me: str, form: FeatureForm, error: FieldError) -> Answer:
    shown = Form(action=_PATH, values={"name": form.name}, errors=(error,))
    return await request.read(about_page, request, me, shown)


def _username(tx: ReadTransaction, request: Request) -> str:
    return account_by_id(tx, request.me).username
