"""Background work of logins: the letters that they get."""

import logging
from typing import Final

import msgspec

from arengo.auth.users.codes import write_code
from arengo.auth.users.letters import PATHS, write_letter
from arengo.auth.users.model import CodePurpose, User, UserFlag
from arengo.auth.users.queries import find_user
from arengo.base.ids import AccountId
from arengo.config.keys import Keys
from arengo.config.settings import Settings
from arengo.providers.mail import Mail, Mailer, MailRefused
from arengo.social.accounts.queries import account_by_id
from arengo.social.instance.queries import site_settings
from arengo.storage import Database, ReadTransaction

_log = logging.getLogger("arengo.mail")
_PURPOSES: Final = {
    "confirm": CodePurpose.CONFIRM_EMAIL,
    "reset": CodePurpose.RESET_PASSWORD,
}


class _Reader(msgspec.Struct, frozen=True):
    """Who gets a letter, and where they are."""

    user: User
    name: str
    site: str


async def send_mail(
    *,
    template: str,
    account_id: int,
    nonce: str,
    to: str | None,
    db: Database,
    mail: Mailer,
    keys: Keys,
    settings: Settings,
) -> None:
    """Send one letter. Running twice sends the same letter with the same id."""
    reader = await db.read(_reader, AccountId(account_id))
    if reader is None or not _is_wanted(template, reader.user):
        return
    code = _code(template, reader.user, nonce, keys)
    letter = _letter(template, reader, settings, code=code, nonce=nonce, to=to)
    try:
        await mail.send(letter)
    except MailRefused as refusal:
        facts = {"account": str(account_id), "letter": template}
        _log.warning("a letter was refused for good: %s", refusal, extra={"facts": facts})


def _reader(tx: ReadTransaction, account_id: AccountId) -> _Reader | None:
    user = find_user(tx, account_id)
    if user is None:
        return None
    return _Reader(user, account_by_id(tx, account_id).username, site_settings(tx).title)


def _is_wanted(template: str, user: User) -> bool:
    """Nobody is asked twice to confirm what they have confirmed."""
    return (
        template != "confirm" or UserFlag.CONFIRMED not in user.flags or user.new_email is not None
    )


def _code(template: str, user: User, nonce: str, keys: Keys) -> str:
    if template not in _PURPOSES:
        return ""
    return write_code(keys, _PURPOSES[template], user.id, nonce)


def _letter(
    template: str, reader: _Reader, settings: Settings, *, code: str, nonce: str, to: str | None
) -> Mail:
    user = reader.user
    link = settings.origin + PATHS[template] + (f"?code={code}" if code else "")
    subject, text = write_letter(
        template,
        language=user.locale,
        name=reader.name,
        site=reader.site,
        origin=settings.origin,
        link=link,
    )
    return Mail(
        to=to or _address(template, user),
        subject=subject,
        text=text,
        message_id=f"<{nonce}.{user.id}@{settings.host_name.partition(':')[0]}>",
    )


def _address(template: str, user: User) -> str:
    waiting = user.new_email if template == "confirm" else None
    return waiting or user.email
