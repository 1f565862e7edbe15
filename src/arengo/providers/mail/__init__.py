"""Mail on its way out: one port, SMTP, several routes tried in order, and one that only remembers.

Nothing here retries or queues: a mail is a job, and its job repeats after `MailUnavailable` and
gives up after `MailRefused`. The job passes the same message id each time, so that a receiver who
got a mail twice can tell.
"""

from arengo.providers.mail.message import Mail
from arengo.providers.mail.port import Mailer, MailRefused, MailUnavailable
from arengo.providers.mail.remembering import NullMailer
from arengo.providers.mail.routes import Mailers
from arengo.providers.mail.smtp import SmtpMailer

__all__ = [
    "Mail",
    "MailRefused",
    "MailUnavailable",
    "Mailer",
    "Mailers",
    "NullMailer",
    "SmtpMailer",
]
