"""The rules to which every page is held when it is read: each can fail."""

import httpx
import pytest

from tests.doors.web.reading import parsed

POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
HEADERS = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
}
OURS = '<script src="/static/htmx.js" defer></script><h1>Hello</h1>'


def test_a_page_that_breaks_a_rule_is_noticed():
    assert parsed(httpx.Response(200, headers=HEADERS, text=OURS)).h1
    for wrong in (
        "<h1>again</h1>",
        "<style></style>",
        '<p style="">',
        '<p onclick="x()">',
        "<iframe></iframe>",
        "<object></object>",
        '<base href="/">',
        '<meta http-equiv="refresh">',
        "<script></script>",
        '<script src="/static/a.js"></script>',
        '<script src="/static/a.js" type="text/javascript"></script>',
        '<script src="https://elsewhere.example/a.js" defer></script>',
        '<script src="/static/a.js" defer>run()</script>',
    ):
        answer = httpx.Response(200, headers=HEADERS, text=OURS + wrong)
        with pytest.raises(AssertionError):
            parsed(answer)
