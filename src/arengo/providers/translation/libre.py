"""LibreTranslate on a server that the operator trusts; its words are escaped all the same."""

import json
from collections.abc import Mapping, Sequence
from ipaddress import ip_network
from typing import Final, TypeVar

import msgspec

from arengo.base.clock import DAY_MS, now_ms
from arengo.providers.egress import Egress, Incoming, Outgoing, Reach, Refused, Unreachable
from arengo.providers.translation.port import (
    UNKNOWN,
    NotTranslatable,
    Translated,
    TranslationUnavailable,
)

T = TypeVar("T")
NAME: Final = "LibreTranslate"
# The operator may run it anywhere, also on this machine; redirects are not followed.
_ANYWHERE: Final = Reach(allowed=(ip_network("0.0.0.0/0"), ip_network("::/0")))
_MOST_BYTES: Final = 1024 * 1024
_TIMEOUT_S: Final = 15.0
_OK: Final = 200


class _Language(msgspec.Struct, frozen=True):
    code: str
    targets: list[str] = []


class _Detected(msgspec.Struct, frozen=True):
    language: str


class _Answer(msgspec.Struct, frozen=True, rename="camel"):
    translated_text: list[str]
    detected_language: list[_Detected] = []


class LibreTranslator:
    """Asks one server; what it can do is asked once a day."""

    def __init__(self, url: str, *, key: str, user_agent: str) -> None:
        """Ask the server at `url`, with an API key where it wants one."""
        self._url = url.rstrip("/")
        self._key = key
        self._egress = Egress(user_agent=user_agent, reach=_ANYWHERE)
        self._pairs: Mapping[str, Sequence[str]] = {}
        self._asked_ms = 0

    async def pairs(self) -> Mapping[str, Sequence[str]]:
        """Return from which languages to which; `und` stands for a language not told."""
        if not self._pairs or now_ms() - self._asked_ms > DAY_MS:
            answer = await self._send(Outgoing(url=f"{self._url}/languages"))
            known = _read(answer, list[_Language])
            found = {each.code: [t for t in each.targets if t != each.code] for each in known}
            found[UNKNOWN] = sorted({target for targets in found.values() for target in targets})
            self._pairs, self._asked_ms = found, now_ms()
        return self._pairs

    async def translate(
        self, texts: Sequence[str], *, source: str | None, target: str
    ) -> Translated:
        """Translate plain texts; what is empty stays empty."""
        pairs = await self.pairs()
        from_code = _known_as(source, pairs) if source else UNKNOWN
        to_code = _known_as(target, pairs.get(from_code, ()))
        if to_code not in pairs.get(from_code, ()):
            raise NotTranslatable
        asked = [text for text in texts if text.strip()]
        answer = _Answer([])
        if asked:
            answer = await self._ask(asked, from_code, to_code)
        words = iter(answer.translated_text)
        detected = answer.detected_language[0].language if answer.detected_language else from_code
        return Translated(
            texts=tuple(next(words) if text.strip() else text for text in texts),
            language=to_code,
            source=detected,
            provider=NAME,
        )

    async def close(self) -> None:
        """Let go of every connection."""
        await self._egress.close()

    async def _ask(self, texts: Sequence[str], source: str, target: str) -> _Answer:
        question: dict[str, object] = {
            "q": list(texts),
            "source": "auto" if source == UNKNOWN else source,
            "target": target,
            "format": "text",
        }
        if self._key:
            question["api_key"] = self._key
        headers = {"Content-Type": "application/json"}
        body = json.dumps(question).encode()
        sent = Outgoing(url=f"{self._url}/translate", method="POST", headers=headers, body=body)
        answer = _read(await self._send(sent), _Answer)
        if len(answer.translated_text) != len(texts):
            raise TranslationUnavailable("it translated another number of texts")
        return answer

    async def _send(self, outgoing: Outgoing) -> Incoming:
        try:
            answer = await self._egress.send(
                outgoing, most_bytes=_MOST_BYTES, timeout_s=_TIMEOUT_S, redirects=0
            )
        except (Refused, Unreachable) as error:
            raise TranslationUnavailable(str(error)) from error
        if answer.status != _OK:
            raise TranslationUnavailable(f"it answered {answer.status}")
        return answer


def _read(answer: Incoming, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(answer.body, type=kind)
    except msgspec.MsgspecError as error:
        raise TranslationUnavailable("it answered something else") from error


def _known_as(code: str, known: Mapping[str, object] | Sequence[str]) -> str:
    """Return the code by which the service knows a language: pt-BR, else pt."""
    return code if code in known else code.partition("-")[0]
