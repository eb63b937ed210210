"""Where a benchmark portal lives: loopback ports, so that pages can name other hosts of the same benchmark."""

from __future__ import annotations

import socket
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Addresses:
    """Ports on 127.0.0.1: the portal, a second site that it links to, one that is closed, and the backend's own."""

    portal: int = 18401
    offsite: int = 18402
    closed: int = 18403
    backend: int = 18404

    @property
    def home(self) -> str:
        """The portal's home page."""
        return f"http://127.0.0.1:{self.portal}/"

    @property
    def elsewhere(self) -> str:
        """The other site, without a slash at the end."""
        return f"http://127.0.0.1:{self.offsite}"

    @property
    def nowhere(self) -> str:
        """A port that nobody listens on, without a slash at the end."""
        return f"http://127.0.0.1:{self.closed}"


def free_addresses() -> Addresses:
    """Four ports that were free a moment ago; for tests that run beside others."""
    held = [socket.socket() for _ in range(4)]
    for one in held:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return Addresses(*ports)
