"""Pictures that stand for a word between colons."""

from arengo.api.entities.emoji import CustomEmoji, custom_emoji
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.instance.emojis.queries import all_emojis
from arengo.storage import ReadTransaction


@reads("/api/v1/custom_emojis", access=Access.ANYONE, answers=list[CustomEmoji])
def list_custom_emojis(tx: ReadTransaction, request: Request) -> list[CustomEmoji]:
    """Return the site's own emojis."""
    origin = request.site.settings.origin
    return [custom_emoji(each, origin=origin) for each in all_emojis(tx)]
