"""What is known of the demo's portal, read from faults.yaml: faults, what cannot be judged, and sound look-alikes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

from demo.answers import Hosts
from inspection.addresses import join
from inspection.weibo_address import weibo_address

_FILE = Path(__file__).parent / "faults.yaml"


@dataclass(frozen=True, slots=True)
class Known:
    """One thing that is known. `check` and `reason` are empty where they do not matter."""

    subject: str
    why: str
    check: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything that is known."""

    faults: tuple[Known, ...]
    undecided: tuple[Known, ...] = ()
    sound: tuple[Known, ...] = ()


def load_truth(hosts: Hosts, urls: Mapping[str, str], file: Path = _FILE) -> Truth:
    """The truth for one run; `urls` maps an article's key to its path."""
    told = YAML(typ="safe", pure=True).load(file)

    def known(kind: str) -> tuple[Known, ...]:
        return tuple(Known(**{**k, "subject": subject_of(k["subject"], hosts, urls)}) for k in told[kind])

    return Truth(known("faults"), known("undecided"), known("sound"))


def subject_of(written: str, hosts: Hosts, urls: Mapping[str, str]) -> str:
    """A subject as reports write it: an address absolute and normalised, anything else as it stands."""
    if written.startswith("weibo "):
        return weibo_address(*written.split()[1:])
    if written.startswith("article "):
        written = urls[written.removeprefix("article ")]
    if written.startswith("https:{partner}"):
        written = written.replace("https:{partner}", hosts.partner.replace("http:", "https:"))
    for name in ("partner", "firewall", "closed"):
        written = written.replace(f"{{{name}}}", getattr(hosts, name))
    if written.startswith(("/", "http")):
        return join(f"{hosts.home}/", written) or written
    return written
