"""The description of the API for programs and for people."""

from typing import Any

from arengo.api.openapi import description
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.storage import ReadTransaction


@reads("/openapi.json", access=Access.ANYONE, bucket="read", bounded=False)
def show_description(tx: ReadTransaction, request: Request) -> dict[str, Any]:
    """Return this API as OpenAPI 3.1."""
    del tx, request
    return description()
