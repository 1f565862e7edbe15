"""The verb that founds a site: its first owner, its name, and who may join."""

import msgspec

from arengo.auth.roles.model import RoleNumber
from arengo.auth.signup.actions import admit
from arengo.auth.users.model import User
from arengo.base.errors import NotFound
from arengo.config.keys import Keys
from arengo.moderation.audit.actions import note
from arengo.moderation.audit.model import Act, Deed
from arengo.moderation.founding.queries import is_founded
from arengo.social.instance.actions import change_setting
from arengo.storage import Transaction


class Founding(msgspec.Struct, frozen=True, kw_only=True):
    """What whoever founds a site says; the password is a hash already."""

    username: str
    email: str
    password_hash: str
    title: str
    registrations: str


def found(tx: Transaction, founding: Founding, *, keys: Keys) -> User:
    """Begin a site with its owner, who may sign in at once; NotFound when it has one already.

    Raises Invalid, and keeps nothing, when the name or the address cannot be.
    """
    tx.lock("founding", 0)  # of two at once the second finds an owner
    if is_founded(tx):
        raise NotFound
    owner = admit(
        tx,
        username=founding.username,
        email=founding.email,
        password_hash=founding.password_hash,
        role=RoleNumber.OWNER,
        confirmed=True,
        keys=keys,
    )
    change_setting(tx, "title", founding.title)
    change_setting(tx, "registrations", founding.registrations)
    note(tx, Deed(by=owner.id, act=Act.CREATE, person=owner.id, about="owner"))
    return owner
