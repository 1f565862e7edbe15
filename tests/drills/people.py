"""People in drills: few bytes per request, and every answer is remembered with what was asked."""

import json
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any

from tests.clients.people import PASSWORD
from tests.drills.server import Server

Json = dict[str, Any]
_OOB = "urn:ietf:wg:oauth:2.0:oob"
_SCOPES = "read write follow"


class Refused(Exception):
    """The server answered, but not with what was asked for."""

    def __init__(self, status: int, body: bytes) -> None:
        super().__init__(f"{status} {body[:300]!r}")
        self.status = status
        self.body = json.loads(body)


@dataclass(slots=True)
class Client:
    """One keep-alive connection of somebody; opened anew to every process of the server."""

    server: Server
    token: str
    _http: HTTPConnection = field(init=False)
    _launch: int = 0

    def _connection(self) -> HTTPConnection:
        if self._launch != self.server.launches:
            self._launch, self._http = self.server.launches, self.server.connect()
        return self._http

    def ask(self, method: str, path: str, body: Json | None = None, **headers: str) -> Any:
        """Return the answer's JSON; raises Refused, or OSError when the server went away."""
        headers = {name.replace("_", "-"): text for name, text in headers.items()}
        headers["Content-Type"] = "application/json"
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        http = self._connection()
        try:
            http.request(method, path, json.dumps(body or {}), headers)
            answer = http.getresponse()
            content = answer.read()
        except (OSError, HTTPException) as error:
            http.close()
            raise ConnectionError(str(error)) from error
        if answer.status != 200:
            raise Refused(answer.status, content)
        return json.loads(content)

    def publish(self, text: str, key: str | None = None) -> int:
        """Publish a post and return its id; it is acknowledged when this returns."""
        headers = {} if key is None else {"Idempotency_Key": key}
        return int(self.ask("POST", "/api/v1/statuses", {"status": text}, **headers)["id"])

    def account_id(self) -> int:
        """Return who this is."""
        return int(self.ask("GET", "/api/v1/accounts/verify_credentials")["id"])


def join(server: Server, name: str) -> Client:
    """Sign somebody up and in, as an app does it."""
    app = Client(server, "")
    registered = app.ask(
        "POST", "/api/v1/apps", {"client_name": "Drill", "redirect_uris": _OOB, "scopes": _SCOPES}
    )
    app.token = app.ask(
        "POST",
        "/oauth/token",
        {"grant_type": "client_credentials", "scope": _SCOPES}
        | {name: registered[name] for name in ("client_id", "client_secret")},
    )["access_token"]
    form = {"username": name, "email": f"{name}@example.org", "password": PASSWORD}
    joined = app.ask("POST", "/api/v1/accounts", form | {"agreement": True, "locale": "en"})
    return Client(server, joined["access_token"])
