"""Small portals with labels in the variety that real ones have, seeded; each with the faults that were put in."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from inspection.calendar import Workdays
from inspection.contents import PageContent
from inspection.observed import Observed
from inspection.plan import Plan
from inspection.records import Article, ColumnReading, ColumnState, Probe, Verdict
from spiders.contents.reader import read_content

HOST = "mz.example.gov.cn"
BASE = f"https://{HOST}"
CODE = "9900000061"
COLUMNS = {"通知公告": "/tzgg/", "政策文件": "/zcwj/", "工作动态": "/gzdt/"}
_WHAT = ("养老服务", "社会救助", "慈善组织", "殡葬管理", "儿童福利", "婚姻登记", "社区治理", "残疾人补贴")
_FORM = ("关于做好{}工作的通知", "{}实施办法", "我局召开{}工作会议", "关于公布2025年{}结果的公告", "{}有关情况说明")
_DATES = ("2025-03-{:02d} 09:30", "2025-03-{:02d}", "2025/03/{:02d} 09:30:00", "2025年3月{:02d}日")
_SITE = {"SiteName": "甲市民政局", "SiteDomain": HOST, "SiteIDCode": CODE}


@dataclass
class Portal:
    """Pages with their labels, before they are written out."""

    rng: random.Random
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    faults: set[str] = field(default_factory=set)  # subjects: check's own

    def of(self, kind: str) -> list[str]:
        """Addresses of a kind: home, list, article."""
        lists = {BASE + path for path in COLUMNS.values()}
        return [u for u in self.labels if (u == f"{BASE}/") == (kind == "home") and (u in lists) == (kind == "list")]


def portal(seed: int) -> Portal:
    """Sound, with what is easily taken for a fault."""
    rng = random.Random(seed)
    made = Portal(rng)
    made.labels[f"{BASE}/"] = dict(_SITE)
    made.titles[f"{BASE}/"] = "甲市民政局"
    for name, path in COLUMNS.items():
        made.labels[BASE + path] = _SITE | {
            "ColumnName": name, "ColumnDescription": f"{name}栏目", "ColumnKeywords": name, "ColumnType": name,
        }  # fmt: skip
        made.titles[BASE + path] = name
        for number in range(rng.randrange(4, 9)):
            url = f"{BASE}{path}t202503{number + 10}_{number}.html"
            title = rng.choice(_FORM).format(f"{rng.choice(_WHAT)}第{number}批{rng.choice(_WHAT)}")
            stated = rng.choice(
                (
                    title,
                    title,
                    title,
                    title[:14] + "…",
                    f"甲市民政局：{title}",
                    f"{title}_甲市民政局",
                    f" {title}&nbsp;",
                )
            )
            made.titles[url] = title
            made.labels[url] = _SITE | {
                "ArticleTitle": stated,
                "PubDate": rng.choice(_DATES).format(number + 10),
                "ContentSource": rng.choice(("甲市民政局", "本网", "办公室")),
            }  # fmt: skip
    if rng.random() < 0.3:
        for labels in made.labels.values():
            labels["SiteDomain"] = rng.choice((f"www.{HOST}", f"https://{HOST}/", HOST.upper()))
    return made


def written(made: Portal, url: str) -> bytes:
    """The page's bytes."""
    rng, title = made.rng, made.titles[url]
    case = rng.choice((str, str, str.lower, str.upper))
    space = rng.choice((" ", "", "\n"))
    metas = "".join(f'<meta name="{case(n)}"{space}content="{v}">' for n, v in made.labels[url].items())
    rows = "".join(
        f'<li><a href="{u}" title="{made.titles[u]}">{made.titles[u][:12]}…</a><span>2025-03-10</span></li>'
        for u in made.of("article")[:9]
        if u != url
    )
    text = "".join(f"<p>第{n}项：请各单位认真组织实施，确保各项工作落到实处。</p>" for n in range(5))
    is_article = url in made.of("article")
    broken = rng.random() < 0.2
    shown = f"{title[:8]}<br>{title[8:]}" if broken else title
    head = rng.choice(("<h1>{}</h1>", '<div class="title">{}</div>', '<td class="bt">{}</td>')).format(shown)
    main = (
        f'{head}<div>发布日期：2025-03-10　来源：办公室</div><div id="zoom">{text}</div>'
        if is_article
        else f"<ul>{rows}</ul>"
    )
    named = rng.choice((f"{title}_甲市民政局", f"甲市民政局-{title}", title)) if is_article else title
    html = (
        f"<html><head><title>{named}</title>{metas}</head><body><div class=nav>"
        + "".join(f'<a href="{path}">{name}</a>' for name, path in COLUMNS.items())
        + f"</div>{main}<div>相关链接<ul>{rows}</ul></div></body></html>"
    )
    return html.encode(rng.choice(("utf-8", "gbk")))


def observed_of(made: Portal) -> Observed:
    """The round that read it."""
    plan = Plan.model_validate(
        {
            "site": {"name": "甲市民政局", "home": f"{BASE}/", "id_code": CODE},
            "columns": [{"name": name, "url": path, "kind": "其他"} for name, path in COLUMNS.items()],
        }
    )
    contents = {url: _read(made, url) for url in made.labels}
    readings = {name: _reading(made, name, BASE + path) for name, path in COLUMNS.items()}
    as_of = datetime(2025, 3, 25, tzinfo=UTC)
    home = Probe(f"{BASE}/", Verdict.SOUND, status=200)
    return Observed(plan, as_of, Workdays(), home, columns=readings, contents=contents)


def _read(made: Portal, url: str) -> PageContent:
    kinds: Mapping[str, str] = {one: kind for kind in ("home", "list", "article") for one in made.of(kind)}
    column = next((name for name, path in COLUMNS.items() if url.startswith(BASE + path)), None)
    content = read_content(written(made, url), url)
    return replace(content, kind=kinds[url], columns=(column,) if column else ())


def _reading(made: Portal, name: str, base: str) -> ColumnReading:
    articles = tuple(Article(name, made.titles[u], u) for u in made.of("article") if u.startswith(base))
    return ColumnReading(name, base, ColumnState.READ, articles=articles, complete=True, visited=(base,))
