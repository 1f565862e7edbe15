"""`arengo jobs`: what waits is shown, what was given up begins again."""

import asyncio

from arengo.app import build
from arengo.base.clock import now_ms
from arengo.config.settings import load_settings


def on(terminal, verb):
    """Run a verb on the terminal's site."""

    async def run():
        whole = build(load_settings(terminal.environment))
        await whole.start(work=False)
        try:
            return await whole.site.db.write(verb)
        finally:
            await whole.stop()

    return asyncio.run(run())


def give_up(tx):
    """Leave a job behind that failed too often."""
    tx.enqueue("tests.note", number=7)
    tx.execute("UPDATE jobs SET dead_ms = :now, attempts = 12, error = 'OSError: no'", now=now_ms())


def test_a_job_that_was_given_up_is_seen_and_tried_again(terminal):
    on(terminal, give_up)
    assert terminal("jobs", "list").stdout.startswith("No jobs.")
    state = terminal.json("jobs", "list", "--given-up")
    [job] = state["jobs"]
    assert (job["kind"], job["attempts"], job["error"]) == ("tests.note", 12, "OSError: no")
    assert job["args"] == {"number": 7}
    assert state["lanes"] == [{"lane": "interactive", "oldest_due_s": 0.0, "given_up": 1}]
    assert "tests.note" in terminal("jobs", "list", "--given-up").stdout

    assert terminal("jobs", "retry", job["id"]).stdout == "1 job will be tried again.\n"
    assert [job["attempts"] for job in terminal.json("jobs", "list")["jobs"]] == [0]
    assert terminal.json("jobs", "retry") == {"retried": 0}
    assert "No job has the id 1" in terminal("jobs", "retry", "1", status=1).stderr


def test_a_running_server_runs_a_retried_job_at_once(sqlite):
    on(sqlite, give_up)
    with sqlite.server() as said:
        assert sqlite.json("jobs", "retry") == {"retried": 1}
        for line in said:  # nobody knows this kind: it fails again, and is put off
            if "command" in line:
                break
        assert sqlite.json("jobs", "list", "--given-up")["jobs"] == []
