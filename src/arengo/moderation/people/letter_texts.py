"""What letters about measures of the staff say, by the measure."""

from collections.abc import Mapping
from typing import Final

from arengo.auth.users.letter_texts import Letter
from arengo.base.phrases import N_

WHY: Final = N_("This is what they say about it:\n\n%(text)s\n\n")
LETTERS: Final[Mapping[str, Letter]] = {
    "none": Letter(
        subject=N_("A word from the team of %(site)s"),
        text=N_(
            "Hello %(name)s,\n"
            "\n"
            "the team of %(site)s has looked at your account. Nothing was changed.\n"
            "\n"
            "%(why)sIf you want to answer, write to the people who run this place:\n"
            "\n"
            "%(link)s\n"
        ),
    ),
    "sensitive": Letter(
        subject=N_("Your images on %(site)s are covered from now on"),
        text=N_(
            "Hello %(name)s,\n"
            "\n"
            "the team of %(site)s has decided that all images and recordings in your posts are "
            "covered until somebody opens them. Everything else stays as it is.\n"
            "\n"
            "%(why)sIf you think that this is a mistake, write to the people who run this place:\n"
            "\n"
            "%(link)s\n"
        ),
    ),
    "disable": Letter(
        subject=N_("You cannot sign in to %(site)s at the moment"),
        text=N_(
            "Hello %(name)s,\n"
            "\n"
            "the team of %(site)s has decided that nobody can sign in to your account at the "
            "moment, by browser or by app. Your posts and those who follow you stay as they are.\n"
            "\n"
            "%(why)sIf you think that this is a mistake, write to the people who run this place:\n"
            "\n"
            "%(link)s\n"
        ),
    ),
    "silence": Letter(
        subject=N_("Fewer people see your posts on %(site)s"),
        text=N_(
            "Hello %(name)s,\n"
            "\n"
            "the team of %(site)s has decided that your posts are shown only to those who follow "
            "you. Your profile stays open to everybody, and you can go on using your account.\n"
            "\n"
            "%(why)sIf you think that this is a mistake, write to the people who run this place:\n"
            "\n"
            "%(link)s\n"
        ),
    ),
    "suspend": Letter(
        subject=N_("Your account on %(site)s was suspended"),
        text=N_(
            "Hello %(name)s,\n"
            "\n"
            "the team of %(site)s has suspended your account: you cannot use it, and nobody sees "
            "it or its posts. It may be deleted later.\n"
            "\n"
            "%(why)sIf you think that this is a mistake, write to the people who run this place:\n"
            "\n"
            "%(link)s\n"
        ),
    ),
}
