"""Counts trends anew, every ten minutes."""

from arengo.social.discover.publishers.actions import meet
from arengo.social.discover.publishers.policy import host_of
from arengo.social.discover.trends.actions import replace_trends
from arengo.social.discover.trends.counting import count_posts, count_used
from arengo.social.discover.trends.model import TrendKind
from arengo.storage import Database


async def count_trends(db: Database) -> None:
    """Count which tags, links and posts are trends now."""
    for kind in (TrendKind.TAG, TrendKind.LINK):
        used = await db.read(count_used, kind)
        await db.write(replace_trends, kind=kind, trends=used)
    await db.write(meet, hosts={host for each in used if (host := host_of(each.body.name))})
    posts = await db.read(count_posts)
    await db.write(replace_trends, kind=TrendKind.POST, trends=posts)
