"""Backups made and brought back, for the tests."""

from __future__ import annotations

from pathlib import Path

from store.archive import Manifest
from store.backup import backup
from store.engine import parse_url
from store.restore import Restored, restore
from tests.store.samples import NOW


def save(url: str, folder: Path, name: str = "all.tar", *, whole: bool = True) -> Manifest:
    return backup(parse_url(url), folder / name, NOW, "1.0", lambda _: None, evidence=folder / "evidence", whole=whole)


def bring_back(folder: Path, url: str, name: str = "all.tar") -> Restored:
    return restore(folder / name, parse_url(url), lambda _: None, evidence=folder / "restored")
