"""Compiled templates, kept where Python keeps its own bytecode: to compile all takes a second."""

import os
import sys
from contextlib import suppress
from hashlib import blake2b
from importlib.util import cache_from_source
from pathlib import Path
from pickle import UnpicklingError

import jinja2
from jinja2.bccache import Bucket
from typing_extensions import override


class CompiledTemplates(jinja2.BytecodeCache):
    """Knows what was compiled of the same source, by the same Jinja, in the same way.

    Where nothing can be written, everything is compiled by each process, as without it.
    """

    def __init__(self, beside: Path, way: bytes) -> None:
        """Keep them beside the bytecode of a module; `way` is whatever makes a difference."""
        self._folder = Path(cache_from_source(str(beside))).parent
        self._way = way + jinja2.__version__.encode()

    @override
    def get_source_checksum(self, source: str) -> str:
        return blake2b(self._way + source.encode(), digest_size=16).hexdigest()

    @override
    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError, EOFError, UnpicklingError):  # it is not there, or not whole
            bucket.bytecode_from_string(self._path(bucket).read_bytes())

    @override
    def dump_bytecode(self, bucket: Bucket) -> None:
        if sys.dont_write_bytecode:
            return
        path = self._path(bucket)
        half_written = path.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            half_written.write_bytes(bucket.bytecode_to_string())
            half_written.replace(path)

    def _path(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.template"
