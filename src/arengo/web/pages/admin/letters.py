"""The desk of open letters: write a draft in several languages, look at it, sign, withdraw."""

from functools import partial
from typing import Final

from arengo.auth.roles.model import Permission
from arengo.base.errors import NotFound
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.moderation.audit.actions import noted
from arengo.moderation.audit.model import Act, Deed
from arengo.social.instance.open_letters import actions
from arengo.social.instance.open_letters.model import OpenLetter
from arengo.social.instance.open_letters.queries import drafts, open_letter, signed_letters
from arengo.storage import ReadTransaction
from arengo.web.context import FieldError, Form
from arengo.web.context.letters import DraftLine
from arengo.web.desks import HOME
from arengo.web.letter_forms import LetterForm, errors_of, fields_of, form_of, words_of
from arengo.web.letters import draft_texts, letter_line
from arengo.web.pages.frames import done, frame_of, page_answer, spoken

_PATH: Final = f"{HOME}/letters"
_MAY: Final = Permission.MANAGE_ANNOUNCEMENTS
_MOST_SHOWN: Final = 50


@reads(_PATH, access=Access.MEMBER, permission=_MAY, bucket="page", bounded=False)
def show_desk(tx: ReadTransaction, request: Request) -> Answer:
    """Show drafts of open letters, and those that were signed."""
    frame = frame_of(tx, request, form=True)
    wanted = [spoken(request, frame)]
    return page_answer(
        request,
        "admin/letters.html",
        frame,
        drafts=tuple(_draft_line(each) for each in drafts(tx)),
        letters=tuple(
            (letter_line(each, wanted=wanted), f"{_PATH}/{each.id}/withdraw")
            for each in signed_letters(tx, limit=_MOST_SHOWN)
        ),
    )


@reads(f"{_PATH}/new", access=Access.MEMBER, permission=_MAY, bucket="page")
def show_new(tx: ReadTransaction, request: Request) -> Answer:
    """Show an empty form for an open letter."""
    return _page(tx, request, LetterForm())


@acts("POST", f"{_PATH}/new", access=Access.MEMBER, permission=_MAY, bucket="write")
async def add(request: Request, form: LetterForm) -> Answer:
    """Keep a draft of an open letter."""
    if errors := errors_of(form):
        return await request.read(_page, request, form, errors=errors)
    made = await request.write(actions.draft, words_of(form), by=request.me)
    return done(request, f"{_PATH}/{made.id}", "saved")


@reads(f"{_PATH}/{{letter_id}}", access=Access.MEMBER, permission=_MAY, bucket="page")
def show_draft(tx: ReadTransaction, request: Request, letter_id: int) -> Answer:
    """Show a draft as a form, and as it will be read."""
    draft = open_letter(tx, letter_id)
    if draft.seal is not None:
        raise NotFound
    return _page(tx, request, form_of(draft.words), draft)


@acts("POST", f"{_PATH}/{{letter_id}}", access=Access.MEMBER, permission=_MAY, bucket="write")
async def change(request: Request, letter_id: int, form: LetterForm) -> Answer:
    """Let a draft say something else."""
    draft = await request.read(open_letter, letter_id)
    if errors := errors_of(form):
        return await request.read(_page, request, form, draft, errors=errors)
    await request.write(actions.change, letter_id, words_of(form), by=request.me)
    return done(request, f"{_PATH}/{letter_id}", "saved")


@acts("POST", f"{_PATH}/{{letter_id}}/sign", access=Access.MEMBER, permission=_MAY, bucket="write")
async def sign(request: Request, letter_id: int) -> Answer:
    """Sign a draft, for everybody and for good; twice is once, and noted once."""
    site = request.site
    before = await request.read(open_letter, letter_id)

    def deed(letter: OpenLetter) -> Deed | None:
        return None if before.seal else _deed(request, Act.SIGN_LETTER, letter)

    signing = partial(actions.sign, site=site.settings.origin, keys=site.keys)
    await request.write(noted(signing, deed), letter_id)
    return done(request, _PATH, "letter_signed")


@acts(
    "POST", f"{_PATH}/{{letter_id}}/withdraw", access=Access.MEMBER, permission=_MAY, bucket="write"
)
async def withdraw(request: Request, letter_id: int) -> Answer:
    """Take a signed letter away from everybody."""
    letter = await request.read(open_letter, letter_id)
    deed = _deed(request, Act.WITHDRAW_LETTER, letter)
    await request.write(noted(actions.withdraw, lambda _: deed), letter_id)
    return done(request, _PATH, "letter_withdrawn")


@acts(
    "POST", f"{_PATH}/{{letter_id}}/remove", access=Access.MEMBER, permission=_MAY, bucket="write"
)
async def remove(request: Request, letter_id: int) -> Answer:
    """Remove a draft of an open letter."""
    await request.write(actions.remove, letter_id)
    return done(request, _PATH, "draft_removed")


def _deed(request: Request, act: Act, letter: OpenLetter) -> Deed:
    return Deed(
        by=request.me, act=act, entry=letter.id, about=letter.seal.slug if letter.seal else ""
    )


def _page(
    tx: ReadTransaction,
    request: Request,
    form: LetterForm,
    draft: OpenLetter | None = None,
    *,
    errors: tuple[FieldError, ...] = (),
) -> Answer:
    path = f"{_PATH}/{draft.id}" if draft else f"{_PATH}/new"
    fields = fields_of(form)
    values = {"place": form.place, "by": form.by, "role": form.role, "until": form.until}
    for each, text in fields:
        values |= {
            f"{each.name}[language]": text.language,
            f"{each.name}[title]": text.title,
            f"{each.name}[text]": text.text,
        }
    return page_answer(
        request,
        "admin/letter.html",
        frame_of(tx, request, form=True),
        form=Form(action=path, values=values, errors=errors),
        fields=tuple(each for each, _ in fields),
        draft_path=path if draft else "",
        previews=draft_texts(draft, origin=request.site.settings.origin) if draft else (),
    )


def _draft_line(draft: OpenLetter) -> DraftLine:
    first = draft.words.texts[0]
    return DraftLine(
        path=f"{_PATH}/{draft.id}",
        language=first.language,
        title=first.title,
        changed_at_ms=draft.changed_ms,
    )
