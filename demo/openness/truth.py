"""What is known of the third portal, and its plan with the port of this run filled in."""

from __future__ import annotations

import shutil
from pathlib import Path

from ruamel.yaml import YAML

from demo.truth import Known, Truth
from inspection.addresses import join

AS_OF = "2024-12-18T09:00:00+08:00"
NAME = "示例区民政局"
_FOLDER = Path(__file__).parent


def load_truth(home: str) -> Truth:
    """The truth for one run."""
    told = YAML(typ="safe", pure=True).load(_FOLDER / "faults.yaml")

    def known(kind: str) -> tuple[Known, ...]:
        return tuple(Known(**{**one, "subject": _subject(one["subject"])}) for one in told[kind])

    def _subject(written: str) -> str:
        return (join(f"{home}/", written) or written) if written.startswith("/") else written

    return Truth(known("faults"), known("undecided"), known("sound"))


def write_plan(home: str, folder: Path) -> Path:
    """Write openness.yaml and the office's lexicon into `folder`."""
    file = folder / "openness.yaml"
    file.write_text((_FOLDER / "plan.yaml").read_text("utf-8").replace("http://127.0.0.1:8033", home), "utf-8")
    shutil.copyfile(_FOLDER / "words.txt", folder / "openness-words.txt")
    return file
