"""Who hears of what, live: best effort, in this process and in those beside it.

What is published is a hint that something happened; the truth is in the database. A subscriber that
does not keep up is dropped, so that nobody waits for it.
"""

from arengo.bus.in_process import Bus
from arengo.bus.model import Message
from arengo.bus.relay import Relay

__all__ = ["Bus", "Message", "Relay"]
