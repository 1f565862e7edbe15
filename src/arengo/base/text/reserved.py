"""User names that nobody may take: they would speak for the server or stand on its paths."""

_SPEAKS_FOR_THE_SERVER = """
abuse admin administrator admins arengo billing bot contact daemon dpo everyone feedback ftp
government guest help helpdesk here hostmaster info jury juror legal mail mailerdaemon mod
moderation moderator moderators mods news newsletter noc nobody noreply null office official
operator owner police postmaster press privacy register registrar registration root security
server service spam staff status superuser support sysadmin system team test trust undefined user
username uucp verified verify webmaster www
"""

_STANDS_ON_OUR_PATHS = """
about account accounts activitypub actor api app apps ark assets auth authorize avatar avatars
blocks bookmarks confirm confirmation conversations direct directory domains emoji explore
favicon favourites favorites federated files filters follow followers following follows health
home hashtag hashtags holding host hosts i inbox index instance interact invite invites law
lists local login logout manifest media messages metrics mutes nodeinfo notification
notifications oauth outbox password post posts preferences privacypolicy profile proxy public
publish redirect reports reset robots rules scopes search server session sessions settings share
signin signout signup sitemap static statuses streaming tag tags terms timeline timelines token
trends unfollow unsubscribe upload uploads users web webfinger welcome wellknown
"""

RESERVED = frozenset((_SPEAKS_FOR_THE_SERVER + _STANDS_ON_OUR_PATHS).split())
