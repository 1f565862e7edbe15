"""Dataclasses whose methods are written when they are first called: hundreds are made at a start.

The standard library compiles six methods of every class at once, a quarter of what a start took.
Most classes are never used by one process, and of those that are, few are compared.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from dataclasses import dataclass as in_full  # noqa: TID251
from typing import TYPE_CHECKING, Any, Final, NoReturn

_MADE_ANEW: Final = object()  # the default of a field that has a factory

if TYPE_CHECKING:
    # To readers it is the same.
    from dataclasses import dataclass as dataclass  # noqa: PLC0414, TID251
else:

    def dataclass(*, slots: bool, frozen: bool = False, kw_only: bool = False) -> Callable:
        """Make of a class what the decorator of the standard library makes of it."""
        assert slots
        plain = in_full(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)

        def make(cls: type) -> type:
            assert not hasattr(cls, "__post_init__"), cls
            cls.__doc__ = cls.__doc__ or cls.__name__  # else it would be worked out
            made = plain(cls)
            to_be_written = {name: _ToBeWritten(made, name) for name in _WRITERS}
            methods = {**to_be_written, "__repr__": _repr, **(_FROZEN if frozen else _CHANGING)}
            for name, method in methods.items():
                if name not in made.__dict__:
                    setattr(made, name, method)
            return made

        return make


class _ToBeWritten:
    """Becomes a method of a class as soon as somebody asks for it."""

    def __init__(self, owner: type, name: str) -> None:
        self._owner = owner
        self._name = name

    def __get__(self, instance: object, cls: type) -> Any:
        method = _WRITERS[self._name](self._owner)
        method.__qualname__ = f"{self._owner.__qualname__}.{self._name}"
        setattr(self._owner, self._name, method)
        return method.__get__(instance, cls)


def _compiled(text: str, known: dict[str, Any]) -> Any:
    exec(text, known)  # noqa: S102  our own words and the names of fields
    return known.popitem()[1]


def _init(cls: Any) -> Any:
    """Write what takes a value for each field and puts it into its slot."""
    known: dict[str, Any] = {"_MADE_ANEW": _MADE_ANEW}
    anywhere, by_name, lines = ["self"], ["*"], []
    for number, each in enumerate(fields(cls)):
        assert each.init, (cls, each.name)
        known[f"_set{number}"] = getattr(cls, each.name).__set__
        known[f"_first{number}"] = first = _default(each)
        default = "" if first is MISSING else f"=_first{number}"
        (by_name if each.kw_only else anywhere).append(each.name + default)
        value = each.name
        if each.default_factory is not MISSING:
            known[f"_new{number}"] = each.default_factory
            value = f"_new{number}() if {value} is _MADE_ANEW else {value}"
        lines.append(f"    _set{number}(self, {value})\n")
    head = ", ".join(anywhere + (by_name if len(by_name) > 1 else []))
    init = _compiled(f"def __init__({head}):\n{''.join(lines) or '    pass'}", known)
    init.__annotations__ = {each.name: each.type for each in fields(cls)} | {"return": None}
    return init


def _default(field: "Field[Any]") -> object:
    return field.default if field.default_factory is MISSING else _MADE_ANEW


def _values(cls: Any, of: str) -> str:
    assert all(each.compare and each.hash is None for each in fields(cls)), cls
    return "(" + "".join(f"{of}.{each.name}, " for each in fields(cls)) + ")"


def _eq(cls: Any) -> Any:
    same = f"{_values(cls, 'self')} == {_values(cls, 'other')}"
    choice = f"{same} if other.__class__ is self.__class__ else NotImplemented"
    return _compiled(f"def __eq__(self, other):\n    return {choice}", {})


def _hash(cls: Any) -> Any:
    return _compiled(f"def __hash__(self):\n    return hash({_values(cls, 'self')})", {})


_WRITERS: Final = {"__init__": _init, "__eq__": _eq, "__hash__": _hash}


def _repr(self: Any) -> str:
    shown = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _state(self: Any) -> list[Any]:
    """Return the values for a copy or another process, which cannot set them one by one."""
    return [getattr(self, each.name) for each in fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for each, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, each.name, value)


def _assign(_self: object, name: str, _value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delete(_self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


_CHANGING: Final = {"__hash__": None}
_FROZEN: Final = {
    "__setattr__": _assign,
    "__delattr__": _delete,
    "__getstate__": _state,
    "__setstate__": _set_state,
}
