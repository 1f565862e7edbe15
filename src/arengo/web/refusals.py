"""What a form answers to what was typed, by the keys that pages use."""

from collections.abc import Mapping
from typing import Final

from arengo.base.phrases import N_

REFUSALS: Final[Mapping[str, str]] = {
    "expired": N_(
        "This page was open too long. Your entries are still here: please send them again."
    ),
    "throttled": N_("Too many attempts. Try again in %(minutes)s min."),
    "credentials": N_("The name or the password is not right."),
    "unconfirmed": N_(
        "The e-mail address of this account is not confirmed yet. Follow the link in the letter we "
        "sent."
    ),
    "unconfirmed_by_hand": N_(
        "This account waits for the operator, who opens it by hand: this place cannot send letters."
    ),
    "waiting": N_("This account is waiting for the team. You will have the answer by e-mail."),
    "suspended": N_("This account is suspended."),
    "code_wrong": N_("This code is not right, or it has been used already."),
    "passkey_late": N_("This took too long. Please try once more."),
    "passkey_strange": N_("This passkey could not be checked. Nothing was added."),
    "passkey_taken": N_("This passkey opens an account here already."),
    "passkey_unknown": N_(
        "This passkey opens no account here, or none any more. Sign in with your password."
    ),
    "passkeys_many": N_("You have too many passkeys. Remove one of them first."),
    "username_blank": N_("Choose a user name."),
    "username_invalid": N_("A user name has letters without accents, digits and underscores only."),
    "username_taken": N_("This user name is taken. Try another."),
    "username_reserved": N_("This user name is kept for the team. Try another."),
    "username_long": N_("A user name has at most %(most)s characters."),
    "email_invalid": N_("This does not look like an e-mail address."),
    "email_taken": N_("An account with this e-mail address exists already."),
    "email_blocked": N_("Addresses of this mail service are not accepted here."),
    "password_wrong": N_("The password is not right."),
    "password_short": N_("The password needs at least %(least)s characters."),
    "password_long": N_("The password has at most %(most)s characters."),
    "password_common": N_(
        "This password is among the first that anybody would guess. Choose another."
    ),
    "agreement_missing": N_("Please read the rules and tick the box."),
    "reason_missing": N_("Please write why you would like to join."),
    "reason_long": N_("Please keep it within %(most)s characters."),
    "invite_invalid": N_("This invitation code is not valid, or it has been used up."),
    "link_invalid": N_("This link has expired or was used already. Ask for a new one."),
    "closed": N_("New accounts are not being opened at the moment."),
    "uses_wrong": N_("Write a number from 1 to %(most)s, or leave this field empty."),
    "days_wrong": N_("Write a number of days from 1 to %(most)s, or leave this field empty."),
    "invites_many": N_("You have too many invitations that still count. End one of them first."),
}
