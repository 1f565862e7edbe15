"""Lines between a front and the server: which of them hangs up."""

from typing import Final

from arengo.app import _server

CADDY_S: Final = 120
NGINX_S: Final = 60


def test_a_front_hangs_up_before_the_server_does():
    assert _server(object()).config.timeout_keep_alive > max(CADDY_S, NGINX_S)
