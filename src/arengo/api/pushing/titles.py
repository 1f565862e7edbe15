"""What the first line of a message says, in the language of whoever is woken."""

from collections.abc import Mapping
from typing import Final

from arengo.base.phrases import N_, known, say

# A sentence for each type of notification, by Mastodon's name of it.
TITLES: Final[Mapping[str, str]] = {
    "mention": N_("%(name)s mentioned you"),
    "status": N_("%(name)s just posted"),
    "reblog": N_("%(name)s boosted your post"),
    "follow": N_("%(name)s now follows you"),
    "follow_request": N_("%(name)s asks to follow you"),
    "favourite": N_("%(name)s likes your post"),
    "update": N_("%(name)s edited a post"),
    "poll": N_("A poll by %(name)s has ended"),
    "quote": N_("%(name)s quoted your post"),
    "quoted_update": N_("%(name)s edited a post that you quoted"),
    "added_to_collection": N_("%(name)s recommends you in a collection"),
    "collection_update": N_("%(name)s changed a collection that you are in"),
}


def title(type_name: str, *, language: str, name: str) -> str:
    """Return the sentence about what somebody called `name` did; English where there is none."""
    return say(known(language), TITLES[type_name], name=name)
