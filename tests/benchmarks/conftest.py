"""A small benchmark portal, served once per module; nginx is not part of the project and may be missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from benchmarks.addresses import free_addresses
from benchmarks.nouns import Portal
from benchmarks.serve import CannotServeError, find_nginx, serve
from benchmarks.site import generate

PAGES = 60


@dataclass(frozen=True)
class Served:
    """A portal that answers now, and the truth about it."""

    portal: Portal
    truth: dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Sixty pages with one address that never answers."""
    try:
        find_nginx()
    except CannotServeError as error:
        pytest.skip(str(error))
    portal = generate(tmp_path_factory.mktemp("portal"), PAGES, addresses=free_addresses(), stalls=1)
    with serve(portal.folder, portal.addresses):
        yield Served(portal, portal.truth())
