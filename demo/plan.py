"""The demo's plans, with the ports of this run filled in."""

from __future__ import annotations

from pathlib import Path

from demo.answers import Hosts

_FOLDER = Path(__file__).parent
_HOME, _DOWN, _ROBOT = "http://127.0.0.1:8025/", "http://127.0.0.1:8026/", "http://127.0.0.1:8027/"
_MEDIA = "http://127.0.0.1:8028"


def write_plans(hosts: Hosts, folder: Path, robot: str = _ROBOT, media: str = _MEDIA) -> tuple[Path, Path]:
    """Write plan.yaml and down.yaml into `folder`; the second one's site stands at the port that refuses.

    `robot` is where the office's group is told, `media` where its accounts are read.
    """
    folder.mkdir(parents=True, exist_ok=True)
    plans = (("plan.yaml", _HOME, hosts.home), ("down.yaml", _DOWN, hosts.closed))
    for name, placeholder, url in plans:
        drawn = (_FOLDER / name).read_text("utf-8").replace(placeholder, f"{url}/").replace(_ROBOT, robot)
        (folder / name).write_text(drawn.replace(_MEDIA, media), "utf-8")
    return folder / "plan.yaml", folder / "down.yaml"
