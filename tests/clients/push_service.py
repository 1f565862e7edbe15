"""A push service, as the maker of a browser or of a phone runs one."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from typing import Any

from typing_extensions import override


class PushService(ThreadingHTTPServer):
    """Takes messages and hands them on as (path, headers, body)."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Taking)
        self.messages: Queue[tuple[str, Any, bytes]] = Queue()

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/messages/1"


class _Taking(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, PushService)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.messages.put((self.path, self.headers, body))
        self.send_response(201)
        self.end_headers()

    @override
    def log_message(self, format: str, *args: Any) -> None:
        return
