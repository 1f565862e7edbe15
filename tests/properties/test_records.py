"""Our dataclasses do what those of the standard library do."""

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable

import pytest

from arengo.base import records

FROZEN = {"frozen": True, "slots": True}


@records.dataclass(**FROZEN, kw_only=True)
class Travelled:
    """Something that goes to another process."""

    name: str
    count: int = 0


def pair(decorator: Callable) -> dict[str, type]:
    """Make the same classes with a decorator."""

    @decorator(**FROZEN, kw_only=True)
    class Base:
        name: str
        count: int = 7
        seen: list[str] = dataclasses.field(default_factory=list)

    @decorator(**FROZEN)
    class Place(Base):
        x: int
        y: int = 0

    @decorator(**FROZEN)
    class Nothing:
        """Says something of itself."""

    @decorator(**FROZEN)
    class One:
        value: object

        def __repr__(self) -> str:
            return "hidden"

    @decorator(slots=True)
    class Changing:
        value: int

    return {each.__name__: each for each in (Base, Place, Nothing, One, Changing)}


STANDARD, OURS = pair(dataclasses.dataclass), pair(records.dataclass)
MADE = (
    ("Base", (), {"name": "a"}),
    ("Base", (), {"name": "a", "count": 1, "seen": ["b"]}),
    ("Base", ("a",), {}),
    ("Base", (), {}),
    ("Place", (1,), {"name": "a"}),
    ("Place", (1, 2), {"name": "a", "seen": ["c"]}),
    ("Place", (1, 2, 3), {"name": "a"}),
    ("Place", (1,), {"name": "a", "other": 1}),
    ("Nothing", (), {}),
    ("Nothing", (1,), {}),
    ("One", (float("nan"),), {}),
    ("One", ((1, 2),), {}),
    ("Changing", (1,), {}),
)


def told(act: Callable[[], object]) -> str:
    """Return what came of it, in words."""
    try:
        return str(act())
    except (TypeError, AttributeError) as error:
        return f"{type(error).__name__}: {error}"


@pytest.mark.parametrize(("name", "given", "named"), MADE)
def test_what_is_made_looks_compares_and_copies_the_same(name, given, named):
    def says(classes: dict[str, type]) -> list[str]:
        kind = classes[name]
        made = told(lambda: kind(*given, **named))
        if "Error" in made:
            return [made]
        one, same = kind(*given, **named), kind(*given, **named)
        field = next(iter(kind.__slots__), "")
        acts = (
            lambda: one == same,
            lambda: one != same,
            lambda: one == classes["Changing"](value=5),
            lambda: hash(one) == hash(same),
            lambda: dataclasses.asdict(one),
            lambda: dataclasses.replace(one, **{"name": "z"} if "name" in named else {}),
            lambda: copy.copy(one),
            lambda: copy.deepcopy(one),
            lambda: setattr(one, field, 3) if field else None,
            lambda: delattr(one, field) if field else None,
            lambda: one,
        )
        return [made, *map(told, acts)]

    assert says(OURS) == says(STANDARD)


@pytest.mark.parametrize("name", OURS)
def test_a_class_says_of_itself_what_the_standard_one_says(name):
    def says(kind: type) -> list[object]:
        fields = [(each.name, each.type, each.kw_only) for each in dataclasses.fields(kind)]
        taken = [(each.name, each.kind) for each in inspect.signature(kind).parameters.values()]
        return [fields, taken, kind.__match_args__, kind.__slots__, kind.__init__.__annotations__]

    assert says(OURS[name]) == says(STANDARD[name])


def test_each_object_has_a_new_value_where_the_default_is_a_factory():
    assert OURS["Base"](name="a").seen is not OURS["Base"](name="a").seen


def test_one_goes_to_another_process():
    one = Travelled(name="a", count=3)
    assert pickle.loads(pickle.dumps(one)) == one


def test_methods_are_written_when_they_are_first_needed():
    kind = pair(records.dataclass)["Place"]
    waiting = {type(kind.__dict__[name]) for name in ("__init__", "__eq__", "__hash__")}
    assert waiting == {records._ToBeWritten}
    kind(1, name="a")
    assert inspect.isfunction(kind.__dict__["__init__"])
    assert not inspect.isfunction(kind.__dict__["__eq__"])
