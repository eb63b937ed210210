"""The plans that hold, as the desk shows them: the files it was given, else what the database keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TypeVar

from inspection.errors import PlanError
from inspection.plan import Plan, Site
from inspection.plan_file import digest_of, parse_plan, read_plan
from inspection.yaml_source import read_yaml
from store.store import Store

_NOWHERE = "https://plan.invalid/"  # of a site whose plan nobody keeps: there is only what was found
T = TypeVar("T")
_REMEMBERED = 50  # texts, of each of the three memories


@dataclass(frozen=True, slots=True)
class PlanText:
    """A plan as it is written. `text` is without the mark (BOM) that Windows puts first; line ends are as they are."""

    text: str
    path: Path | None = None  # None: as the database keeps it
    sound: bool = True

    @property
    def digest(self) -> str:
        """As rounds and services name it."""
        return digest_of(self.text)


class Plans:
    """Asked for each request: the office edits its plans while the desk runs."""

    def __init__(self, store: Store, paths: Sequence[Path] = ()) -> None:
        """`paths`: the plans' files, which the desk may edit; a site without one is shown as the database keeps it."""
        self._store = store
        self._paths = list(paths)
        self._lock = Lock()
        self._parsed: dict[str, Plan | None] = {}  # by digest; None: it is faulty
        self._names: dict[str, str | None] = {}  # by digest: the site's name in a text that may be faulty
        self._texts: dict[str, str] = {}  # by digest: what people begin to edit, for whoever is overtaken
        self._last: dict[Path, str] = {}  # the site of a file, while the file is there and not past reading

    def sites(self) -> list[str]:
        """Every site: those of the files first, then what else the database knows."""
        named = [site for path in self._paths if (site := self._site_in(path)) is not None]
        return list(dict.fromkeys([*named, *self._store.sites()]))

    def file(self, site: str) -> Path | None:
        """The file in which the site's plan is kept, where the desk was given one; it may be faulty just now."""
        return next((path for path in self._paths if self._site_in(path) == site), None)

    def text(self, site: str) -> str | None:
        """The plan's text: of its file while that is sound, else as the database kept it last."""
        written = self.written(site)
        if written is not None and written.sound:
            return written.text
        kept = self._store.plan_text(site)
        return kept if kept is not None else written.text if written is not None else None

    def digest(self, site: str) -> str:
        """Of that text, or of an empty one where there is none: what was worked out by a plan rests on it."""
        return digest_of(self.text(site) or "")

    def written(self, site: str) -> PlanText | None:
        """What is written now, sound or not: in the file where there is one, else in the database."""
        path = self.file(site)
        if path is not None and (text := _read(path)) is not None:
            return PlanText(text, path, self.parsed(text) is not None)
        kept = self._store.plan_text(site)
        return None if kept is None else PlanText(kept, None, self.parsed(kept) is not None)

    def of(self, site: str) -> Plan:
        """The site's plan; a bare one, with nothing but the name, where none is kept or can be read."""
        text = self.text(site)
        return (self.parsed(text) if text is not None else None) or bare(site)

    def is_bare(self, site: str) -> bool:
        """Whether no plan of the site can be read: what needs one says so."""
        return self.of(site).site.home == _NOWHERE

    def parsed(self, text: str) -> Plan | None:
        """The plan in a text; None where it is faulty. Each text is read once."""
        digest = digest_of(text)
        with self._lock:
            if digest in self._parsed:
                return self._parsed[digest]
        try:
            plan = parse_plan(text)
        except PlanError:
            plan = None
        with self._lock:
            return _remember(self._parsed, digest, plan)

    def remember(self, text: str) -> str:
        """Keep what somebody begins to edit; its digest."""
        with self._lock:
            _remember(self._texts, digest_of(text), text)
        return digest_of(text)

    def remembered(self, digest: str) -> str | None:
        """The text that somebody began to edit, or that the database keeps."""
        return self._texts.get(digest) or self._store.plan_of_digest(digest)

    def _site_in(self, path: Path) -> str | None:
        """Whose plan is in the file. One that became unreadable is still that of the site whose it was."""
        text = _read(path)
        found = None if text is None else self._named_in(text)
        if found is not None:
            self._last[path] = found
        return found or self._last.get(path)

    def _named_in(self, text: str) -> str | None:
        plan = self.parsed(text)
        if plan is not None:
            return plan.site.name
        digest = digest_of(text)
        with self._lock:
            if digest in self._names:
                return self._names[digest]
        name = site_named_in(text)
        with self._lock:
            return _remember(self._names, digest, name)


def site_named_in(text: str) -> str | None:
    """The name of the site in a plan's text, which may be faulty elsewhere."""
    value = read_yaml(text).value
    site = value.get("site") if isinstance(value, dict) else None
    name = site.get("name") if isinstance(site, dict) else None
    return name.strip() or None if isinstance(name, str) else None


def _remember(memory: dict[str, T], key: str, value: T) -> T:
    if len(memory) > _REMEMBERED:
        memory.clear()
    memory[key] = value
    return value


def _read(path: Path) -> str | None:
    try:
        return read_plan(path).decode("utf-8-sig")
    except (PlanError, UnicodeDecodeError, OSError):
        return None


def bare(site: str) -> Plan:
    """A plan that promises nothing. Any name will do: nobody wrote it into a plan just now, so nobody can mend it."""
    return Plan(site=Site.model_construct(name=site, home=_NOWHERE))
