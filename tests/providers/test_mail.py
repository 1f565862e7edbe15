"""Mail: what arrives at a real server, what is refused, and which route is tried next."""

import asyncio
import datetime as dt
import socket
import ssl
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from arengo.providers.mail import (
    Mail,
    Mailers,
    MailRefused,
    MailUnavailable,
    NullMailer,
    SmtpMailer,
)
from arengo.providers.mail.message import Unwritable, address, written

SENDER = "Arengo <post@square.example>"
SOON_S = 60  # however slow the machine is


class Inbox:
    """A server that answers as it was told and keeps what it took."""

    def __init__(self, *, on_rcpt=None, on_data=None, on_mail=None):
        self.mails = []
        self.senders = []
        self._on_rcpt, self._on_data, self._on_mail = on_rcpt, on_data, on_mail

    async def handle_MAIL(self, server, session, envelope, sender, options):  # noqa: ARG002, N802
        envelope.mail_from = sender
        return self._on_mail or "250 OK"

    async def handle_RCPT(self, server, session, envelope, recipient, options):  # noqa: ARG002, N802
        if self._on_rcpt:
            return self._on_rcpt
        envelope.rcpt_tos.append(recipient)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: ARG002, N802
        if self._on_data:
            return self._on_data
        self.senders.append(envelope.mail_from)
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


class Listening(Controller):
    """Takes a port of which nobody can be before it."""

    def __init__(self, inbox, **options):
        self._own = socket.create_server(("127.0.0.1", 0))
        place = {"hostname": "127.0.0.1", "port": self._own.getsockname()[1]}
        super().__init__(inbox, ready_timeout=SOON_S, **place, **options)

    def _create_server(self):
        return self.loop.create_server(self._factory_invoker, sock=self._own, ssl=self.ssl_context)


@pytest.fixture
def serve():
    running = []

    def start(inbox, **options):
        running.append(Listening(inbox, **options))
        running[-1].start()
        return running[-1].port

    yield start
    for controller in running:
        controller.stop()


