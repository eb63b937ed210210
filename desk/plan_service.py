"""Whether the services that run go by the plan that is written: taken up, refused, not yet, or nobody runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from store.processes import ProcessRow

Standing = Literal["taken", "refused", "waiting", "unsure", "none"]
TONES: dict[Standing, str] = {
    "taken": "good",
    "refused": "bad",
    "waiting": "near",
    "unsure": "unknown",
    "none": "unknown",
}


@dataclass(frozen=True, slots=True)
class TakenUp:
    """How the services stand to a plan, in Chinese. `lines`: what a service that refused it said."""

    standing: Standing
    words: str
    lines: tuple[str, ...] = ()

    @property
    def tone(self) -> str:
        """Of the words: never by colour alone."""
        return TONES[self.standing]


def taken_up(site: str, digest: str, processes: Sequence[ProcessRow]) -> TakenUp:
    """`processes`: those that are alive."""
    serving = [one.facts for one in processes if one.role == "serve" and site in _list(one.facts.get("sites"))]
    if not serving:
        return TakenUp("none", "没有常驻服务在巡检这个网站，方案要到下一次运行命令时才会用上")
    refused = [lines for facts in serving if (lines := _list(_dict(facts.get("refused")).get(site)))]
    if refused:
        return TakenUp("refused", "常驻服务没有采用这份方案，仍按原来的方案运行", tuple(map(str, refused[0][:20])))
    going_by = [_dict(facts.get("digests")).get(site) for facts in serving]
    if all(one == digest for one in going_by):
        return TakenUp("taken", "常驻服务已采用这份方案")
    if None in going_by:
        return TakenUp("unsure", "有常驻服务在运行，但它没有说明采用的是哪一版方案，可能是旧版程序")
    return TakenUp("waiting", "常驻服务尚未采用这份方案，一般半分钟内会采用，请稍后刷新")


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
