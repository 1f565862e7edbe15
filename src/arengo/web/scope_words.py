"""What scopes mean, in words that a person can judge, by the keys of `scopes.py`."""

from collections.abc import Mapping
from typing import Final

from arengo.base.phrases import N_

SCOPE_GROUPS: Final[Mapping[str, str]] = {
    "read": N_("It could read"),
    "write": N_("It could write and change in your name"),
    "follow": N_("It could decide whom you follow and block"),
    "push": N_("It could notify you"),
    "admin": N_("It could run this server"),
}
SCOPE_VERBS: Final[Mapping[str, str]] = {
    "read": N_("reads"),
    "write": N_("writes"),
    "follow": N_("follows"),
    "push": N_("notifies"),
    "admin": N_("runs the server"),
}
SCOPE_LINES: Final[Mapping[str, str]] = {
    "profile": N_("your name, picture and profile"),
    "read_accounts": N_("your profile and the people you know here"),
    "read_statuses": N_("posts, those meant for you alone included"),
    "read_notifications": N_("your notifications"),
    "read_search": N_("search results seen as you"),
    "read_follows": N_("whom you follow and who follows you"),
    "read_lists": N_("your lists"),
    "read_collections": N_("your collections of people"),
    "read_favourites": N_("your favourites"),
    "read_bookmarks": N_("your bookmarks"),
    "read_filters": N_("your filters"),
    "read_blocks": N_("whom you block"),
    "read_mutes": N_("whom you mute"),
    "write_statuses": N_("publish, edit and delete posts"),
    "write_media": N_("upload pictures and other media"),
    "write_accounts": N_("change your profile and preferences"),
    "write_conversations": N_("mark conversations as read and remove them"),
    "write_favourites": N_("add and remove favourites"),
    "write_bookmarks": N_("add and remove bookmarks"),
    "write_lists": N_("make and change lists"),
    "write_collections": N_("make and change collections of people"),
    "write_filters": N_("make and change filters"),
    "write_notifications": N_("clear notifications"),
    "write_reports": N_("report posts and people to the team"),
    "write_follows": N_("follow and unfollow people"),
    "write_blocks": N_("block and unblock people"),
    "write_mutes": N_("mute and unmute people"),
    "push": N_("send notifications to your device"),
    "admin_read": N_("see the data of moderation and administration"),
    "admin_write": N_("act as moderator or administrator"),
}
SCOPE_RISKS: Final[Mapping[str, str]] = {
    "read_statuses": N_("includes private messages"),
    "read_notifications": N_("includes private messages"),
    "write_statuses": N_("others will take its words for yours"),
    "write_accounts": N_("changes how others see you"),
    "write_follows": N_("opens follower-only posts to others"),
    "admin_read": N_("includes data of other people"),
    "admin_write": N_("affects everybody on this server"),
}
