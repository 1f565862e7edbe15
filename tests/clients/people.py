"""People sign up through the API as an app does it, before any client is asked to work for them."""

import re
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

import httpx
from playwright.sync_api import StorageState

from tests.clients.server import calling

PASSWORD = "correct horse battery staple"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account, and what they need to sign in."""

    name: str
    token: str

    @property
    def email(self) -> str:
        return f"{self.name}@example.org"


def newcomer(origin: str, name: str) -> Person:
    """Sign somebody up whose name gets an ending that nobody had."""
    return sign_up(origin, f"{name}_{uuid4().hex[:10]}")


def signed_in(origin: str, person: Person) -> StorageState:
    """Send the form of the sign-in page as a browser does; return what the browser would keep."""
    with calling(origin) as http:
        token = _TOKEN.search(http.get("/auth/sign_in").text)
        assert token, "the sign-in page has no token"
        form = {"csrf_token": token[1], "username": person.email, "password": PASSWORD}
        answer = http.post("/auth/sign_in", data=form, headers={"Origin": origin})
        assert answer.is_redirect, answer.text
        kept = [
            {
                "name": cookie.name,
                "value": cookie.value or "",
                "domain": "localhost",
                "path": "/",
                "expires": cookie.expires or -1,
                "httpOnly": True,
                "secure": cookie.secure,
                "sameSite": "Lax",
            }
            for cookie in http.cookies.jar
        ]
    return {"cookies": kept, "origins": []}  # type: ignore[typeddict-item]


def sign_up(origin: str, name: str) -> Person:
    """Register an app, take its token and open an account with it."""
    with calling(origin) as http:
        app = _post(http, "/api/v1/apps", client_name="Tests", redirect_uris=_OOB, scopes="write")
        grant = _post(
            http,
            "/oauth/token",
            client_id=app["client_id"],
            client_secret=app["client_secret"],
            grant_type="client_credentials",
            scope="write",
        )
        http.headers["Authorization"] = f"Bearer {grant['access_token']}"
        token = _post(
            http,
            "/api/v1/accounts",
            username=name,
            email=f"{name}@example.org",
            password=PASSWORD,
            agreement=True,
            locale="en",
        )
    return Person(name=name, token=token["access_token"])


_TOKEN: Final = re.compile(r'name="csrf_token" value="([^"]+)"')
_OOB = "urn:ietf:wg:oauth:2.0:oob"


def _post(http: httpx.Client, path: str, **parameters: object) -> dict[str, str]:
    answer = http.post(path, json=parameters)
    assert answer.is_success, f"{path}: {answer.status_code} {answer.text}"
    fields: dict[str, str] = answer.json()
    return fields
