"""One process writes to a site: a second is told so, and a dead one stands in nobody's way."""

import io
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from PIL import Image

from tests.clients.server import environment_of_a_host
from tests.drills.people import join
from tests.drills.server import ANSWER_S, STOP_S, Server

PAGE = 8192


def test_a_second_server_says_that_the_site_is_in_use(server: Server, tmp_path: Path) -> None:
    second = serve_again(server, tmp_path)
    assert second.returncode == 1
    assert "Another arengo process is using" in second.stderr
    assert "Traceback" not in second.stderr
    assert server.answers()


def test_a_killed_server_leaves_no_lock_behind_not_even_with_its_image_worker(
    server: Server,
) -> None:
    token = join(server, "alice").token
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(picture, "PNG")
    sent = httpx.post(
        f"http://127.0.0.1:{server.port}/api/v2/media",
        headers={"Authorization": f"Bearer {token}"},
        files={"file": ("teal.png", picture.getvalue(), "image/png")},
        trust_env=False,
        timeout=ANSWER_S,
    )
    assert sent.status_code == 200, sent.text
    server.kill()
    server.start()


@pytest.mark.parametrize("page", [0, 3])
def test_a_damaged_database_is_not_served(server: Server, tmp_path: Path, page: int) -> None:
    server.stop()
    server.start()
    server.kill()
    with server.database.open("r+b") as file:
        file.seek(page * PAGE)
        file.write(b"\xa5" * PAGE)
    again = serve_again(server, tmp_path)
    assert again.returncode == 1
    assert "arengo.db is damaged" in again.stderr
    assert "Traceback" not in again.stderr


def serve_again(server: Server, home: Path) -> "subprocess.CompletedProcess[str]":
    """Start a server for the same data as people do, and wait for its end."""
    command = [sys.executable, "-m", "arengo", "serve", "--profile", "test"]
    return subprocess.run(
        [*command, "--port", "0", "--data", str(server.settings.data)],
        env=environment_of_a_host(home, ARENGO_METRICS_BIND=""),
        capture_output=True,
        text=True,
        check=False,
        timeout=STOP_S,
        cwd=home,
    )
