"""The control socket: only the owner opens it, a stale one is replaced, nonsense is refused."""

import asyncio
import json
import socket
import stat
import threading

import pytest

from arengo.cli.control import ServerLine
from arengo.cli.failing import Failed
from arengo.control.addresses import NAME, connect, listen
from arengo.control.commands import COMMANDS


def test_only_the_owner_can_open_it_and_it_goes_with_the_server(sqlite):
    with sqlite.server():
        mode = (sqlite.data / NAME).stat().st_mode
        assert stat.S_ISSOCK(mode)
        assert stat.S_IMODE(mode) == 0o600
    assert not (sqlite.data / NAME).exists()


def test_a_socket_that_a_crash_left_behind_answers_nobody_and_is_replaced(sqlite, newcomer):
    left = listen(sqlite.data)
    left.close()
    assert (sqlite.data / NAME).exists()
    sqlite(*newcomer("alice"))
    with sqlite.server():
        assert len(sqlite.json("accounts", "list")) == 1
    assert not (sqlite.data / NAME).exists()


def test_a_second_process_leaves_the_socket_to_the_first(tmp_path):
    with listen(tmp_path):
        assert listen(tmp_path) is None


def test_a_long_path_is_no_hindrance(tmp_path):
    deep = tmp_path / ("d" * 100) / ("e" * 100)
    deep.mkdir(parents=True)
    with listen(deep) as server, connect(deep) as client:
        client.sendall(b"x")
        connection, _ = server.accept()
        with connection:
            assert connection.recv(1) == b"x"


def ask(data, line):
    """Send one line to the server and read its answer."""
    with connect(data) as link, link.makefile("rwb") as file:
        file.write(line + b"\n")
        file.flush()
        return json.loads(file.readline())


def test_nonsense_is_refused_and_the_server_lives_on(sqlite):
    with sqlite.server():
        for line in (b"nonsense", b"[]", b'{"command": 1}', b"\xff\xfe"):
            assert "That is no command" in ask(sqlite.data, line)["words"]
        unknown = ask(sqlite.data, b'{"command": "accounts.explode", "arguments": {}}')
        assert "knows no command 'accounts.explode'" in unknown["words"]
        wrong = ask(sqlite.data, b'{"command": "accounts.show", "arguments": {"nane": "x"}}')
        assert wrong["type"] == "refused"
        assert "nane" in wrong["words"]
        assert sqlite.json("accounts", "list") == []


def test_a_server_that_goes_away_is_told():
    ours, theirs = socket.socketpair()
    with ours:
        line = ServerLine(ours)
        theirs.close()
        with pytest.raises(Failed, match="The server stopped before it answered"):
            line.ask("accounts.list", {})


def test_a_server_that_goes_away_with_a_question_unread_is_told():
    ours, theirs = socket.socketpair()

    def leave():
        theirs.recv(1, socket.MSG_PEEK)
        theirs.close()

    leaving = threading.Thread(target=leave)
    leaving.start()
    with ours, pytest.raises(Failed, match="The server stopped before it answered"):
        ServerLine(ours).ask("accounts.list", {})
    leaving.join()


def test_progress_travels_over_the_socket(sqlite):
    told = []
    with sqlite.server(), connect(sqlite.data) as link:
        answer = ServerLine(link).ask("db.check", {}, lambda *step: told.append(step))
    assert answer["sound"]
    steps = told[0][1]
    assert told[0] == (0, steps, "Reading every page")
    assert told[-1] == (steps, steps, "Done")
    assert len(told) == steps + 1


def test_every_command_says_what_it_does():
    assert not [name for name, each in COMMANDS.items() if len(each.run.__doc__ or "") < 10]
    assert all(asyncio.iscoroutinefunction(each.run) for each in COMMANDS.values())
