"""A plain portal with specimens among its pages, drawn from a seed, and what the checks must say of them."""

from __future__ import annotations

import random
from datetime import date

from tests.headless_blackbox import pages, truth
from tests.headless_blackbox.outside import SITES, Outside
from tests.headless_blackbox.server import Portal
from tests.headless_blackbox.specimens import Specimen, all_specimens

CHECKS = {"blank-page", "script-error", "slow-page", "broken-layout", "missing-alt", "inaccessible-page", "stale-popup",
          "hidden-link", "tampered-page", "hijacked-link", "missing-leaving-notice"}  # fmt: skip
ASKING = """<script>document.addEventListener('click',function(e){var a=e.target.closest&&e.target.closest('a');
if(a&&a.host!==location.host&&!confirm('您即将离开本网站，是否继续？')){e.preventDefault()}});</script>"""


def build(
    seed: int, today: date, outside: Outside, share: float = 0.6
) -> tuple[Portal, set[tuple[str, str]], dict[str, str]]:
    """The portal, what must be found, and which specimen each path is."""
    dice = random.Random(seed * 77)
    made = truth.portal(seed, today, rows=(2, 3))
    portal = Portal(made)
    wanted: set[tuple[str, str]] = set()
    names: dict[str, str] = {}
    rows, number = [], 100
    chosen = [each for each in all_specimens() if dice.random() < share]
    dice.shuffle(chosen)
    asking = dice.random() < 0.5
    for each in chosen:
        number += 1
        path = f"/bm/{number}.html"
        title = each.title or f"便民信息第{number}期"
        rows.append(
            f'<li><a href="{path}">{title if each.check != "tampered-page" else f"便民信息第{number}期"}</a></li>'
        )
        names[path] = each.name
        _place(portal, each, path, number, title, outside, asking)
        if each.check:
            subject = each.subject.format(me=path, n=number, dir="/bm/", host=f"127.0.0.200:{outside.port}")
            wanted.add((each.check, subject))
            names[subject] = each.name
    partners = []
    for name, (bad, title, _) in SITES.items():
        if dice.random() < 0.7:
            shown = title if not bad else "合作单位"
            partners.append(f'<li><a href="{outside.address(name)}">{shown}</a></li>')
            names[outside.address(name)] = name
            if bad:
                wanted.add(("hijacked-link", outside.address(name)))
    if not asking:
        wanted.add(("missing-leaving-notice", "某某区民政局"))
    middle = f"<h2>便民信息</h2><ul>{''.join(rows)}</ul><h2>友情链接</h2><ul>{''.join(partners)}</ul>"
    home = pages.frame(made, "某某区民政局", middle, head=ASKING if asking else "")
    portal.extra["/"] = (200, "text/html; charset=utf-8", home.encode())
    return portal, wanted, names


def _place(portal: Portal, each: Specimen, path: str, number: int, title: str, outside: Outside, asking: bool) -> None:
    def filled(text: str) -> str:
        host = f"127.0.0.200:{outside.port}"
        return text.replace("{n}", str(number)).replace("{host}", host)

    if each.bare:
        text = (
            f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
            f"<body>{filled(each.body)}</body></html>"
        )
    else:
        heading = "" if each.check == "tampered-page" else f"<h1>{title}</h1>"
        text = pages.frame(portal.made, title, heading + filled(each.body), head=ASKING if asking else "")
    portal.extra[path] = (200, "text/html; charset=utf-8", text.encode())
    for name, (status, kind, data, delay) in each.extra.items():
        key = filled(name)
        key = key if key.startswith("/") else f"/bm/{key}"
        portal.extra[key] = (status, kind, data, delay)
