"""What browsers and devices say to each other and to us: questions out, answers checked.

The library is imported where it is used: most processes of a site never meet a passkey.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec
from cryptography.exceptions import UnsupportedAlgorithm

from arengo.auth.passkeys.challenges import LASTS_MS
from arengo.auth.passkeys.model import ANSWER_MAX, NewPasskey, NotGenuine, Passkey
from arengo.base.ids import AccountId
from arengo.config.keys import Keys

if TYPE_CHECKING:
    from webauthn.helpers.structs import AuthenticationCredential, RegistrationCredential

T = TypeVar("T")

_ATTESTATIONS: Final = frozenset({"none", "packed"})  # what comes when none is asked for
_ALGORITHMS: Final = (-7, -8, -257)  # ES256, EdDSA, RS256
_HANDLE_BYTES: Final = 32
# What the library lets through besides its own exceptions when bytes are not what they claim.
_UNREADABLE: Final = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    UnsupportedAlgorithm,
    ValueError,
)


class Here(msgspec.Struct, frozen=True, kw_only=True):
    """What a passkey is bound to: our name and our address. `localhost` is no other name."""

    host: str
    origin: str

    @property
    def name(self) -> str:
        """Return the host without its port."""
        return self.host.partition(":")[0]


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """An answer to a sign-in question as it came: read, and not yet checked."""

    credential: "AuthenticationCredential"
    credential_id: bytes
    handle: bytes | None
    challenge: bytes


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """A new passkey as it came: read, and not yet checked."""

    credential: "RegistrationCredential"
    challenge: bytes


def handle_of(keys: Keys, account_id: AccountId) -> bytes:
    """Return what devices know an account by: always the same, and nothing to anybody else."""
    return keys.sign("passkey handle", str(account_id).encode(), size=_HANDLE_BYTES)


def sign_in_options(here: Here, challenge: bytes) -> bytes:
    """Return what a browser asks its devices: whichever passkey they have for this place."""
    return msgspec.json.encode(
        {
            "challenge": _text(challenge),
            "rpId": here.name,
            "timeout": LASTS_MS,
            "userVerification": "required",
        }
    )


def making_options(
    here: Here, challenge: bytes, *, handle: bytes, name: str, known: Sequence[Passkey]
) -> bytes:
    """Return what a browser asks a device to make, unless it holds one of those known."""
    excluded = [
        {
            "type": "public-key",
            "id": _text(each.credential_id),
            "transports": each.transports.split(",") if each.transports else [],
        }
        for each in known
    ]
    return msgspec.json.encode(
        {
            "rp": {"id": here.name, "name": here.host},
            "user": {"id": _text(handle), "name": name, "displayName": name},
            "challenge": _text(challenge),
            "pubKeyCredParams": [{"type": "public-key", "alg": each} for each in _ALGORITHMS],
            "timeout": LASTS_MS,
            "excludeCredentials": excluded,
            "authenticatorSelection": {
                "residentKey": "required",
                "requireResidentKey": True,
                "userVerification": "required",
            },
            "attestation": "none",
        }
    )


def read_answer(text: str) -> Answered:
    """Read what a browser sent for a sign-in; raises NotGenuine."""
    return _careful(lambda: _read_answer(text), text)


def read_made(text: str) -> Made:
    """Read what a browser sent of a new passkey; raises NotGenuine."""
    return _careful(lambda: _read_made(text), text)


def check_answer(answered: Answered, here: Here, passkey: Passkey) -> int:
    """Return how often the device was used by now; raises NotGenuine."""
    return _careful(lambda: _check_answer(answered, here, passkey))


def check_made(made: Made, here: Here) -> NewPasskey:
    """Return what a device made for us; raises NotGenuine."""
    return _careful(lambda: _check_made(made, here))


def _read_answer(text: str) -> Answered:
    from webauthn.helpers import (  # noqa: PLC0415  see above
        parse_authentication_credential_json,
        parse_client_data_json,
    )

    credential = parse_authentication_credential_json(text)
    return Answered(
        credential=credential,
        credential_id=credential.raw_id,
        handle=credential.response.user_handle,
        challenge=parse_client_data_json(credential.response.client_data_json).challenge,
    )


def _read_made(text: str) -> Made:
    from webauthn.helpers import (  # noqa: PLC0415  see above
        parse_client_data_json,
        parse_registration_credential_json,
    )

    credential = parse_registration_credential_json(text)
    challenge = parse_client_data_json(credential.response.client_data_json).challenge
    return Made(credential=credential, challenge=challenge)


def _check_answer(answered: Answered, here: Here, passkey: Passkey) -> int:
    from webauthn import verify_authentication_response  # noqa: PLC0415  see above

    checked = verify_authentication_response(
        credential=answered.credential,
        expected_challenge=answered.challenge,
        expected_rp_id=here.name,
        expected_origin=here.origin,
        credential_public_key=passkey.public_key,
        credential_current_sign_count=passkey.sign_count,
        require_user_verification=True,
    )
    return checked.new_sign_count


def _check_made(made: Made, here: Here) -> NewPasskey:
    from webauthn import verify_registration_response  # noqa: PLC0415  see above
    from webauthn.helpers import parse_attestation_object  # noqa: PLC0415  see above
    from webauthn.helpers.cose import COSEAlgorithmIdentifier  # noqa: PLC0415  see above

    response = made.credential.response
    if parse_attestation_object(response.attestation_object).fmt not in _ATTESTATIONS:
        raise NotGenuine
    checked = verify_registration_response(
        credential=made.credential,
        expected_challenge=made.challenge,
        expected_rp_id=here.name,
        expected_origin=here.origin,
        require_user_verification=True,
        supported_pub_key_algs=[COSEAlgorithmIdentifier(each) for each in _ALGORITHMS],
    )
    return NewPasskey(
        credential_id=checked.credential_id,
        public_key=checked.credential_public_key,
        sign_count=checked.sign_count,
        transports=tuple(each.value for each in response.transports or ()),
    )


def _careful(work: Callable[[], T], text: str = "") -> T:
    """Do what reads strangers' bytes; whatever is wrong with them is said in one way."""
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415  see above

    if len(text) > ANSWER_MAX:
        raise NotGenuine
    unreadable: tuple[type[Exception], ...] = (WebAuthnException, *_UNREADABLE)
    try:
        return work()
    except unreadable as error:
        raise NotGenuine from error


def _text(data: bytes) -> str:
    from webauthn.helpers import bytes_to_base64url  # noqa: PLC0415  see above

    return bytes_to_base64url(data)
