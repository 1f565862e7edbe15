"""Somebody at a terminal with toot, whose every command and answer is written down."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from typing import Any

from tests.clients.server import environment_of_a_host
from tests.clients.toot_at_hand import PATIENCE_S, TootAtHand

TOOT = Path(sys.executable).with_name("toot")


class TootFailed(AssertionError):
    """The client ended with an error; the message is what it said."""


@dataclass(slots=True, eq=False)
class Transcript:
    """What two people typed and read, with what differs from run to run made equal."""

    host: str
    lines: list[str] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)

    def add(self, who: str, words: tuple[str, ...], answer: str) -> None:
        typed = " ".join(_quoted(word) for word in words)
        self.lines += [f"{who}$ toot {typed}", answer.rstrip(), ""]

    def text(self) -> str:
        """Return it with ids counted from 101, one port and one moment."""
        text = re.sub(" +$", "", "\n".join(self.lines), flags=re.MULTILINE)
        text = text.replace(self.host, "localhost:8000")
        text = re.sub(r"\b\d{17,19}\b", self._short_id, text)
        text = re.sub(r"\b\d{4}-\d\d-\d\d \d\d:\d\d UTC", "2026-11-28 09:00 UTC", text)
        text = re.sub(r"Since: \d{4}-\d\d-\d\d", "Since: 2026-11-28", text)
        return re.sub(r"client_id=[\w-]+", "client_id=…", text)

    def _short_id(self, found: re.Match[str]) -> str:
        return self.ids.setdefault(found[0], str(101 + len(self.ids)))


def _quoted(word: str) -> str:
    return f'"{word}"' if re.search(r"[\s#!]", word) else word


def environment_of_a_terminal(home: Path) -> dict[str, str]:
    """Return the environment of somebody who sits at 80 columns."""
    return environment_of_a_host(home, COLUMNS="80", LINES="1000")


@dataclass(frozen=True, slots=True, eq=False)
class Terminal:
    """One person's computer: a home of its own, where toot keeps its settings."""

    who: str
    home: Path
    transcript: Transcript
    toot_at_hand: TootAtHand

    def toot(self, *words: str) -> str:
        """Run a command and return what it printed; raises TootFailed with its complaint."""
        done = self._run(words)
        answer = done.stdout + done.stderr
        if done.returncode:
            raise TootFailed(f"toot {' '.join(words)}: {answer}")
        self.transcript.add(self.who, words, answer.replace(str(self.home), "~"))
        return answer

    def refused(self, *words: str) -> str:
        """Run a command that has to fail and return the complaint."""
        done = self._run(words)
        assert done.returncode, f"toot {' '.join(words)} went through: {done.stdout}"
        self.transcript.add(self.who, words, done.stderr)
        return done.stderr

    def json(self, *words: str) -> Any:
        """Run a command with --json; such a look behind the scenes is not written down."""
        done = self._run((*words, "--json"))
        assert not done.returncode, done.stderr
        return json.loads(done.stdout)

    def log_in(self, origin: str, allow: Callable[[str], str]) -> None:
        """Run `toot login`; `allow` opens the printed link in a browser and returns the code."""
        words = ("login", "--instance", origin)
        process = subprocess.Popen(
            [TOOT, *words],
            env=self._environment(),
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        assert process.stdin
        assert process.stdout
        alarm = Timer(PATIENCE_S, process.kill)
        alarm.start()
        with process:
            printed = self._until_link(process.stdout.readline)
            code = allow(printed[-1].strip())
            process.stdin.write(f"n\n{code}\n")
            process.stdin.close()
            rest = process.stdout.read()
        alarm.cancel()
        if process.returncode:
            raise TootFailed(rest)
        prompts = rest.replace("[Y/n]: ", "[Y/n]: n\n").replace("Authorization code: ", _PASTED)
        self.transcript.add(self.who, words, "".join(printed) + prompts)

    @staticmethod
    def _until_link(readline: Callable[[], str]) -> list[str]:
        printed = []
        while line := readline():
            printed.append(line)
            if "/oauth/authorize" in line:
                return printed
        raise TootFailed("".join(printed))

    def _run(self, words: tuple[str, ...]) -> "subprocess.CompletedProcess[str]":
        return self.toot_at_hand.run(words, self.home)

    def _environment(self) -> dict[str, str]:
        return environment_of_a_terminal(self.home)


_PASTED = "Authorization code: (the code that the page shows)\n"
