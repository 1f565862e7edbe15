"""Compiled templates: compiled once, anew when anything differs, and never in the way of a page."""

import jinja2
import pytest

from arengo.web.compiled import CompiledTemplates

SAID = {"page": "Good {{ when }}"}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Give the folder in which this Python keeps the bytecode of our module."""
    monkeypatch.setattr("sys.pycache_prefix", None)
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    return tmp_path / "__pycache__"


def pages(folder, *, way=b"as ever", **said):
    """Return templates as another process finds them, and which of them it had to compile."""
    cache = CompiledTemplates(folder.parent / "module.py", way)
    loader = jinja2.DictLoader(SAID | said)
    environment = jinja2.Environment(loader=loader, autoescape=True, bytecode_cache=cache)
    compiled, compile_it = [], environment.compile

    def seen(source, name, *rest):
        compiled.append(name)
        return compile_it(source, name, *rest)

    environment.compile = seen
    return environment, compiled


def say(environment):
    return environment.get_template("page").render(when="morning")


def test_what_one_process_compiled_the_next_one_loads(folder):
    for expected in (["page"], []):
        environment, compiled = pages(folder)
        assert say(environment) == "Good morning"
        assert compiled == expected
    assert [path.suffix for path in folder.iterdir()] == [".template"]


def test_another_text_another_way_and_another_jinja_are_compiled_anew(folder, monkeypatch):
    say(pages(folder)[0])
    environment, compiled = pages(folder, page="Have a good {{ when }}")
    assert (say(environment), compiled) == ("Have a good morning", ["page"])
    environment, compiled = pages(folder, page="Have a good {{ when }}", way=b"another")
    assert (say(environment), compiled) == ("Have a good morning", ["page"])
    monkeypatch.setattr(jinja2, "__version__", "99")
    environment, compiled = pages(folder, page="Have a good {{ when }}", way=b"another")
    assert (say(environment), compiled) == ("Have a good morning", ["page"])


@pytest.mark.parametrize("left", [0, 3, 20, 60, 200])
def test_what_is_not_whole_is_compiled_anew(folder, left):
    say(pages(folder)[0])
    (path,) = folder.iterdir()
    path.write_bytes(path.read_bytes()[:left])
    environment, compiled = pages(folder)
    assert (say(environment), compiled) == ("Good morning", ["page"])
    assert pages(folder)[0].get_template("page").render(when="night") == "Good night"


def test_a_folder_that_takes_nothing_stands_in_nobodys_way(folder):
    folder.write_text("a file has this name")
    environment, compiled = pages(folder)
    assert (say(environment), compiled) == ("Good morning", ["page"])


def test_nothing_is_written_where_python_writes_nothing(folder, monkeypatch):
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert say(pages(folder)[0]) == "Good morning"
    assert not folder.exists()
