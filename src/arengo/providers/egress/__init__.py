"""Requests to other servers: the one HTTP client, which reaches only what anybody can reach.

Strangers choose where we connect to (links in posts, push endpoints, other servers), so every
address is checked, at every redirect, and the connection is made to the very address that was
checked: a name that changes its answer gains nothing. Redirects are followed for GET and HEAD.
No cookies, no proxy from the environment; bytes and time are limited by whoever asks.
"""

from arengo.providers.egress.leaving import Egress
from arengo.providers.egress.model import Incoming, Outgoing, Refused, Unreachable
from arengo.providers.egress.names import names_of_this_machine
from arengo.providers.egress.reach import LOOPBACK, Reach

__all__ = [
    "LOOPBACK",
    "Egress",
    "Incoming",
    "Outgoing",
    "Reach",
    "Refused",
    "Unreachable",
    "names_of_this_machine",
]
