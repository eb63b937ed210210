"""The plans that hold, as the desk shows them: the files it was given, else what the database keeps."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from inspection.errors import PlanError
from inspection.plan import Plan, Site
from inspection.plan_file import digest_of, parse_plan
from store.store import Store

_NOWHERE = "https://plan.invalid/"  # of a site whose plan nobody keeps: there is only what was found


class Plans:
    """Asked for each request: the office edits its plans while the desk runs."""

    def __init__(self, store: Store, paths: Sequence[Path] = ()) -> None:
        """`paths`: the plans' files, which the desk may edit; a site without one is shown as the database keeps it."""
        self._store = store
        self._paths = list(paths)
        self._lock = Lock()
        self._parsed: dict[str, Plan] = {}  # by digest

    def sites(self) -> list[str]:
        """Every site: those of the files first, then what else the database knows."""
        named = [site for path in self._paths if (site := self._site_in(path)) is not None]
        return list(dict.fromkeys([*named, *self._store.sites()]))

    def file(self, site: str) -> Path | None:
        """The file in which the site's plan is kept, where the desk was given one."""
        return next((path for path in self._paths if self._site_in(path) == site), None)

    def text(self, site: str) -> str | None:
        """The plan's text: of its file while that is sound, else as the database kept it last."""
        path = self.file(site)
        if path is not None:
            return path.read_text(encoding="utf-8-sig")
        return self._store.plan_text(site)

    def of(self, site: str) -> Plan:
        """The site's plan; a bare one, with nothing but the name, where none is kept or can be read."""
        try:
            text = self.text(site)
            return self._plan(text) if text is not None else bare(site)
        except (PlanError, OSError, UnicodeDecodeError):
            return bare(site)

    def is_bare(self, site: str) -> bool:
        """Whether no plan of the site can be read: what needs one says so."""
        return self.of(site).site.home == _NOWHERE

    def _site_in(self, path: Path) -> str | None:
        try:
            return self._plan(path.read_text(encoding="utf-8-sig")).site.name
        except (PlanError, OSError, UnicodeDecodeError):
            return None

    def _plan(self, text: str) -> Plan:
        digest = digest_of(text)
        with self._lock:
            if digest not in self._parsed:
                if len(self._parsed) > 50:
                    self._parsed.clear()
                self._parsed[digest] = parse_plan(text, "方案")
            return self._parsed[digest]


def bare(site: str) -> Plan:
    """A plan that promises nothing."""
    return Plan(site=Site(name=site, home=_NOWHERE))
