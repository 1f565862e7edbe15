"""`arengo search rebuild`: what the search lost is found again."""

import shutil

from tests.cli.test_jobs import on


def test_a_lost_search_is_built_anew(terminal):
    terminal("accounts", "create", "alice", "--email", "alice@example.org", "--confirmed")
    shutil.rmtree(terminal.data / "search", ignore_errors=True)
    answer = terminal.json("search", "rebuild")
    assert answer == {"posts": 0, "people": 1, "removed": 0, "damaged_files": 0}
    assert (terminal.data / "search" / "search-people.db").exists()
    on(terminal, lambda tx: tx.execute("DELETE FROM accounts"))
    assert "1 were not there any more" in terminal("search", "rebuild").stdout
