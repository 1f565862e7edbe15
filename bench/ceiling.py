"""The ceiling: a bare ASGI handler that sends constant bytes, under the same uvicorn settings."""

import sys
from typing import Any

import uvicorn
import uvloop


def constant(size: int) -> Any:
    """Return an ASGI application that answers everything with `size` bytes."""
    body = b"x" * size
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(size).encode()),
    ]

    async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:
        del scope, receive
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return app


async def serve(port: int, size: int) -> None:
    """Serve until terminated."""
    config = uvicorn.Config(
        constant(size),
        host="127.0.0.1",
        port=port,
        loop="none",
        http="httptools",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
    )
    await uvicorn.Server(config).serve()


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1]), int(sys.argv[2])))
