"""What the fork server has loaded when a server forks from it: all that a server needs.

No child looks for garbage in it, which would copy it; none imports what every server does.
"""

from arengo.cli.waking import kept_for_good

with kept_for_good():
    import uvloop  # noqa: F401

    import arengo.app
    import arengo.storage.postgresql.engine
    import arengo.storage.sqlite.engine  # noqa: F401
    import tests.drills.serving  # noqa: F401
