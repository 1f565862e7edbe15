"""Web Push: messages that only the receiving app can read, signed with the key of this site.

Two forms: RFC 8291 with RFC 8292, and their drafts of 2016 (`aesgcm`), which apps that did not ask
for the standard still expect. Nothing is sent here: a message is a request for `providers/egress`.
"""

from arengo.providers.push.encryption import Receiver
from arengo.providers.push.messages import message, message_of_old
from arengo.providers.push.vapid import Signer

__all__ = ["Receiver", "Signer", "message", "message_of_old"]
