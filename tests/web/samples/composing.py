"""Writing: the composer in each of its states, drafts, what is scheduled."""

# People write with typographic quotes and dashes, so do the samples.

from collections.abc import Mapping
from typing import Any, Final

from msgspec.structs import replace

from arengo.base.clock import DAY_MS, HOUR_MS
from arengo.web import context as c
from arengo.web.context import composing as w
from tests.web.samples.base import AVATAR, LAMPS, NIVES, NOW, TOWPATH

PICTURE: Final = w.UploadView(id=71, kind="image", preview_url=AVATAR, alt="Una pagnotta.")
CUT: Final = replace(PICTURE, id=74, focus="-1,1", sight="across-0 down-0")
AIMED: Final = replace(PICTURE, id=75, focus="0.3,-0.25", sight="across-3 down-3")
FILM: Final = w.UploadView(id=72, kind="video", ready=False)
BROKEN: Final = w.UploadView(id=73, kind="audio", ready=False, failed=True)
LENGTHS: Final = w.PollFields(options=("", "", "", ""), lasts_s=86_400)
ASKING: Final = w.PollFields(
    asks=True,
    options=("Freni che fischiano", "Forature, <i>senza</i> imprecare", "", ""),
    multiple=True,
    hidden=True,
    stands=True,
)
EMPTY: Final = w.Composer(
    key="k",
    author="nives",
    me=NIVES,
    pieces=(w.PieceView(number=0, left=1000),),
    most=1000,
    languages=(("fr", "français"), ("it", "italiano")),
    poll=LENGTHS,
    language="it",
    whole=True,
)
HELD: Final = w.SentView(
    plan=w.PlanView(
        id=9,
        text="Pane",
        spoiler="",
        posts=1,
        uploads=(CUT,),
        asks=False,
        visibility="public",
        changed_at_ms=NOW,
        due_at_ms=NOW + 9_000,
        due="2026-11-22T18:00",
        problem="",
        compose_path="/compose?draft=9",
    ),
    left_s=9,
    action="/compose/sent/9",
    key="k/1",
    return_to="/",
)
HERE: Final = replace(EMPTY, whole=False, return_to="/")
ANSWER: Final = replace(
    EMPTY,
    pieces=(w.PieceView(number=0, text="@biblioteca ", left=988),),
    answers=LAMPS,
    answers_old=True,
    reply_to="11",
    warns=True,
    spoiler="Orari",
    visibility="unlisted",
)
THREAD: Final = replace(
    EMPTY,
    pieces=(
        w.PieceView(number=0, text="Prima", uploads=(PICTURE, CUT, AIMED, FILM, BROKEN), left=995),
        w.PieceView(number=1, text="e poi <b>ancora</b>", left=-3),
    ),
    kept=w.Kept(plan_id="5", version=2, at_ms=NOW),
    due="2026-11-22T18:00",
    asks_for_alt=True,
    local_only=True,
)
EDIT: Final = replace(
    EMPTY,
    edit="12",
    asks_again=True,
    poll=ASKING,
    pieces=(w.PieceView(number=0, text="Quale?", left=994),),
)
FORM: Final = c.Form(action="/compose")
WRONG: Final = c.Form(
    action="/compose",
    errors=(
        c.FieldError(field="text-0", key="post_long", values={"most": 1000}),
        c.FieldError(field="option-0", key="poll_few"),
        c.FieldError(field="lasts", key="poll_end"),
        c.FieldError(field="due", key="due_soon"),
        c.FieldError(field="alt", key="alt_missing"),
        c.FieldError(field="files-0", key="upload_failed"),
        c.FieldError(field="", key="other_author"),
    ),
)
OUT: Final = c.Form(action="/compose", errors=(c.FieldError(field="", key="signed_out"),))
DRAFT: Final = w.PlanView(
    id=5,
    text="Domani in piazza,\nalle otto " + "x" * 2000,
    spoiler="Orari",
    posts=3,
    uploads=(PICTURE, FILM),
    asks=True,
    visibility="private",
    changed_at_ms=NOW - HOUR_MS,
    due_at_ms=None,
    due="",
    problem="What it answers is not there any more",
    compose_path="/compose?draft=5",
)
BARE: Final = replace(
    DRAFT, id=6, text="", spoiler="", posts=1, uploads=(), asks=False, visibility=None, problem=""
)
PLANNED: Final = replace(BARE, text="Auguri!", due_at_ms=NOW + DAY_MS, due="2026-11-22T06:31")
LATE: Final = c.Form(action="/scheduled", errors=(c.FieldError(field="due", key="due_soon"),))


def _compose(composer: w.Composer, form: c.Form = FORM, *preview: str) -> tuple[str, Any]:
    told = {"composer": composer, "form": form, "preview": preview}
    return ("composing/compose.html", told)


def _plans(name: str, *plans: w.PlanView, form: c.Form = FORM, older: str = "") -> tuple[str, Any]:
    told = {"plans": plans, "older_url": older, "form": form, "wrong_id": 6}
    return (f"composing/{name}.html", told)


PAGES: Final[dict[str, tuple[str, Mapping[str, Any]]]] = {
    "compose": _compose(EMPTY),
    "compose-answer": _compose(ANSWER),
    "compose-quote": _compose(replace(EMPTY, quote="13", quotes=TOWPATH)),
    "compose-thread": _compose(THREAD, WRONG),
    "compose-edit": _compose(EDIT),
    "compose-preview": _compose(EMPTY, FORM, "<p>Prima</p>", "<p>poi</p>"),
    "compose-out": _compose(replace(THREAD, me=None), OUT),
    "drafts": _plans("drafts", DRAFT, BARE, older="/drafts?before=6"),
    "drafts-none": _plans("drafts"),
    "scheduled": _plans("scheduled", PLANNED, older="/scheduled?before=6"),
    "scheduled-wrong": _plans("scheduled", PLANNED, form=LATE),
    "scheduled-none": _plans("scheduled"),
    "compose-sent": ("composing/sent.html", {"sent": HELD}),
    "compose-again": ("composing/again.html", {"post": LAMPS}),
}
