"""The client for other servers, against real ones on this machine."""

import datetime as dt
import gzip
import socket
import ssl
import zlib
from ipaddress import ip_network

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from arengo.providers.egress import LOOPBACK, Egress, Outgoing, Reach, Refused, Unreachable
from tests.elsewhere import elsewhere
from tests.ports import free_port

pytestmark = pytest.mark.anyio
ONLY = (ip_network("127.0.0.1/32"),)  # plays the public internet; ::1 plays what is inside
INSIDE = "::1"


class Names:
    """A name server that gives each answer once, the last one for ever."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []

    async def __call__(self, host, port):  # noqa: ARG002
        self.asked.append(host)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@pytest.fixture(scope="module")
def port():
    """Give a port that is free inside too: some tests play both there."""
    return free_port()


@pytest.fixture
async def there(anyio_backend, port):  # noqa: ARG001
    async with elsewhere(port=port) as there:
        yield there


@pytest.fixture
async def make(anyio_backend):  # noqa: ARG001
    made = []

    def make(*, allowed=ONLY, **options):
        made.append(Egress(user_agent="Tests", reach=Reach(allowed=allowed), **options))
        return made[-1]

    yield make
    for each in made:
        await each.close()


@pytest.fixture
def send(make):
    egress = make()

    async def send(url, *, most_bytes=1000, timeout_s=20, redirects=3, cut=False, **outgoing):
        return await egress.send(
            Outgoing(url=url, **outgoing),
            most_bytes=most_bytes,
            timeout_s=timeout_s,
            redirects=redirects,
            cut=cut,
        )

    return send


async def test_an_answer_comes_back_whole(there, send):
    answer = await send(there.says("/a?b=c", "ciao", status=201, X_Thing="yes"))
    assert (answer.status, answer.body) == (201, b"ciao")
    assert answer.headers["x-thing"] == "yes"
    assert answer.url == there.url("/a?b=c")
    asked = there.asked[0].headers
    assert asked["user-agent"] == "Tests"
    assert asked["accept-encoding"] == "gzip"


async def test_a_body_and_headers_go_out(there, send):
    there.says("/in", "got it")
    await send(
        there.url("/in"), method="POST", body=b"\x00\x01", headers={"Ttl": "5", "Host": "else"}
    )
    asked = there.asked[0]
    assert (asked.method, asked.body, asked.headers["ttl"]) == ("POST", b"\x00\x01", "5")
    assert asked.headers["host"] != "else"
    assert "content-type" not in asked.headers


async def test_redirects_are_followed_as_far_as_allowed(there, send):
    there.says("/1", status=301, Location="/2")
    there.says("/2", status=302, Location=there.url("/3"))
    there.says("/3", "here")
    assert (await send(there.url("/1"))).url == there.url("/3")
    with pytest.raises(Refused):
        await send(there.url("/1"), redirects=1)
    there.says("/loop", status=308, Location="/loop")
    with pytest.raises(Refused):
        await send(there.url("/loop"))
    assert there.asked_for("/loop") == 4


async def test_what_was_posted_is_not_posted_elsewhere(there, send):
    there.says("/moved", status=307, Location="/other")
    answer = await send(there.url("/moved"), method="POST", body=b"x")
    assert answer.status == 307
    assert not there.asked_for("/other")


async def test_a_secret_does_not_travel_to_another_server(there, send):
    async with elsewhere() as other:
        there.says("/here", status=302, Location="/still")
        there.says("/still", status=302, Location=other.says("/there", "x"))
        await send(there.url("/here"), headers={"Authorization": "Bearer 1", "Accept": "a/b"})
        assert there.asked[1].headers["authorization"] == "Bearer 1"
        assert "authorization" not in other.asked[0].headers
        assert other.asked[0].headers["accept"] == "a/b"


@pytest.mark.parametrize(
    "location",
    [
        *("http://[::1]:{port}/secret", "http://[::ffff:10.0.0.1]/", "http://169.254.169.254/"),
        *("http://10.0.0.1/", "http://0/", "http://0.0.0.0:{port}/secret", "http://127.1:{port}/"),
        *("file:///etc/passwd", "gopher://127.0.0.1:{port}/_GET", "http://2130706433:{port}/"),
        *("http://[fd00:ec2::254]/", "http://[64:ff9b::a00:1]/", "http://u@127.0.0.1:{port}/"),
        "//[::1]:{port}/secret",
    ],
)
async def test_a_redirect_leads_nowhere_inside(there, send, port, location):
    there.says("/out", status=302, Location=location.format(port=port))
    async with elsewhere(INSIDE, port) as secret:
        with pytest.raises(Refused):
            await send(there.url("/out"))
        assert len(there.asked) == 1
        assert not secret.asked


async def test_names_of_this_machine_are_refused_by_default(make):
    egress = make(allowed=())
    async with elsewhere() as there:
        port = there.origin.rpartition(":")[2]
        for host in ("localhost", "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]"):
            for shown in ("", f":{port}"):
                with pytest.raises(Refused):
                    await egress.send(
                        Outgoing(url=f"http://{host}{shown}/"), most_bytes=9, timeout_s=20
                    )
        assert not there.asked


async def test_a_name_that_changes_its_answer_gains_nothing(there, make, port):
    names = Names(["127.0.0.1"], [INSIDE])
    egress = make(lookup=names)
    there.says("/a", "outside")
    url = f"http://rebound.example:{port}/a"
    async with elsewhere(INSIDE, port) as secret:
        answer = await egress.send(Outgoing(url=url), most_bytes=99, timeout_s=20)
        assert answer.body == b"outside"
        assert names.asked == ["rebound.example"]  # asked once: the checked answer is used
        with pytest.raises(Refused):
            await egress.send(Outgoing(url=url), most_bytes=99, timeout_s=20)
        assert not secret.asked


async def test_one_bad_address_makes_the_whole_name_bad(there, make):
    port = int(there.origin.rpartition(":")[2])
    egress = make(lookup=Names(["127.0.0.1", INSIDE]))
    with pytest.raises(Refused):
        await egress.send(Outgoing(url=f"http://both.example:{port}/"), most_bytes=9, timeout_s=20)
    assert not there.asked


async def test_a_name_without_an_address_is_unreachable(make):
    with pytest.raises(Unreachable):
        await make(lookup=Names([])).send(
            Outgoing(url="http://none.example/"), most_bytes=9, timeout_s=20
        )


async def test_the_system_is_asked_for_names(there, make):
    there.says("/", "by name")
    egress = make(allowed=LOOPBACK)
    port = there.origin.rpartition(":")[2]
    answer = await egress.send(
        Outgoing(url=f"http://localhost:{port}/"), most_bytes=99, timeout_s=20
    )
    assert answer.body == b"by name"
    with pytest.raises(Unreachable):
        await egress.send(Outgoing(url=f"http://two..dots:{port}/"), most_bytes=9, timeout_s=20)


async def test_too_many_bytes_are_refused_or_cut(there, send):
    url = there.says("/long", "x" * 5000)
    with pytest.raises(Refused):
        await send(url, most_bytes=4999)
    assert len((await send(url, most_bytes=5000)).body) == 5000
    assert (await send(url, most_bytes=10, cut=True)).body == b"x" * 10


async def test_bytes_without_a_length_are_counted(there, send):
    url = there.sends("/endless", b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + b"x" * 300_000)
    with pytest.raises(Refused):
        await send(url, most_bytes=100_000)


@pytest.mark.parametrize(("pack", "name"), [(gzip.compress, "gzip"), (zlib.compress, "deflate")])
async def test_packed_answers_are_unpacked(there, send, pack, name):
    text = b"many words " * 50
    url = there.says("/packed", pack(text), Content_Encoding=name)
    assert (await send(url)).body == text


async def test_a_bomb_does_not_go_off(there, send):
    bomb = gzip.compress(bytes(20_000_000))
    assert len(bomb) < 30_000
    url = there.says("/bomb", bomb, Content_Encoding="gzip")
    with pytest.raises(Refused):
        await send(url, most_bytes=1_000_000)
    assert (await send(url, most_bytes=70_000, cut=True)).body == bytes(70_000)


@pytest.mark.parametrize(
    ("encoding", "expected"), [("br", Refused), ("gzip, gzip", Refused), ("gzip", Unreachable)]
)
async def test_what_cannot_be_unpacked_is_refused(there, send, encoding, expected):
    url = there.says("/odd", b"not packed at all", Content_Encoding=encoding)
    with pytest.raises(expected):
        await send(url)


@pytest.mark.parametrize(
    "raw",
    [
        *(b"", b"\r\n\r\n", b"SSH-2.0-OpenSSH_9.2\r\n", b"HTTP/1.1 999999 x\r\n\r\n"),
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000 + b"\r\n\r\n",
        b"\xff\xfe\x00",
    ],
)
async def test_what_is_not_http_is_unreachable(there, send, raw):
    with pytest.raises(Unreachable):
        await send(there.sends("/raw", raw))


async def test_a_silent_server_is_left(send):
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = listening.getsockname()[1]
        with pytest.raises(Unreachable):
            await send(f"http://127.0.0.1:{port}/", timeout_s=0.05)


async def test_a_closed_port_is_unreachable(send):
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))  # and nobody listens
        with pytest.raises(Unreachable):
            await send(f"http://127.0.0.1:{bound.getsockname()[1]}/closed")


async def test_no_cookie_comes_back_and_no_proxy_is_used(there, send, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    url = there.says("/cookie", "x", Set_Cookie="a=b")
    await send(url)
    await send(url)
    assert "cookie" not in there.asked[1].headers


async def test_the_certificate_is_of_the_name_that_was_asked_for(make, tmp_path):
    certificate, serving = _certificate("right.example", tmp_path)
    tls = ssl.create_default_context(cafile=certificate)
    async with elsewhere(tls=serving) as there:
        there.says("/", "safe")
        port = there.origin.rpartition(":")[2]
        egress = make(lookup=Names(["127.0.0.1"]), tls=tls)
        url = f"https://right.example:{port}/"
        assert (await egress.send(Outgoing(url=url), most_bytes=9, timeout_s=20)).body == b"safe"
        with pytest.raises(Unreachable):
            await egress.send(
                Outgoing(url=f"https://wrong.example:{port}/"), most_bytes=9, timeout_s=20
            )
        assert len(there.asked) == 1


def _certificate(name, folder):
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path, key_path = folder / "cert.pem", folder / "key.pem"
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(path, key_path)
    return path, serving
