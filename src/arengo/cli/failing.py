"""How a command says that it could not: one sentence, exit status 1, no trace."""

import json
from typing import IO, Any

import click
from typing_extensions import override


class Failed(click.ClickException):
    """A refusal or a situation in which the command cannot work."""

    def __init__(self, message: str, *, as_json: bool = False) -> None:
        """Say why."""
        super().__init__(message)
        self._as_json = as_json

    @override
    def show(self, file: IO[Any] | None = None) -> None:
        """Write it for people on standard error, for machines as the answer."""
        if self._as_json:
            click.echo(json.dumps({"error": self.message}, ensure_ascii=False))
        else:
            super().show(file)
