"""Messages are what RFC 8291 says, and what older apps read."""

import json

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given
from hypothesis import strategies as st

from arengo.providers.push import Receiver, Signer, message, message_of_old
from arengo.providers.push.encryption import (
    CURVE,
    Once,
    from_base64,
    point_of,
    seal,
    seal_of_old,
    to_base64,
)

MOST = 3_000
KEY = ec.derive_private_key(7, CURVE)
RECEIVER = Receiver(point_of(KEY.public_key()), b"a" * 16)
SIGNER = Signer((1234567).to_bytes(32, "big"), contact="https://arengo.test")


def test_a_message_is_the_one_in_the_appendix_of_the_rfc():
    receiver = Receiver.read(
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "BTBZMqHH6r4Tts7J_aSIgg",
    )
    number = int.from_bytes(from_base64("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), "big")
    once = Once(ec.derive_private_key(number, CURVE), from_base64("DGv6ra1nlYgDCS1FRnbzlw"))
    sealed = seal(b"When I grow up, I want to be a watermelon", receiver, once)
    assert to_base64(sealed) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS"
        "6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qu"
        "lcy4a-fN"
    )


@given(st.binary(max_size=MOST))
def test_the_receiver_reads_what_was_written(text):
    read = http_ece.decrypt(seal(text, RECEIVER), private_key=KEY, auth_secret=RECEIVER.auth)
    assert read == text


@given(st.binary(max_size=MOST))
def test_the_receiver_of_old_reads_what_was_written(text):
    sealed = seal_of_old(text, RECEIVER)
    read = http_ece.decrypt(
        sealed.body,
        salt=sealed.salt,
        dh=sealed.point,
        private_key=KEY,
        auth_secret=RECEIVER.auth,
        keylabel="P-256",
        version="aesgcm",
    )
    assert read == text


def test_no_two_messages_look_alike():
    assert len({seal(b"same", RECEIVER) for _ in range(3)}) == 3


@pytest.mark.parametrize("standard", [True, False])
def test_a_request_says_who_sends_it(standard):
    make = message if standard else message_of_old
    made = make(b"x", endpoint="https://push.example/a?b", to=RECEIVER, signer=SIGNER)
    assert (made.method, made.url) == ("POST", "https://push.example/a?b")
    assert made.headers["TTL"] == "172800"
    assert made.headers["Urgency"] == "normal"
    public = to_base64(SIGNER.point)
    if standard:
        assert made.headers["Content-Encoding"] == "aes128gcm"
        token, key = made.headers["Authorization"].removeprefix("vapid t=").split(", k=")
        assert key == public
    else:
        assert made.headers["Content-Encoding"] == "aesgcm"
        assert made.headers["Crypto-Key"].endswith(f";p256ecdsa={public}")
        token = made.headers["Authorization"].removeprefix("WebPush ")
    said, signature = token.rsplit(".", 1)
    raw = from_base64(signature)
    numbers = (int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, SIGNER.point)
    theirs.verify(encode_dss_signature(*numbers), said.encode(), ec.ECDSA(SHA256()))
    claims = json.loads(from_base64(said.split(".")[1]))
    assert claims["aud"] == "https://push.example"
    assert claims["sub"] == "https://arengo.test"


def test_the_public_key_is_padded_as_apps_know_it():
    assert len(SIGNER.public) % 4 == 0
    assert from_base64(SIGNER.public) == SIGNER.point


@pytest.mark.parametrize(
    ("p256dh", "auth"),
    [
        ("", ""),
        ("not base64 !", "YWFhYWFhYWFhYWFhYWFhYQ"),
        (to_base64(RECEIVER.point[:64]), to_base64(RECEIVER.auth)),
        (to_base64(b"\x04" + b"\x01" * 64), to_base64(RECEIVER.auth)),
        (to_base64(RECEIVER.point), to_base64(b"short")),
        (to_base64(RECEIVER.point), "ä"),
    ],
)
def test_keys_that_are_none_are_refused(p256dh, auth):
    with pytest.raises(ValueError):  # noqa: PT011  which of them is wrong does not matter
        Receiver.read(p256dh, auth)
