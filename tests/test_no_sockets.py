"""The hook hears a socket, and only while it is asked to."""

import socket

import pytest

from tests.no_sockets import no_sockets


def test_a_socket_is_refused_and_remembered() -> None:
    with no_sockets() as tried, pytest.raises(RuntimeError, match="socket"):
        socket.socket()
    assert tried
    socket.socket().close()
