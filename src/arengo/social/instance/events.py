"""What happened to the site's settings."""

from arengo.base.events import Event


class SettingChanged(Event, frozen=True, kw_only=True):
    """A setting has a new value."""

    name: str
