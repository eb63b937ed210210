"""What a generated portal holds: columns, articles and the faults sown into them, all from one seed."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

SUBJECTS = [
    "养老服务",
    "社区食堂",
    "公墓管理",
    "婚姻登记",
    "慈善募捐",
    "残疾人补贴",
    "儿童福利",
    "流动人员救助",
    "社会组织年检",
    "地名标志",
    "志愿服务",
    "殡葬改革",
]
PLACES = ["梅陇", "华漕", "浦锦", "莘庄", "七宝", "颛桥", "吴泾", "马桥", "虹桥", "古美", "江川", "浦江"]
NOTICES = [
    "关于开展{p}{s}专项检查的通知",
    "{p}{s}项目招标公告（第{n}号）",
    "关于公布{p}{s}名单的公告 第{n}批",
    "{p}{s}拟录用人员公示（{n}）",
    "关于做好{p}{s}资金申报工作的通知（{n}）",
]
NEWS = [
    "{p}召开{s}第{n}次推进会",
    "局领导赴{p}调研{s}工作（{n}）",
    "{p}举办{s}培训班，{n}人参加",
    "{s}走进{p}，第{n}场便民活动举行",
]
PAPERS = ["{p}{s}管理办法（{n}号）", "{p}{s}实施细则（{n}号）", "关于推进{p}{s}的若干意见（{n}号）"]


@dataclass
class Article:
    """One article; `day` None: undated everywhere."""

    ident: int
    title: str
    day: date | None
    path: str
    column: str
    links: list[str] = field(default_factory=list)  # addresses in its body
    related: list[str] = field(default_factory=list)  # the other side of policy and interpretation
    panel: int = 0


@dataclass
class Column:
    """One column of the plan."""

    name: str
    slug: str
    kind: str
    fault: str  # sound, stale, blank, undated, future
    articles: list[Article] = field(default_factory=list)

    @property
    def path(self) -> str:
        return f"/{self.slug}/"


@dataclass
class Truth:
    """The whole portal; `broken` are addresses that answer 404, `files` those that answer a document."""

    seed: int
    today: date
    columns: list[Column]
    broken: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)

    def column(self, name: str) -> Column:
        return next(each for each in self.columns if each.name == name)


def _address(style: int, slug: str, ident: int, day: date) -> str:
    stamp = f"{day:%Y%m}"
    return [
        f"/{slug}/{stamp}/t{day:%Y%m%d}_{ident}.html",
        f"/art/{day.year}/{day.month}/{day.day}/art_{7 + len(slug)}_{ident}.html",
        f"/content/post_{ident}.html",
        f"/{slug}/content.html?id={ident}",
        f"/info/{ident * 7919:08x}.shtml",
    ][style]


def portal(seed: int, today: date, rows: tuple[int, int] = (6, 46)) -> Truth:
    """Five columns; the faults of each are drawn from the seed."""
    dice = random.Random(seed)
    style = dice.randrange(5)
    made = Truth(seed, today, [])
    ident = 10000 + seed * 1000
    plan = [("通知公告", "tzgg", "通知公告", NOTICES, 180), ("工作动态", "gzdt", "动态要闻", NEWS, 14)]
    plan += [("人事信息", "rsxx", "业务工作", NOTICES, 365)]
    for name, slug, kind, words, limit in plan:
        fault = dice.choice(["sound", "sound", "stale", "blank", "undated", "future"])
        column = Column(name, slug, kind, fault)
        age = limit + dice.randint(2, 30) if fault == "stale" else dice.randint(0, min(limit - 3, 20))
        for _ in range(0 if fault == "blank" else dice.randint(*rows)):
            ident += dice.randint(1, 9)
            day = today - timedelta(days=age)
            title = dice.choice(words).format(p=dice.choice(PLACES), s=dice.choice(SUBJECTS), n=ident)
            column.articles.append(Article(ident, title, day, _address(style, slug, ident, day), name))
            age += dice.randint(0, 9)
        if fault == "future" and column.articles:
            column.articles[0].day = today + timedelta(days=dice.randint(3, 300))
        if fault == "undated":
            for each in column.articles:
                each.day, each.path = None, f"/content/post_{each.ident}.html"
        made.columns.append(column)
    _policies(made, dice, ident + 100, style)
    _links(made, dice)
    return made


def _policies(made: Truth, dice: random.Random, ident: int, style: int) -> None:
    papers, readings = Column("政策文件", "zcwj", "政策文件", "sound"), Column("政策解读", "zcjd", "政策解读", "sound")
    age = dice.randint(12, 20)
    for count in range(dice.randint(5, 16)):
        ident += dice.randint(1, 5)
        day = made.today - timedelta(days=age)
        name = dice.choice(PAPERS).format(p=PLACES[count % 12], s=SUBJECTS[(count * 5 + made.seed) % 12], n=ident)
        paper = Article(ident, f"关于印发《{name}》的通知", day, _address(style, "zcwj", ident, day), papers.name)
        papers.articles.append(paper)
        what = dice.choice(["sound", "sound", "missing", "late", "unlinked"])
        if what != "missing":
            ident += 1
            then = day + timedelta(days=9) if what == "late" else day
            title = dice.choice(["《{}》解读", "一图读懂｜{}", "图解：《{}》"]).format(name)
            reading = Article(ident, title, then, _address(style, "zcjd", ident, then), readings.name)
            readings.articles.append(reading)
            if what != "unlinked":
                paper.related, reading.related = [reading.path], [paper.path]
        age += dice.randint(3, 25)
    readings.articles.sort(key=lambda each: each.day or made.today, reverse=True)
    made.columns += [papers, readings]


def _links(made: Truth, dice: random.Random) -> None:
    for column in made.columns:
        for article in column.articles:
            if dice.random() < 0.35:
                name = f"/attach/{article.ident}/附件{article.ident}." + dice.choice(["doc", "pdf", "xls", "zip"])
                article.links.append(name)
                (made.broken if dice.random() < 0.3 else made.files).add(name)
            if dice.random() < 0.1:
                article.links.append(f"/old/{article.ident}/gone.html")
                made.broken.add(article.links[-1])
        for place, article in enumerate(column.articles):
            article.panel = place % 3
