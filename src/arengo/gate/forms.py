"""Reads the parameters of a form as Mastodon's documentation says, before their types are checked.

A truth is false for a few words and true for all others, one value for a list is a list of one, a
number where a text (so an id) is expected is its digits, and what was left empty (or is null where
nothing can be) was not said.
"""

from collections.abc import Callable
from functools import cache, partial
from typing import Any, Final

import msgspec
from msgspec import inspect

from arengo.base.ids import MAX_ID

Read = Callable[[Any], Any]

_NOT_SAID: Final = object()
_FALSE: Final = frozenset({"0", "f", "F", "false", "FALSE", "off", "OFF"})


@cache  # worked out when it is first sent: a start would wait for hundreds of them
def reader_of(form: type[msgspec.Struct]) -> Read:
    """Return what reads the parameters of a form; whatever it does not know it leaves as it is."""
    kind = inspect.type_info(form)
    assert isinstance(kind, inspect.StructType)
    return _reader_of_struct(kind)


def _reader_of_struct(kind: inspect.StructType) -> Read:
    readers = {each.encode_name: _reader(each.type) for each in kind.fields}
    return partial(_struct, {name: read for name, read in readers.items() if read})


def _reader(kind: inspect.Type) -> Read | None:
    """Return how a value is read, None when it stays as it came."""
    kinds = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
    some = [each for each in kinds if not isinstance(each, inspect.NoneType)]
    read = _reader_of_value(some[0]) if len(some) == 1 else None
    if read is None and any(isinstance(each, inspect.CollectionType) for each in some):
        read = partial(_list, None)
    return read if len(some) < len(kinds) else partial(_not_null, read)


def _reader_of_value(kind: inspect.Type) -> Read | None:
    if isinstance(kind, inspect.StructType):
        return _reader_of_struct(kind)
    if isinstance(kind, inspect.CollectionType):
        return partial(_list, _reader(kind.item_type))
    if isinstance(kind, inspect.DictType):
        return partial(_map, _reader(kind.value_type))
    return _PLAIN.get(type(kind))


def _struct(readers: dict[str, Read], value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    read = {name: readers[name](each) if name in readers else each for name, each in value.items()}
    return {name: each for name, each in read.items() if each is not _NOT_SAID}


def _map(read: Read | None, value: Any) -> Any:
    return _struct(dict.fromkeys(value, read), value) if read and isinstance(value, dict) else value


def _list(read: Read | None, value: Any) -> Any:
    if value is None:
        return None
    items = value if isinstance(value, list) else [value]
    return [each for each in map(read, items) if each is not _NOT_SAID] if read else items


def _truth(value: Any) -> Any:
    if value == "":
        return _NOT_SAID
    return value not in _FALSE if isinstance(value, str) else value


def _number(value: Any) -> Any:
    return _NOT_SAID if value == "" else value


def _text(value: Any) -> Any:
    number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if number and abs(value) <= MAX_ID else value


def _not_null(read: Read | None, value: Any) -> Any:
    if value is None:
        return _NOT_SAID
    return read(value) if read else value


_PLAIN: Final[dict[type[inspect.Type], Read]] = {
    inspect.BoolType: _truth,
    inspect.IntType: _number,
    inspect.FloatType: _number,
    inspect.StrType: _text,
}
