"""Background work: telling people by mail what the staff decided about them."""

import logging
from typing import Final

from arengo.auth.users.model import UserFlag
from arengo.auth.users.queries import find_user
from arengo.base.ids import AccountId
from arengo.config.settings import Settings
from arengo.moderation.people.letters import write_letter
from arengo.providers.mail import Mail, Mailer, MailRefused
from arengo.social.accounts.queries import account_by_id
from arengo.social.instance.queries import site_settings
from arengo.storage import Database, ReadTransaction

_log: Final = logging.getLogger("arengo.mail")


async def send_letter(
    *,
    account_id: int,
    what: str,
    why: str,
    nonce: str,
    db: Database,
    mail: Mailer,
    settings: Settings,
) -> None:
    """Tell somebody what was decided about them. Running twice sends the same letter."""
    letter = await db.read(
        _letter, AccountId(account_id), what=what, why=why, nonce=nonce, settings=settings
    )
    if letter is None:
        return
    try:
        await mail.send(letter)
    except MailRefused as refusal:
        facts = {"account": str(account_id), "letter": what}
        _log.warning("a letter was refused for good: %s", refusal, extra={"facts": facts})


def _letter(
    tx: ReadTransaction,
    account_id: AccountId,
    *,
    what: str,
    why: str,
    nonce: str,
    settings: Settings,
) -> Mail | None:
    """Return the letter; None for who is gone, and for an address that may be a stranger's."""
    user = find_user(tx, account_id)
    if user is None or UserFlag.CONFIRMED not in user.flags:
        return None
    subject, text = write_letter(
        what,
        why=why,
        language=user.locale,
        name=account_by_id(tx, account_id).username,
        site=site_settings(tx).title,
        origin=settings.origin,
    )
    host = settings.host_name.partition(":")[0]
    return Mail(
        to=user.email, subject=subject, text=text, message_id=f"<{nonce}.{account_id}@{host}>"
    )
