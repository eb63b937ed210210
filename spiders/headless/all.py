"""Which module carries out which kind of task."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib import import_module

from inspection.findings import Json
from spiders.headless.opened import Opened
from spiders.headless.tasks import Kind

CarryOut = Callable[[Opened], Awaitable[dict[str, Json]]]

# By name: each is imported when it is first asked for, so that a process that only reads lists starts quickly.
MODULES: dict[Kind, str] = {
    Kind.CLEAR: "spiders.headless.clearing",
    Kind.LIST: "spiders.headless.listing",
    Kind.ARTICLE: "spiders.headless.article",
    Kind.VISIT: "spiders.headless.visiting",
    Kind.PICTURE: "spiders.headless.picturing",
    Kind.SERVICE: "spiders.headless.serving",
    Kind.SEARCH: "spiders.headless.searching",
    Kind.FORM: "spiders.headless.form",
}


def module_of(kind: Kind) -> CarryOut:
    """What carries out tasks of this kind. Raises ImportError."""
    carry_out: CarryOut = import_module(MODULES[kind]).carry_out
    return carry_out
