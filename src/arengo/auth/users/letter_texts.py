"""What letters about logins say, by their names."""

from collections.abc import Mapping
from typing import Final

import msgspec

from arengo.base.phrases import N_


class Letter(msgspec.Struct, frozen=True):
    subject: str
    text: str


LETTERS: Final[Mapping[str, Letter]] = {
    "confirm": Letter(
        subject=N_("Confirm your address for %(site)s"),
        text=N_(
            "Hello %(name)s,\n"
            "\n"
            "follow this link to confirm that this address is yours:\n"
            "\n"
            "%(link)s\n"
            "\n"
            "It is good for seven days. If you did not ask for it, nothing has to be done.\n"
        ),
    ),
    "reset": Letter(
        subject=N_("A new password for %(site)s"),
        text=N_(
            "Hello %(name)s,\n"
            "\n"
            "follow this link to choose a new password:\n"
            "\n"
            "%(link)s\n"
            "\n"
            "It is good for six hours, once. If you did not ask for it, your password stays as "
            "it is.\n"
        ),
    ),
    "approved": Letter(
        subject=N_("Welcome to %(site)s"),
        text=N_("Hello %(name)s,\n\nthe team has let you in. You can sign in now:\n\n%(link)s\n"),
    ),
    "password_changed": Letter(
        subject=N_("Your password was changed"),
        text=N_(
            "Hello %(name)s,\n"
            "\n"
            "the password of your account was changed just now. Other browsers and all apps were "
            "signed out.\n"
            "\n"
            "If it was not you, choose a new password at once:\n"
            "\n"
            "%(link)s\n"
        ),
    ),
    "email_changed": Letter(
        subject=N_("Your account has another address now"),
        text=N_(
            "Hello %(name)s,\n"
            "\n"
            "from now on, letters about your account go to another address. This is the last one "
            "to this address.\n"
            "\n"
            "If it was not you, write to the people who run this place:\n"
            "\n"
            "%(link)s\n"
        ),
    ),
    "second_factor_on": Letter(
        subject=N_("Signing in now needs a second factor"),
        text=N_(
            "Hello %(name)s,\n"
            "\n"
            "from now on, signing in takes a code from your phone as well. Keep the recovery "
            "codes in a safe place.\n"
            "\n"
            "If it was not you, choose a new password at once:\n"
            "\n"
            "%(link)s\n"
        ),
    ),
    "second_factor_off": Letter(
        subject=N_("Signing in no longer needs a second factor"),
        text=N_(
            "Hello %(name)s,\n"
            "\n"
            "from now on, your password alone is enough to sign in.\n"
            "\n"
            "If it was not you, choose a new password at once:\n"
            "\n"
            "%(link)s\n"
        ),
    ),
    "passkey_added": Letter(
        subject=N_("Your account can be opened with another passkey"),
        text=N_(
            "Hello %(name)s,\n"
            "\n"
            "a passkey was added to your account just now. Whoever holds it can sign in without a "
            "password.\n"
            "\n"
            "If it was not you, remove it at once and choose a new password:\n"
            "\n"
            "%(link)s\n"
        ),
    ),
    "passkey_removed": Letter(
        subject=N_("A passkey was removed from your account"),
        text=N_(
            "Hello %(name)s,\n"
            "\n"
            "from now on, one of your passkeys does not open your account any more.\n"
            "\n"
            "If it was not you, look at who is signed in and choose a new password:\n"
            "\n"
            "%(link)s\n"
        ),
    ),
    "post_set_aside": Letter(
        subject=N_("A scheduled post could not be published"),
        text=N_(
            "Hello %(name)s,\n"
            "\n"
            "a post that you had scheduled at %(site)s could not be published at its time: what "
            "it answers, quotes or shows may not be there any more.\n"
            "\n"
            "It is not lost. It is kept as a draft, together with the reason, for apps that show "
            "drafts:\n"
            "\n"
            "%(link)s\n"
        ),
    ),
}
