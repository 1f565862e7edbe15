"""The program: starts fast, explains wrong arguments, refuses to serve what it cannot."""

import os
import resource
import stat
import subprocess
import sys

import pytest
from click.testing import CliRunner

from arengo.cli import main
from tests.cli.serving import serve_what_was_never_gathered

# What a bare environment has here; what is compiled already need not be compiled again.
BARE = {name: os.environ[name] for name in ("PATH", "PYTHONPYCACHEPREFIX") if name in os.environ}
HEAVY = ("arengo.api", "arengo.app", "arengo.auth", "arengo.social", "starlette", "rich", "uvicorn")
DOORS = ("arengo.app", "arengo.web", "arengo.api.routes", "arengo.streaming.hub", "uvicorn")
LATER = ("aiohttp", "yarl", "feedparser", "email_validator", "segno", "jinja2", "PIL", "psycopg")


def run(*words, **options):
    """Run the program as its own process."""
    command = [sys.executable, "-m", "arengo", *words]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=180, **options
    )


def typed(*words):
    """Run the program in this process; it ends with a sentence, never with a trace."""
    result = CliRunner().invoke(main, words, prog_name="arengo")
    assert isinstance(result.exception, SystemExit)
    return result


def test_each_start_loads_only_what_it_needs():
    code = """if True:
        import sys
        import arengo.cli; print(*sys.modules)
        import arengo.opening, arengo.control.verbs; print(*sys.modules)
        import arengo.app; print(*sys.modules)
    """
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    lines = loaded.stdout.splitlines()
    for_help, for_a_command, for_a_server = (set(line.split()) for line in lines)
    assert "arengo.cli" in for_help
    assert not for_help & {*HEAVY, *DOORS, *LATER}
    assert "arengo.wiring" in for_a_command
    assert not for_a_command & {*DOORS, *LATER}
    assert "arengo.web" in for_a_server
    assert not for_a_server & set(LATER)


def cpu_of(*words):
    """Return the CPU seconds of a run of Python."""
    unmeasured = {name: value for name, value in os.environ.items() if "COVERAGE" not in name}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *words], env=unmeasured, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_help_takes_no_more_than_150_ms_of_cpu():
    by_turns = [(cpu_of("-c", "pass"), cpu_of("-m", "arengo", "--help")) for _ in range(5)]
    python, program = (min(costs) for costs in zip(*by_turns, strict=True))
    assert program <= max(0.150, 13 * python)  # where Python itself needs longer, so may we


@pytest.mark.parametrize(
    "words",
    [
        ["explode"],
        ["accounts"],
        ["accounts", "create", "alice"],
        ["accounts", "show"],
        ["serve", "--port", "70000"],
        ["serve", "--profile", "fast"],
        ["jobs", "retry", "all"],
        ["db", "copy"],
        ["accounts", "list", "--limit", "many"],
    ],
)
def test_wrong_arguments_end_with_status_2_and_the_usage(words):
    result = typed(*words)
    assert result.exit_code == 2
    assert "Usage: arengo" in result.stderr


def test_every_command_takes_the_folder_and_answers_machines():
    def commands(group):
        for command in group.commands.values():
            yield from commands(command) if hasattr(command, "commands") else [command]

    for command in commands(main):
        options = {option for each in command.params for option in each.opts}
        assert {"--data", "--json"} <= options, command.name


def test_several_workers_need_postgresql(tmp_path):
    result = run("serve", "--workers", "2", "--data", str(tmp_path))
    assert result.returncode == 1
    assert "PostgreSQL" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_server_whose_pages_were_never_gathered_says_what_to_run(refused):
    words = refused(serve_what_was_never_gathered)
    assert words.startswith("Error: the pages lack htmx.js")
    assert "run scripts/setup" in words


def test_a_wrong_setting_is_named(tmp_path):
    result = run("serve", "--origin", "example.org", "--data", str(tmp_path))
    assert result.returncode == 1
    assert result.stderr.startswith("Error: ARENGO_ORIGIN is 'example.org'")


def test_a_folder_that_cannot_be_used_is_explained(tmp_path):
    (tmp_path / "file").write_text("")
    assert run("accounts", "list", "--data", str(tmp_path / "file")).returncode == 2
    nested = run("accounts", "list", "--data", str(tmp_path / "file" / "data"))
    assert nested.returncode == 1
    assert "Traceback" not in nested.stderr


def test_a_new_site_is_announced_and_closed_to_other_users_of_the_machine(tmp_path):
    environment = BARE | {"HOME": str(tmp_path)}
    create = ("accounts", "create", "ann", "--email", "ann@example.org")
    made = run(*create, cwd=tmp_path, env=environment)
    again = run("accounts", "list", cwd=tmp_path, env=environment)
    assert made.stderr == f"A new site begins in {tmp_path / 'data'}.\n"
    assert again.stderr == ""
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


@pytest.mark.parametrize("words", [("accounts", "list"), ("db", "check"), ("jobs", "list")])
def test_who_only_looks_begins_no_site(tmp_path, words):
    result = typed(*words, "--data", str(tmp_path / "wrong"))
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: There is no site in {tmp_path / 'wrong'}.")
    assert not (tmp_path / "wrong").exists()


@pytest.mark.parametrize("url", ["smtp://user:secret@mail.example.org:587", "mail.example.org"])
def test_a_mail_route_that_cannot_be_used_stops_the_start_with_a_sentence(refused, url):
    words = refused(ARENGO_MAIL_URLS=url)
    assert words.startswith("Error: ARENGO_MAIL_URLS cannot be used: ")
    assert "secret" not in words