@pytest.fixture
def dead_port():
    """Give a port that is taken and where nobody listens."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound.getsockname()[1]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def server_tls(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def client_tls(certificate):
    return ssl.create_default_context(cafile=str(certificate))


def mail(**changes):
    return Mail(**{"to": "bob@example.org", "subject": "Hello", "text": "Good day.", **changes})


def mailer(port, **options):
    return smtp(f"smtp://127.0.0.1:{port}", **options)


def smtp(url, **options):
    return SmtpMailer(url, sender=SENDER, **{"timeout_s": SOON_S, **options})


def send(route, letter=None):
    async def send_and_hang_up():
        try:
            await route.send(letter or mail())
        finally:
            await hung_up()

    asyncio.run(send_and_hang_up())


async def hung_up():
    """Wait until every line is closed: a loop that ends before leaves them to be collected."""
    lines = asyncio.get_running_loop()._transports
    async with asyncio.timeout(SOON_S):
        while any(each._sock is not None for each in lines.values()):  # noqa: ASYNC110  nothing tells us
            await asyncio.sleep(0.001)


def test_a_mail_arrives_with_all_headers_a_mail_needs(serve):
    inbox = Inbox()
    send(
        mailer(serve(inbox)),
        mail(
            subject="Perché no? 🙂",
            text="Größe\nhttps://square.example/confirm?token=a=b\n",
            html="<p>Größe</p>",
            message_id="<job-1@square.example>",
            headers={"List-Unsubscribe": "<https://square.example/u>"},
        ),
    )
    (got,) = inbox.mails
    assert got["From"] == SENDER
    assert got["To"] == "bob@example.org"
    assert got["Subject"] == "Perché no? 🙂"
    assert got["Message-ID"] == "<job-1@square.example>"
    assert got["Auto-Submitted"] == "auto-generated"
    assert got["List-Unsubscribe"] == "<https://square.example/u>"
    assert abs(dt.datetime.now(dt.UTC) - got["Date"].datetime).seconds < 60
    plain, rich = got.iter_parts()
    assert plain.get_content().splitlines()[1] == "https://square.example/confirm?token=a=b"
    assert rich.get_content().strip() == "<p>Größe</p>"
    assert inbox.senders == ["post@square.example"]


def test_a_mail_without_an_id_is_given_one_of_the_senders_domain():
    message = written(mail(), sender=address(SENDER))
    assert message["Message-ID"].endswith("@square.example>")


def test_a_name_in_another_script_arrives_at_a_domain_in_ascii(serve):
    inbox = Inbox()
    send(mailer(serve(inbox)), mail(to="Zoë <zoe@bücher.example>"))
    assert inbox.mails[0]["To"] == "Zoë <zoe@xn--bcher-kva.example>"


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": "Hi\r\nBcc: eve@example.org"},
        {"subject": "Hi\nBcc: eve@example.org"},
        {"to": "bob@example.org\r\nBcc: eve@example.org"},
        {"to": "bob@example.org, eve@example.org"},
        {"to": "bob"},
        {"to": ""},
        {"to": "bob@example.org> RCPT TO:<eve@example.org"},
        {"message_id": "<a@b>\r\nX: y"},
        {"headers": {"X-Note": "a\rb"}},
        {"headers": {"X-Note\r\nBcc": "eve@example.org"}},
        {"headers": {"Bcc": "eve@example.org"}},
        {"headers": {"from": "eve@example.org"}},
        {"headers": {"Content-Type": "text/html"}},
    ],
)
def test_nothing_can_be_smuggled_into_a_header(serve, changes):
    inbox = Inbox()
    with pytest.raises(MailRefused):
        send(mailer(serve(inbox)), mail(**changes))
    assert inbox.mails == []


@given(subject=st.text(), to=st.text())
def test_whatever_is_written_goes_to_one_person_with_our_headers_only(subject, to):
    try:
        message = written(mail(subject=subject, to=f"{to}@example.org"), sender=address(SENDER))
        raw = message.as_bytes()
    except Unwritable:
        return
    read = message_from_bytes(raw, policy=policy.default)
    assert len(read["To"].addresses) == 1
    assert set(read.keys()) == {
        *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted"),
        *("Content-Type", "Content-Transfer-Encoding", "MIME-Version"),
    }


def test_starttls_with_credentials_delivers(serve, server_tls, client_tls):
    inbox, seen = Inbox(), []

    def check(server, session, envelope, mechanism, data):  # noqa: ARG001
        seen.append((data.login, data.password, session.ssl is not None))
        return AuthResult(success=True)

    port = serve(inbox, tls_context=server_tls, authenticator=check, auth_required=True)
    url = f"smtp+starttls://us%40er:p%2Fw@localhost:{port}"
    send(smtp(url, tls=client_tls))
    assert len(inbox.mails) == 1
    assert seen == [(b"us@er", b"p/w", True)]


def test_tls_from_the_first_byte_delivers(serve, server_tls, client_tls):
    inbox = Inbox()
    port = serve(inbox, ssl_context=server_tls, server_hostname="localhost")
    send(smtp(f"smtps://localhost:{port}", tls=client_tls))
    assert len(inbox.mails) == 1


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(serve, server_tls):
    inbox = Inbox()
    port = serve(inbox, tls_context=server_tls)
    with pytest.raises(MailUnavailable):
        send(smtp(f"smtp+starttls://localhost:{port}"))
    assert inbox.mails == []


def test_a_server_without_starttls_is_not_used_in_the_clear(serve):
    inbox = Inbox()
    with pytest.raises(MailUnavailable):
        send(smtp(f"smtp+starttls://localhost:{serve(inbox)}"))
    assert inbox.mails == []


def test_a_refused_sign_in_is_the_routes_fault_not_the_mails(serve):
    def nobody(*_asked):
        return AuthResult(success=False, handled=False)

    port = serve(Inbox(), authenticator=nobody, auth_require_tls=False)
    with pytest.raises(MailUnavailable, match="535"):
        send(smtp(f"smtp://a:b@127.0.0.1:{port}"))


@pytest.mark.parametrize(
    ("answers", "failure"),
    [
        ({"on_rcpt": "550 no such user"}, MailRefused),
        ({"on_data": "554 spam"}, MailRefused),
        ({"on_rcpt": "451 come back"}, MailUnavailable),
        ({"on_data": "452 full"}, MailUnavailable),
        ({"on_mail": "451 account suspended"}, MailUnavailable),
        ({"on_mail": "554 relay denied"}, MailUnavailable),
    ],
)
def test_never_is_told_from_not_now(serve, answers, failure):
    with pytest.raises(failure):
        send(mailer(serve(Inbox(**answers))))


def test_a_server_that_says_nothing_is_given_up_on():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"smtp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(MailUnavailable):
            send(smtp(url, timeout_s=0.2))


def test_the_second_route_delivers_when_the_first_is_dead(serve, dead_port):
    inbox = Inbox()
    send(Mailers([mailer(dead_port), mailer(serve(inbox))]))
    assert len(inbox.mails) == 1


def test_the_second_route_stays_unused_while_the_first_works(serve):
    inbox, spare = Inbox(), NullMailer()
    send(Mailers([mailer(serve(inbox)), spare]))
    assert (len(inbox.mails), len(spare.sent)) == (1, 0)


def test_a_mail_is_refused_only_when_every_route_says_never(serve, dead_port):
    never = mailer(serve(Inbox(on_rcpt="550 no")))
    with pytest.raises(MailRefused):
        send(Mailers([never, never]))
    with pytest.raises(MailUnavailable):
        send(Mailers([never, mailer(dead_port)]))


def test_no_routes_at_all_is_a_mistake():
    with pytest.raises(ValueError, match="at least one"):
        Mailers([])


@pytest.mark.parametrize(
    "url", ["http://mail.example", "smtp://", "smtp://user:secret@mail.example", "mail.example"]
)
def test_a_url_that_cannot_work_is_refused_without_repeating_it(url):
    with pytest.raises(ValueError) as refused:  # noqa: PT011  the message is looked at below
        SmtpMailer(url, sender=SENDER)
    assert "secret" not in str(refused.value)


def test_the_null_route_remembers_the_newest():
    null = NullMailer(keep=2)
    for subject in ("one", "two", "three"):
        send(null, mail(subject=subject))
    assert [kept.subject for kept in null.sent] == ["two", "three"]
