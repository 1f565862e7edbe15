"""Which addresses can be reached: none that only somebody inside could reach."""

import contextlib
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arengo.providers.egress import LOOPBACK, Reach, Refused
from arengo.providers.egress.urls import next_url, read_url

CLOSED = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.127.255.254",
    "127.0.0.1",
    "127.255.255.255",
    "169.254.169.254",
    "169.254.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.0.170",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::2",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::10.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "64:ff9b:1::808:808",
    "100::1",
    "2001::1",
    "2001:0:7f00:1::",
    "2001:2::1",
    "2001:10::1",
    "2001:20::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a00:1::",
    "2002:808:808::",
    "3fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fdff::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff00::1",
    "ff02::1",
]

PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.0",
    "169.253.255.255",
    "172.15.255.255",
    "172.32.0.0",
    "192.0.1.0",
    "192.167.255.255",
    "198.17.255.255",
    "198.20.0.0",
    "223.255.255.255",
    "2606:4700::1111",
    "2a00:1450:4001::1",
    "2620:fe::fe",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
]

ANYWHERE = Reach()


def is_closed(address: str) -> bool:
    try:
        ANYWHERE.check(address, 443)
    except Refused:
        return True
    return False


def test_what_is_not_public_is_closed():
    assert [address for address in CLOSED if not is_closed(address)] == []


def test_what_is_public_is_open():
    assert [address for address in PUBLIC if is_closed(address)] == []


@pytest.mark.parametrize("text", ["", "example.org", "1.2.3", "0x7f000001", "127.1", "1.2.3.04"])
def test_what_is_not_an_address_is_refused(text):
    with pytest.raises(Refused):
        ANYWHERE.check(text, 443)


@pytest.mark.parametrize("port", [0, 22, 25, 79, 444, 5432, 6379, 8080, 65535])
def test_other_ports_are_closed(port):
    with pytest.raises(Refused):
        ANYWHERE.check("1.1.1.1", port)


def test_the_operator_chooses_ports_and_networks():
    reach = Reach(ports=frozenset((8443,)), allowed=(*LOOPBACK, ip_network("10.1.0.0/16")))
    reach.check("1.1.1.1", 8443)
    reach.check("127.0.0.1", 5)
    reach.check("::ffff:127.0.0.1", 5)
    reach.check("10.1.2.3", 5000)
    for address, port in (("1.1.1.1", 443), ("10.2.0.1", 8443), ("::2", 8443)):
        with pytest.raises(Refused):
            reach.check(address, port)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_as_open_inside_ipv6_as_outside(address):
    forms = [
        str(address),
        str(IPv6Address((0xFFFF << 32) + int(address))),
        str(IPv6Address((0x64_FF9B << 96) + int(address))),
    ]
    assert len({_is_open(each) for each in forms}) == 1


@given(st.ip_addresses())
def test_nothing_that_python_calls_private_is_open(address):
    if _is_open(str(address)):
        known = ip_address(address)
        inner = _inner(known)
        assert (inner or known).is_global or isinstance(inner, IPv4Address)
        assert not known.is_loopback
        assert not known.is_link_local
        assert not known.is_multicast


@pytest.mark.parametrize(
    "url",
    [
        *("", "x", "/", "//", "http:", "http://", "https:///path", "http://:80/", "http:///etc"),
        *("ftp://example.org/", "file:///etc/passwd", "file://localhost/etc/passwd"),
        *(
            "gopher://example.org:70/_x",
            "dict://example.org/",
            "data:text/html,x",
            "ws://a.example",
        ),
        *("javascript:alert(1)", "mailto:a@b.example", "jar:http://example.org!/", "about:blank"),
        *("http://user@example.org/", "http://user:word@example.org/", "http://:word@example.org/"),
        *("http://2130706433/", "http://0/", "http://1/", "http://0x7f000001/", "http://0x7f.1/"),
        *("http://127.1/", "http://017700000001/", "http://0177.0.0.1/", "http://127.0.0.1./"),
        *("http://127.0.0.0x1/", "http://1.2.3.4.5/", "http://256.1.1.1/", "http://example.1/"),
        *("http://[::1/", "http://[nonsense]/", "http://example.org:99999/", "http://a b/"),
        "http://example.org:port/",
        "http://example.org/" + "a" * 5000,
    ],
)
def test_an_address_that_is_not_plain_is_refused(url):
    with pytest.raises(Refused):
        read_url(url)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://example.org", "example.org"),
        ("HTTPS://EXAMPLE.org:443/a?b=c#d", "example.org"),
        ("https://münchen.example/", "xn--mnchen-3ya.example"),
        ("http://1.2.3.4/", "1.2.3.4"),
        ("http://[2606:4700::1111]/", "2606:4700::1111"),
        ("http://4chan.example/", "4chan.example"),
        ("http://example.org./", "example.org."),
    ],
)
def test_a_plain_address_is_read(url, host):
    read = read_url(url)
    assert read.raw_host == host
    assert not read.fragment


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "//user@example.org/", "http://0/", "gopher://a", "http://["]
)
def test_where_a_redirect_leads_is_read_as_strictly(location):
    with pytest.raises(Refused):
        next_url(read_url("https://example.org/a"), location)


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading(text):
    for read in (read_url, lambda url: next_url(read_url("https://a.example/"), url)):
        with contextlib.suppress(Refused):
            assert read(text).scheme in {"http", "https"}


def _is_open(address):
    try:
        ANYWHERE.check(address, 443)
    except Refused:
        return False
    return True


def _inner(address):
    if address.version == 6 and int(address) >> 32 in (0xFFFF, 0x64_FF9B << 64):
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return None
