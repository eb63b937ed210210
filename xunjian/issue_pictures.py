"""The files that show an issue, brought out of the evidence."""

from __future__ import annotations

from pathlib import Path

from inspection.pictures import Picture
from store.errors import StoreError
from store.evidence import EvidenceStore
from xunjian.failure import fail, why


def write_picture(evidence: EvidenceStore, picture: Picture | None, issue: int, folder: Path) -> dict[str, str]:
    """Write what there is into the folder; the files' names by digest. What was cleared away is not among them."""
    if picture is None:
        fail(f"第 {issue} 号问题单没有截图")
    written: dict[str, str] = {}
    kinds = (("png", picture.evidence), ("html", picture.snapshot), ("har", picture.har))
    for kind, digest in kinds:
        if digest is None:
            continue
        try:
            body = evidence.get(digest)
        except StoreError:
            continue
        file = folder / f"问题单{issue}.{kind}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            file.write_bytes(body)
        except OSError as error:
            fail(f"不能写到 {file}：{why(error)}")
        written[digest] = str(file)
    return written


def place_of(evidence: EvidenceStore, digest: str) -> str | None:
    """Where the evidence is, compressed; None where it is there no longer."""
    path = evidence.path(digest)
    return str(path) if path.exists() else None
