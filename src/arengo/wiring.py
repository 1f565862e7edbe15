"""Who listens to whom, which job runs what and when: one table, one place."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from arengo.api.pushing import jobs as pushing_jobs
from arengo.auth.oauth import jobs as oauth_jobs
from arengo.auth.oauth import listeners as oauth
from arengo.auth.passkeys import listeners as passkeys
from arengo.auth.sessions import listeners as sessions
from arengo.auth.signup import listeners as signup
from arengo.auth.users import jobs as users_jobs
from arengo.auth.users import listeners as users
from arengo.auth.users.actions import MAIL_JOB
from arengo.base.clock import DAY_MS, HOUR_MS, MINUTE_MS
from arengo.base.lanes import Lane
from arengo.bus import Bus, Message
from arengo.gate.site import Site
from arengo.jobs import Registry, Timetable, Worker
from arengo.moderation.people import jobs as people_jobs
from arengo.moderation.people.actions import LETTER_JOB
from arengo.moderation.reports.actions import forget_account as erase_reports
from arengo.providers.mail import Mailer
from arengo.social.accounts import jobs as accounts_jobs
from arengo.social.accounts.jobs import Step
from arengo.social.accounts.markers.actions import forget_account as erase_markers
from arengo.social.accounts.proofs import jobs as proofs_jobs
from arengo.social.accounts.proofs import listeners as proofs
from arengo.social.accounts.proofs.actions import JOB as PROOFS_JOB
from arengo.social.accounts.visits import jobs as visits_jobs
from arengo.social.accounts.visits.actions import forget_account as erase_visits
from arengo.social.collections import listeners as collections
from arengo.social.collections.actions import forget_account as erase_collections
from arengo.social.discover.news import jobs as news_jobs
from arengo.social.discover.news.actions import READ_JOB
from arengo.social.discover.news.actions import forget_account as erase_sources
from arengo.social.discover.showcase import jobs as showcase_jobs
from arengo.social.discover.showcase import listeners as showcase
from arengo.social.discover.suggestions.actions import forget_account as erase_suggestions
from arengo.social.discover.trends import jobs as trends_jobs
from arengo.social.discover.trends import listeners as trends
from arengo.social.filters import jobs as filters_jobs
from arengo.social.filters import listeners as filters
from arengo.social.filters.actions import forget_account as erase_filters
from arengo.social.follows import jobs as follows_jobs
from arengo.social.follows import listeners as follows
from arengo.social.follows.domains.actions import forget_account as erase_domain_blocks
from arengo.social.follows.erasing import erase_some as erase_relations
from arengo.social.follows.lists import listeners as lists
from arengo.social.follows.lists.actions import forget_account as erase_lists
from arengo.social.instance.announcements import jobs as announcements_jobs
from arengo.social.instance.announcements.actions import forget_account as erase_reads
from arengo.social.instance.open_letters.actions import forget_account as erase_portraits
from arengo.social.media import jobs as media_jobs
from arengo.social.media import recordings
from arengo.social.media.actions import remove_of_account as erase_media
from arengo.social.messages import listeners as messages
from arengo.social.messages.actions import forget_account as erase_conversations
from arengo.social.moving import jobs as moving_jobs
from arengo.social.moving import listeners as moving
from arengo.social.moving.actions import JOB as IMPORT_JOB
from arengo.social.moving.actions import forget_account as erase_imports
from arengo.social.moving.model import ATTEMPTS as IMPORT_ATTEMPTS
from arengo.social.moving.model import Place
from arengo.social.moving.packing import jobs as packing_jobs
from arengo.social.moving.packing.actions import FORGET_JOB as FORGET_ARCHIVE_JOB
from arengo.social.moving.packing.actions import JOB as ARCHIVE_JOB
from arengo.social.moving.packing.actions import forget_account as erase_archives
from arengo.social.notifications import jobs as notifications_jobs
from arengo.social.notifications import listeners as notifications
from arengo.social.notifications import recommendations
from arengo.social.notifications.actions import forget_account as erase_notifications
from arengo.social.notifications.actions import forget_told_by as erase_told
from arengo.social.notifications.push import jobs as push_jobs
from arengo.social.notifications.push import listeners as push
from arengo.social.notifications.push.actions import JOB as PUSH_JOB
from arengo.social.notifications.push.actions import LETTER_JOB as PUSH_LETTER_JOB
from arengo.social.posts import jobs as posts_jobs
from arengo.social.posts import listeners as posts
from arengo.social.posts.actions import erase_posts
from arengo.social.posts.actions import forget_account as erase_mentions
from arengo.social.posts.cards import jobs as cards_jobs
from arengo.social.posts.cards import listeners as cards
from arengo.social.posts.offers import jobs as offers_jobs
from arengo.social.posts.offers import listeners as offers
from arengo.social.posts.offers.actions import forget_account as erase_offers
from arengo.social.posts.plans import jobs as plans_jobs
from arengo.social.posts.plans.actions import forget_account as erase_plans
from arengo.social.posts.polls import jobs as polls_jobs
from arengo.social.posts.polls import listeners as polls
from arengo.social.posts.polls.actions import forget_account as erase_votes
from arengo.social.posts.quotes import jobs as quotes_jobs
from arengo.social.posts.quotes import listeners as quotes
from arengo.social.posts.threads import listeners as threads
from arengo.social.reactions import jobs as reactions_jobs
from arengo.social.reactions import listeners as reactions
from arengo.social.reactions.actions import forget_account as erase_reactions
from arengo.social.search import jobs as search_jobs
from arengo.social.search import listeners as search
from arengo.social.timelines.entries import listeners as entries
from arengo.social.timelines.entries.actions import forget_account as erase_followed_tags
from arengo.social.timelines.featured import listeners as featured
from arengo.social.timelines.featured.actions import forget_account as erase_featured_tags
from arengo.storage import Listeners
from arengo.streaming import listeners as streaming

# What is erased of an account that is gone, in this order, each in small transactions.
ERASURE: Sequence[Step] = (
    erase_imports,  # before the posts, which one that is at work would bring back
    erase_featured_tags,  # before the posts, which would be counted down one by one
    erase_told,
    erase_posts,
    erase_offers,
    erase_archives,
    erase_mentions,
    erase_votes,
    erase_plans,
    erase_media,
    erase_reactions,
    erase_lists,
    erase_relations,
    erase_domain_blocks,
    erase_followed_tags,
    erase_markers,
    erase_visits,
    erase_conversations,
    erase_reads,
    erase_portraits,
    erase_filters,
    erase_suggestions,
    erase_sources,
    erase_collections,
    erase_notifications,
    erase_reports,
)


def listen(listeners: Listeners, bus: Bus) -> None:
    """Let every feature hear of what it needs to know."""
    for feature in (users, sessions, signup, oauth, follows, lists, threads, entries, reactions):
        feature.listen(listeners)
    for feature in (passkeys, posts, featured, push):
        feature.listen(listeners)
    filters.listen(listeners)
    showcase.listen(listeners)
    trends.listen(listeners)
    collections.listen(listeners)
    cards.listen(listeners)
    quotes.listen(listeners)
    polls.listen(listeners)
    offers.listen(listeners)
    notifications.listen(listeners, bus)
    recommendations.listen(listeners)
    messages.listen(listeners)  # who was told of a letter has it
    streaming.listen(listeners, bus)
    search.listen(listeners, bus)
    moving.listen(listeners)
    proofs.listen(listeners)


def wake(worker: Worker, message: Message) -> None:
    """Let the process that writes the files of the search look at what another one noted."""
    if message.topic == search.TOPIC and Lane.SEARCH in worker.lanes:
        worker.wake()


def registry(site: Site, mail: Mailer) -> Registry:
    """Return which function runs each kind of job."""
    db, files = site.db, site.files
    known = Registry()
    send_mail = partial(
        users_jobs.send_mail, db=db, mail=mail, keys=site.keys, settings=site.settings
    )
    known.add(MAIL_JOB, send_mail, Lane.INTERACTIVE)
    send_letter = partial(people_jobs.send_letter, db=db, mail=mail, settings=site.settings)
    known.add(LETTER_JOB, send_letter, Lane.INTERACTIVE)
    publish_plan = partial(
        plans_jobs.publish_plan,
        db,
        host_name=site.settings.host_name,
        most_characters=site.settings.post_max_characters,
    )
    known.add("plans.publish", publish_plan, Lane.INTERACTIVE)
    known.add(PUSH_JOB, partial(pushing_jobs.deliver, site), Lane.DELIVER)
    known.add(PUSH_LETTER_JOB, partial(pushing_jobs.deliver_letter, site), Lane.DELIVER)
    known.add("push.wake_for_letter", partial(push_jobs.wake_all, db), Lane.FANOUT)
    known.add(PROOFS_JOB, partial(proofs_jobs.prove_links, site), Lane.MEDIA, attempts=3)
    known.add("posts.fetch_card", partial(cards_jobs.fetch_card, site), Lane.MEDIA, attempts=3)
    read_source = partial(news_jobs.read_source, db, site.egress)
    known.add(READ_JOB, read_source, Lane.MEDIA, attempts=3)
    for kind, run, lane in (*_kinds(db, files), *_of_media(site)):
        known.add(kind, run, lane)
    for kind, run in _of_search(site):
        known.add(kind, run, Lane.SEARCH)
    here = Place(
        host_name=site.settings.host_name,
        origin=site.settings.origin,
        most_characters=site.settings.post_max_characters,
    )
    take_import = partial(moving_jobs.take_import, site, site.imports, here)
    stop_import = partial(moving_jobs.stop_trying, db)
    known.add(IMPORT_JOB, take_import, Lane.INGRESS, attempts=IMPORT_ATTEMPTS, give_up=stop_import)
    write_archive = partial(packing_jobs.write_archive, site, site.archives)
    stop_archive = partial(packing_jobs.stop_trying, db)
    known.add(ARCHIVE_JOB, write_archive, Lane.INGRESS, give_up=stop_archive)
    forget_archive = partial(packing_jobs.forget_archive, site.archives)
    known.add(FORGET_ARCHIVE_JOB, forget_archive, Lane.MAINTENANCE)
    sweep_moving = partial(packing_jobs.sweep, site, site.archives, site.imports)
    known.add("moving.sweep", sweep_moving, Lane.MAINTENANCE)
    return known


def _of_media(site: Site) -> list[tuple[str, Any, Lane]]:
    delete_files = partial(media_jobs.delete_files, site.files, site.spool)
    return [
        ("media.delete_files", delete_files, Lane.MEDIA),
        ("media.process", partial(recordings.process, site), Lane.RECORDING),
        ("media.sweep", partial(media_jobs.sweep, site.db, site.spool), Lane.MAINTENANCE),
    ]


def _of_search(site: Site) -> list[tuple[str, Any]]:
    return [
        ("search.learn", search_jobs.Learner(site.db, site.search).learn),
        ("search.learn_posts_of", partial(search_jobs.learn_posts_of, site.db)),
        ("search.settle", partial(search_jobs.settle, site.search)),
    ]


def _kinds(db: Any, files: Any) -> list[tuple[str, Any, Lane]]:
    erase = partial(accounts_jobs.erase, db, files, ERASURE)
    upkeep = Lane.MAINTENANCE
    return [
        ("accounts.delete_files", partial(accounts_jobs.delete_files, files), upkeep),
        ("accounts.erase", erase, upkeep),
        ("accounts.forget_visits", partial(visits_jobs.forget_visits, db), upkeep),
        ("accounts.free_names", partial(accounts_jobs.free_names, db), upkeep),
        ("announcements.end", partial(announcements_jobs.end_announcement, db), Lane.INTERACTIVE),
        (
            "announcements.publish",
            partial(announcements_jobs.publish_announcement, db),
            Lane.INTERACTIVE,
        ),
        ("auth.forget_expired", partial(oauth_jobs.forget_expired, db=db), upkeep),
        ("auth.forget_unused", partial(oauth_jobs.forget_unused, db=db), upkeep),
        ("discover.count_trends", partial(trends_jobs.count_trends, db), upkeep),
        ("discover.note_who_wrote", partial(showcase_jobs.note_who_wrote, db), upkeep),
        ("discover.read_due", partial(news_jobs.read_due, db), upkeep),
        ("filters.forget_post", partial(filters_jobs.forget_filtered, db), upkeep),
        ("follows.accept_all", partial(follows_jobs.accept_all, db), Lane.FANOUT),
        ("follows.end_mute", partial(follows_jobs.end_mute, db), upkeep),
        (
            "notifications.forget_held",
            partial(notifications_jobs.forget_held_of, db),
            upkeep,
        ),
        ("notifications.forget_old", partial(notifications_jobs.forget_old, db), upkeep),
        (
            "notifications.forget_post",
            partial(notifications_jobs.forget_post_of_author, db),
            upkeep,
        ),
        (
            "notifications.forget_sender",
            partial(notifications_jobs.forget_sender_of, db),
            Lane.FANOUT,
        ),
        ("notifications.merge", partial(notifications_jobs.merge_accepted, db), Lane.FANOUT),
        ("notifications.ring_bells", partial(notifications_jobs.ring_bells, db), Lane.FANOUT),
        ("notifications.tell_quoters", partial(notifications_jobs.tell_quoters, db), Lane.FANOUT),
        ("notifications.tell_boosters", partial(notifications_jobs.tell_boosters, db), Lane.FANOUT),
        ("notifications.tell_voters", partial(notifications_jobs.tell_voters, db), Lane.FANOUT),
        ("polls.end", partial(polls_jobs.end_poll, db), Lane.FANOUT),
        ("polls.forget_votes", partial(polls_jobs.forget_votes_of, db), upkeep),
        ("posts.forget_keys", partial(posts_jobs.forget_keys, db), upkeep),
        ("posts.renew_cards", partial(cards_jobs.renew_cards, db), Lane.MEDIA),
        ("posts.renew_media_of", partial(posts_jobs.renew_media_of, db), Lane.FANOUT),
        ("posts.sweep_cards", partial(cards_jobs.sweep_cards, db), upkeep),
        ("posts.refuse_old_offers", partial(offers_jobs.refuse_old_offers, db), upkeep),
        ("posts.forget_quotes", partial(quotes_jobs.forget_quotes, db), upkeep),
        ("posts.remove_boosts", partial(posts_jobs.remove_boosts_of, db), Lane.FANOUT),
        ("storage.settle", db.settle, upkeep),
        ("reactions.forget_post", partial(reactions_jobs.forget_favourites_of, db), upkeep),
    ]


def timetable() -> Timetable:
    """Return what runs again and again."""
    plan = Timetable()
    plan.add("forget what is over", every_ms=HOUR_MS, kind="auth.forget_expired")
    plan.add("empty the log of what was deleted", every_ms=HOUR_MS, kind="storage.settle")
    plan.add("sweep unused media", every_ms=HOUR_MS, kind="media.sweep")
    plan.add("sweep what moved", every_ms=HOUR_MS, kind="moving.sweep")
    plan.add("count trends", every_ms=10 * MINUTE_MS, kind="discover.count_trends")
    plan.add("read the news", every_ms=5 * MINUTE_MS, kind="discover.read_due")
    plan.add("note who wrote", every_ms=10 * MINUTE_MS, kind="discover.note_who_wrote")
    plan.add("forget old notifications", every_ms=DAY_MS, kind="notifications.forget_old")
    plan.add("forget idempotency keys", every_ms=DAY_MS, kind="posts.forget_keys")
    plan.add("forget what had no card", every_ms=DAY_MS, kind="posts.sweep_cards")
    plan.add("forget old visits", every_ms=DAY_MS, kind="accounts.forget_visits")
    plan.add("refuse old offers", every_ms=DAY_MS, kind="posts.refuse_old_offers")
    plan.add("forget unused apps", every_ms=DAY_MS, kind="auth.forget_unused")
    plan.add("free retired names", every_ms=DAY_MS, kind="accounts.free_names")
    plan.add("clear deleted words away", every_ms=HOUR_MS, kind="search.settle", lane=Lane.SEARCH)
    return plan
