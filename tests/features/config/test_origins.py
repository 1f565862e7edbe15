"""The address of a site: what may be one, and in which form it stands in every link."""

import pytest

from arengo.config.settings import SettingsInvalid, load_settings


def origin(text):
    return load_settings({"ARENGO_ORIGIN": text})


@pytest.mark.parametrize(
    "text",
    [
        "example.org",
        "ftp://example.org",
        "https://",
        "https://example.org/path",
        "https://example.org?x",
        "https://example.org#x",
        "https://somebody@example.org",
        "https://bücher.example",
        "https://example.org; sandbox",
        "https://example.org\r\nX: y",
    ],
)
def test_what_is_more_or_less_than_a_host_is_refused(text):
    with pytest.raises(SettingsInvalid, match="must look like"):
        origin(text)


@pytest.mark.parametrize(
    ("text", "origin_", "name"),
    [
        ("HTTPS://Example.ORG/", "https://example.org", "example.org"),
        ("http://localhost:8000", "http://localhost:8000", "localhost:8000"),
        ("https://[2001:DB8::1]:8443", "https://[2001:db8::1]:8443", "[2001:db8::1]:8443"),
    ],
)
def test_one_address_has_one_form_and_https_is_known_in_any(text, origin_, name):
    found = origin(text)
    assert (found.origin, found.host_name) == (origin_, name)
    assert found.secure == text.lower().startswith("https")
