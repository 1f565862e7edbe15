"""Which addresses apps may give us: those of push services, which anybody can reach by https."""

from contextlib import suppress
from ipaddress import ip_address
from typing import Final

from arengo.base.errors import Invalid
from arengo.config.settings import Settings
from arengo.providers.egress import LOOPBACK, Reach, Refused

MOST_CHARACTERS: Final = 2_048
_HTTPS: Final = 443


def check_endpoint(endpoint: str, settings: Settings) -> None:
    """Raise Invalid for what is no address of a push service.

    Names are looked up only when a message is sent, and their addresses checked then; an address
    that stands in the URL is checked here, so that the app hears of it. The test profile may wake
    apps on this machine.
    """
    from arengo.providers.egress.urls import read_url  # noqa: PLC0415  not needed at the start

    if not endpoint:
        raise Invalid("Validation failed: Endpoint can't be blank")
    try:
        url = read_url(endpoint)
        with suppress(ValueError):
            address = str(ip_address((url.raw_host or "").strip("[]")))
            allowed = LOOPBACK if settings.profile == "test" else ()
            ports = frozenset(settings.egress_ports)
            Reach(ports=ports, allowed=allowed).check(address, url.port or _HTTPS)
    except Refused as refusal:
        raise Invalid(f"Validation failed: Endpoint cannot be used: {refusal}") from None
    if len(endpoint) > MOST_CHARACTERS:
        raise Invalid("Validation failed: Endpoint is too long")
    if url.scheme != "https" and settings.profile != "test":
        raise Invalid("Validation failed: Endpoint is not a valid URL")
