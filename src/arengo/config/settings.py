"""The settings of the process, read once from the environment and the command line."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit

import msgspec

Profile = Literal["default", "test"]
# Nothing but a host and a port, in ASCII: it becomes part of every link, and of headers.
_ORIGIN: Final = re.compile(r"https?://(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")
Port = Annotated[int, msgspec.Meta(ge=0, le=65535)]


class SettingsInvalid(ValueError):
    """A variable holds something that cannot be used; the message names it."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Each field is set by `ARENGO_<NAME>`; see docs/configuration.md."""

    data: Path = Path("data")
    database_url: str | None = None
    host: str = "127.0.0.1"
    port: Port = 8000
    origin: str = ""
    profile: Profile = "default"
    workers: int = 1
    metrics_bind: str = "127.0.0.1:9464"
    trusted_proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_ip_bits: Annotated[int, msgspec.Meta(ge=0, le=128)] = 24
    mail_urls: tuple[str, ...] = ()
    mail_from: str = ""
    egress_ports: tuple[Port, ...] = (80, 443)
    translation_url: str = ""
    translation_key: str = ""
    password_grant: bool = False
    post_max_characters: Annotated[int, msgspec.Meta(ge=1)] = 1_000
    body_max_bytes: int = 1024 * 1024
    upload_max_bytes: int = 16 * 1024 * 1024
    video_max_bytes: Annotated[int, msgspec.Meta(ge=0, le=99 * 1024 * 1024)] = 99 * 1024 * 1024
    media_quota_bytes: Annotated[int, msgspec.Meta(ge=0)] = 20 * 1024 * 1024 * 1024
    import_max_bytes: Annotated[int, msgspec.Meta(ge=1024 * 1024)] = 2 * 1024 * 1024 * 1024
    archive_every_days: Annotated[int, msgspec.Meta(ge=0, le=3_650)] = 7
    ffmpeg: str = "ffmpeg"
    fragment_cache_bytes: Annotated[int, msgspec.Meta(ge=0)] = 64 * 1024 * 1024
    rate_limits: bool = True
    source_url: str = ""

    @property
    def host_name(self) -> str:
        """Return the host (and port, when unusual) that people see behind the @."""
        return urlsplit(self.origin).netloc

    @property
    def sends_letters(self) -> bool:
        """Return whether letters reach people; the test profile needs none to."""
        return bool(self.mail_urls) or self.profile == "test"

    @property
    def secure(self) -> bool:
        """Return whether people reach us by https."""
        return self.origin.startswith("https://")


TEST_PROFILE = {"password_grant": True, "rate_limits": False}


def load_settings(environment: Mapping[str, str] | None = None, **overrides: object) -> Settings:
    """Read `ARENGO_*`; `overrides` (the command line) win. Raises SettingsInvalid."""
    values: dict[str, object] = {}
    for name, text in (os.environ if environment is None else environment).items():
        field = name.removeprefix("ARENGO_").lower()
        if name.startswith("ARENGO_") and field in Settings.__struct_fields__:
            values[field] = _read(field, text)
    values.update({name: value for name, value in overrides.items() if value is not None})
    if values.get("profile") == "test":
        values = {**TEST_PROFILE, **values}
    try:
        settings = msgspec.convert(values, Settings, strict=False, dec_hook=_path)
    except msgspec.ValidationError as error:
        raise SettingsInvalid(f"A setting cannot be used: {error}") from error
    return _with_origin(settings)


def _read(field: str, text: str) -> object:
    if field in {"mail_urls", "trusted_proxies", "egress_ports"}:
        return [part for part in text.replace(",", " ").split() if part]
    return text


def _path(kind: type, value: object) -> object:
    """Make the one type that is not a JSON type."""
    if kind is Path and isinstance(value, str | Path):
        return Path(value)
    raise ValueError(f"cannot be read as {kind.__name__}")


def _with_origin(settings: Settings) -> Settings:
    origin = (settings.origin or f"http://localhost:{settings.port}").rstrip("/").lower()
    if not _ORIGIN.fullmatch(origin):
        raise SettingsInvalid(
            f"ARENGO_ORIGIN is {settings.origin!r}; it must look like https://example.org"
        )
    sender = settings.mail_from or f"Arengo <no-reply@{urlsplit(origin).hostname}>"
    return msgspec.structs.replace(settings, origin=origin, mail_from=sender)
