"""What the demo's portal has to say: columns and articles, read from content/*.yaml."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

_CONTENT = Path(__file__).parent / "content"


@dataclass(frozen=True)
class Article:
    """One article. `shown` is the date that its pages state where that is mistyped."""

    title: str
    date: datetime.date
    url: str
    serial: int
    body: tuple[str, ...]
    key: str = ""
    shown: datetime.date | None = None
    pinned: bool = False
    views: int = 0
    number: str = ""
    extra: str = ""
    interprets: tuple[str, ...] = ()
    linked: bool = False

    @property
    def stated(self) -> datetime.date:
        """The date that its pages state."""
        return self.shown or self.date

    @property
    def time(self) -> str:
        """A time of day, its own and always the same."""
        return f"{9 + self.serial % 8:02}:{self.serial * 7 % 60:02}:00"


@dataclass(frozen=True)
class Column:
    """One column and the family of CMS that draws it."""

    name: str
    path: str
    kind: str
    unit: str
    family: str
    articles: tuple[Article, ...]
    page_size: int = 50
    encoding: str = "utf-8"
    head: str = ""
    sidebar: bool = False


@dataclass(frozen=True)
class Site:
    """The whole portal's content."""

    name: str
    id_code: str
    as_of: str
    columns: tuple[Column, ...]
    urls: dict[str, str] = field(default_factory=dict)  # an article's key → its address

    def interpretations_of(self, key: str) -> list[Article]:
        """Interpretations that link to this policy, and it to them."""
        if not key:
            return []
        return [a for c in self.columns for a in c.articles if a.linked and key in a.interprets]

    def policy(self, key: str) -> Article:
        """The article of that key."""
        return next(a for c in self.columns for a in c.articles if a.key == key)


def load(folder: Path = _CONTENT) -> Site:
    """Read the content; addresses and bodies follow from it, the same at every run."""
    yaml = YAML(typ="safe", pure=True)
    facts: dict[str, Any] = yaml.load(folder / "site.yaml")
    raw: list[dict[str, Any]] = yaml.load(folder / "columns.yaml")
    policies: list[dict[str, Any]] = yaml.load(folder / "policies.yaml")
    places = [c["name"] for c in raw]
    raw[places.index("领导活动") : places.index("领导活动")] = policies
    serial, columns = 1000, []
    for entry in raw:
        entry = dict(entry)
        entry.pop("update_within", None)
        sentences = facts["sentences"].get(entry["name"], [])
        articles = []
        for told in entry.pop("articles"):
            serial += 1
            articles.append(_article(entry, dict(told), serial, sentences))
        columns.append(Column(articles=tuple(articles), **entry))
    urls = {a.key: a.url for c in columns for a in c.articles if a.key}
    return Site(facts["name"], facts["id_code"], facts["as_of"], tuple(columns), urls)


def _article(column: dict[str, Any], told: dict[str, Any], serial: int, sentences: list[str]) -> Article:
    told["interprets"] = tuple(told.get("interprets", ()))
    url = _url(column["family"], column["path"], told["date"], serial)
    start = serial % max(1, len(sentences))
    body = tuple((sentences[start:] + sentences[:start])[:4])
    return Article(url=url, serial=serial, body=body, **told)


def _url(family: str, path: str, day: datetime.date, serial: int) -> str:
    """Where each family of CMS keeps an article."""
    name = hashlib.md5(f"{path}{serial}".encode(), usedforsecurity=False).hexdigest()
    return {
        "shanghai": f"{path}{day:%Y%m%d}/{name}.html",
        "policy": f"{path}{day:%Y%m%d}/{name}.html",
        "trs": f"{path}{day:%Y%m}/t{day:%Y%m%d}_{serial}.html",
        "ul": f"{path}{day:%Y%m}/{serial}.html",
        "jcms": f"/art/{day.year}/{day.month}/{day.day}/art_1205_{serial}.html",
        "frame": f"{path}show.asp?id={serial}",
        "bracket": f"{path}{serial}.htm",
        "monthday": f"{path}content/{serial}.html",
        "undated": f"{path}item-{serial}.html",
        "table": f"{path}detail/{serial}.html",
    }[family]
