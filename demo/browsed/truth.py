"""What is known of the second portal, and its plan with the ports of this run filled in."""

from __future__ import annotations

from pathlib import Path

from ruamel.yaml import YAML

from demo.browsed.server import Places
from demo.truth import Known, Truth
from inspection.addresses import join

_FOLDER = Path(__file__).parent


def load_truth(places: Places) -> Truth:
    """The truth for one run."""
    told = YAML(typ="safe", pure=True).load(_FOLDER / "faults.yaml")

    def subject_of(written: str) -> str:
        for name in ("platform", "taken_over"):
            written = written.replace(f"{{{name}}}", getattr(places, name))
        return (join(f"{places.home}/", written) or written) if written.startswith(("/", "http")) else written

    def known(kind: str) -> tuple[Known, ...]:
        return tuple(Known(**{**one, "subject": subject_of(one["subject"])}) for one in told[kind])

    return Truth(known("faults"), known("undecided"), known("sound"))


def write_plan(places: Places, folder: Path) -> Path:
    """Write browsed.yaml into `folder`."""
    drawn = (_FOLDER / "plan.yaml").read_text("utf-8").replace("http://127.0.0.1:8031", places.home)
    file = folder / "browsed.yaml"
    file.write_text(drawn.replace("127.0.0.1:8032", places.platform.removeprefix("http://")), "utf-8")
    return file
