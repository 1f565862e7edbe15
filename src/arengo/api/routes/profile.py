"""One's own profile as one edits it: all of it at once."""

from arengo.api.entities.profile import Profile, profile
from arengo.api.routes.credentials import BODY_BYTES, CredentialsForm, change_credentials
from arengo.gate.request import Request
from arengo.gate.routes import acts, reads
from arengo.social.accounts.queries import account_by_id, preferences_of
from arengo.social.timelines.featured.queries import featured_tags
from arengo.storage import ReadTransaction


@reads("/api/v1/profile", scope="profile", answers=Profile)
def show_profile(tx: ReadTransaction, request: Request) -> Profile:
    """Return one's own profile."""
    return _profile(tx, request)


@acts(
    "PATCH",
    "/api/v1/profile",
    scope="write:accounts",
    answers=Profile,
    max_body_bytes=BODY_BYTES,
)
async def change_profile(request: Request, form: CredentialsForm) -> Profile:
    """Change one's own profile, all or nothing."""
    await change_credentials(request, form)
    return await request.read(_profile, request)


def _profile(tx: ReadTransaction, request: Request) -> Profile:
    me = request.me
    return profile(
        account_by_id(tx, me),
        preferences_of(tx, me),
        featured_tags(tx, me),
        origin=request.site.settings.origin,
    )
