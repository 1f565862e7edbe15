"""The verbs of moving: begin an import, take some lines of it, cancel, give up, forget."""

from collections.abc import Mapping, Sequence

from arengo.base.errors import Invalid, Refusal
from arengo.base.ids import MAX_ID, AccountId
from arengo.base.lanes import Lane
from arengo.social.accounts.queries import account_by_id
from arengo.social.moving import store
from arengo.social.moving.model import (
    MAY_OVERWRITE,
    MOST_AT_ONCE,
    MOST_OVERWRITTEN,
    MOST_PROBLEMS,
    NEEDED,
    NOTHING,
    UNFINISHED,
    Developed,
    Import,
    Kind,
    Line,
    Place,
    Problem,
    State,
)
from arengo.social.moving.queries import own_import
from arengo.social.moving.taking import take
from arengo.social.posts.events import PostDeleted
from arengo.social.posts.model import PostFlag
from arengo.storage import Transaction

JOB = "moving.take_import"
BROKE = "Something went wrong on this server, several times over"
SUSPENDED = "The account was suspended at that time"
_SAID = 200  # characters of a line that its report repeats


def begin(
    tx: Transaction, *, by: AccountId, import_id: int, kind: Kind, overwrite: bool, lines: int
) -> Import:
    """Begin an import whose file lies ready under its id; a job takes it."""
    tx.lock("imports", by)  # of two at once the second counts the first
    _check_few(tx, by)
    if overwrite and (kind not in MAY_OVERWRITE or lines > MOST_OVERWRITTEN):
        raise Invalid("Validation failed: Mode is not included in the list")
    made = Import(import_id, by, kind, overwrite, State.WAITING, 0, lines, 0, 0, 0, 0, None)
    store.add_import(tx, made)
    tx.enqueue(JOB, lane=Lane.INGRESS, import_id=made.id)
    return made


def cancel(tx: Transaction, *, by: AccountId, import_id: int) -> Import:
    """Take nothing more of an import; what was taken stays. Twice is once."""
    found = own_import(tx, import_id, by=by)
    if found.state in NEEDED:
        store.set_state(tx, found.id, State.CANCELLED)
    return own_import(tx, import_id, by=by)


def give_up(tx: Transaction, *, import_id: int) -> None:
    """Say that an import is not tried any more for now: errors of ours ended each attempt."""
    found = store.import_by_id(tx, import_id)
    if found is not None and found.state in UNFINISHED:
        store.set_state(tx, import_id, State.GIVEN_UP, error=BROKE)


def retry(tx: Transaction, *, by: AccountId, import_id: int) -> Import:
    """Go on with an import that was given up, from where it stands. Twice is once."""
    tx.lock("imports", by)
    found = own_import(tx, import_id, by=by)
    if found.state not in NEEDED:
        raise Invalid("Validation failed: This import cannot be tried again")
    if found.state is State.GIVEN_UP:
        _check_few(tx, by)
        store.set_state(tx, found.id, State.WAITING)
        tx.enqueue(JOB, lane=Lane.INGRESS, import_id=found.id)
    return own_import(tx, import_id, by=by)


def go_on(tx: Transaction, *, import_id: int) -> Import | None:
    """Return an import to its job; one that was given up is worked on again."""
    found = store.import_by_id(tx, import_id)
    if found is not None and found.state is State.GIVEN_UP:
        store.set_state(tx, import_id, State.WORKING)
    return store.import_by_id(tx, import_id)


def let_go(tx: Transaction, *, import_id: int) -> bool:
    """Tell whether nobody needs the file of an import; what was given up is not tried again."""
    found = store.import_by_id(tx, import_id)
    if found is not None and found.state is State.GIVEN_UP:
        store.set_state(tx, import_id, State.FAILED, error=found.error)
    return found is None or found.state not in UNFINISHED


def take_lines(
    tx: Transaction,
    *,
    import_id: int,
    lines: Sequence[Line],
    here: Place,
    developed: Mapping[int, Developed],
) -> bool:
    """Take some lines and move on, both or neither; False when there is nothing more to do here."""
    tx.lock("import", import_id)
    found = store.import_by_id(tx, import_id)
    if found is None or found.state not in UNFINISHED or found.place != lines[0].begin:
        return False
    if not account_by_id(tx, found.account_id).available:
        store.set_state(tx, import_id, State.GIVEN_UP, error=SUSPENDED)
        return False
    problems: list[Problem] = []
    empty = 0
    for line in lines:
        try:
            left_out = take(tx, found, line, here, developed.get(line.number, NOTHING))
        except Refusal as refusal:
            problems.append(Problem(line.number, _said(line), refusal.message))
        else:
            empty += left_out is None
            if left_out:
                problems.append(Problem(line.number, _said(line), "; ".join(left_out), taken=True))
    if found.noted < MOST_PROBLEMS and problems:
        store.add_problems(tx, import_id, problems)
    failed = sum(not each.taken for each in problems)
    counts = {"done": len(lines), "taken": len(lines) - failed - empty, "failed": failed}
    counts["noted"] = len(problems)
    store.move_on(tx, import_id, place=lines[-1].behind, **counts)
    return True


def finish(tx: Transaction, *, import_id: int, error: str | None = None) -> None:
    """Nothing is left to be taken, or nothing can be."""
    found = store.import_by_id(tx, import_id)
    if found is not None and found.state in UNFINISHED:
        state = State.DONE if error is None else State.FAILED
        store.set_state(tx, import_id, state, error=error)


def know_lines(tx: Transaction, *, import_id: int, lines: int) -> None:
    """Say how many lines an archive turned out to have."""
    store.set_lines(tx, import_id, lines=lines)


def forget_account(tx: Transaction, *, account_id: AccountId, most: int = 500) -> int:
    """Forget the imports of an account that is going; returns how many rows went."""
    found = store.imports_of(tx, account_id, before=MAX_ID, after=0, upwards=False, limit=1)
    if not found:
        return 0
    tx.lock("import", found[0].id)  # what is being taken ends first
    gone = store.forget_some_problems(tx, found[0].id, most=most)
    if gone < most:
        store.remove_import(tx, found[0].id)
    return gone + 1


def forget_deleted(tx: Transaction, event: PostDeleted) -> None:
    """What an imported post was elsewhere is forgotten with it."""
    post = event.post
    if PostFlag.IMPORTED in post.flags:
        store.forget_source(tx, post.account_id, post_id=post.id)


def _check_few(tx: Transaction, by: AccountId) -> None:
    if store.count_unfinished(tx, by) >= MOST_AT_ONCE:
        raise Invalid("Validation failed: Another import must be finished first")


def _said(line: Line) -> str:
    return (line.text or "").replace("\0", "")[:_SAID]
