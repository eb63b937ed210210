"""A portal with a seed: its columns, articles, files and manners; what is true of it on a day."""

import datetime as dt
import random
from dataclasses import dataclass, field

KINDS = ("动态要闻", "通知公告", "政策解读", "政策文件", "办事统计", "业务工作", "其他", "静态")
WORDS = ("养老", "救助", "殡葬", "社区", "慈善", "婚姻", "地名", "福利", "儿童", "残疾", "社工", "基金")
DEEDS = ("工作会议召开", "实施情况通报", "检查结果公布", "服务指南更新", "试点启动", "名单公示", "数据发布", "培训举行")


@dataclass
class Article:
    """One article: where it stands, what it says, what is the matter with it."""

    number: int
    column: str
    title: str
    date: dt.date
    body: str
    files: list[str] = field(default_factory=list)
    outward: list[str] = field(default_factory=list)
    related: int | None = None
    version: int = 0
    listed: bool = True
    gone: bool = False
    soft: bool = False


@dataclass
class Column:
    """One column: its place, its kind, whether its list is shown and where it moved."""

    slug: str
    name: str
    kind: str
    size: int
    blank: bool = False
    moved: bool = False


class Portal:
    """The whole site as it is now. `day` counts from 0; `today` follows."""

    def __init__(self, seed: int, start: dt.date, articles: int | None = None, columns: int | None = None) -> None:
        self.rng = rng = random.Random(seed)
        self.start, self.day = start, 0
        self.encoding = rng.choice(["gbk", "utf-8"])
        self.validators = rng.choice(["etag", "modified", "neither", "both", "weak", "both"])
        self.honours = rng.random() < 0.8
        self.paging = rng.choice(["static", "query", "path"])
        self.markup = rng.randrange(4)
        self.address = rng.randrange(4)
        self.template = 0
        self.soft_missing = rng.random() < 0.2
        self.firewall = self.down = False
        self.robots: str | None = rng.choice([None, "User-agent: *\nDisallow: /private/\n"])
        self.broken_files: set[str] = set()
        self.external_gone: set[str] = set()
        self.articles: dict[int, Article] = {}
        self.columns: dict[str, Column] = {}
        self.counter = 0
        count = columns or rng.randint(15, 40)
        total = articles or rng.randint(600, 3000)
        for index in range(count):
            self._column(index, max(3, round(total / count * rng.uniform(0.6, 1.4))))
        self._policies()
        self._faults()

    @property
    def today(self) -> dt.date:
        """The date on the portal's own clock."""
        return self.start + dt.timedelta(days=self.day)

    def _column(self, index: int, articles: int) -> None:
        kind = KINDS[index % len(KINDS)] if index < 8 else self.rng.choice(KINDS[:7])
        column = Column(f"c{index}x", f"{WORDS[index % len(WORDS)]}{kind}{index}", kind, self.rng.choice([10, 15, 20]))
        self.columns[column.slug] = column
        lag = self.rng.choice([0, 1, 3, 9, 30]) if self.rng.random() < 0.8 else 420
        for position in range(articles):
            self.publish(column.slug, self.today - dt.timedelta(days=lag + position * self.rng.randint(3, 9)))

    def publish(self, column: str, date: dt.date) -> Article:
        """Add an article to a column; its files and links are sound."""
        self.counter += 1
        number, rng = self.counter, self.rng
        sort = rng.choice(["通知", "公告", "消息"])
        title = f"关于{rng.choice(WORDS)}{rng.choice(WORDS)}{rng.choice(DEEDS)}的{sort}第{number}号"
        body = "".join(f"{rng.choice(WORDS)}{rng.choice(DEEDS)}，编号{rng.randrange(10**6)}。" for _ in range(12))
        article = Article(number, column, title, date, body)
        if rng.random() < 0.3:
            article.files = [
                f"/files/{number}_{i}.{rng.choice(['pdf', 'doc', 'xls'])}" for i in range(rng.randint(1, 2))
            ]
        if rng.random() < 0.15:
            article.outward = [f"/page/{rng.randrange(120)}"]
        self.articles[number] = article
        return article

    def _of_kind(self, kind: str) -> Column:
        return next(one for one in self.columns.values() if one.kind == kind)

    def _policies(self) -> None:
        policies, readings = self._of_kind("政策文件"), self._of_kind("政策解读")
        for index, policy in enumerate(self.in_column(policies.slug)[:12]):
            policy.title = f"关于印发{self.rng.choice(WORDS)}管理办法（{policy.number}）的通知"
            if index % 3:
                self.interpret(policy, readings.slug, policy.date + dt.timedelta(days=index % 5))

    def interpret(self, policy: Article, column: str, date: dt.date) -> Article:
        """Publish an interpretation that names the policy, and link both ways."""
        reading = self.publish(column, min(date, self.today))
        reading.title = f"《{policy.title.removeprefix('关于印发').removesuffix('的通知')}》政策解读"
        reading.related, policy.related = policy.number, reading.number
        return reading

    def _faults(self) -> None:
        everything = list(self.articles.values())
        for article in self.rng.sample(everything, max(4, len(everything) // 80)):
            fault = self.rng.choice(["gone", "soft", "file", "outward"])
            if fault == "gone":
                article.gone = True
            elif fault == "soft":
                article.soft = True
            elif fault == "file":
                article.files = [*article.files, f"/files/{article.number}_bad.pdf"]
                self.broken_files.add(article.files[-1])
            else:
                article.outward = [*article.outward, f"/missing/{article.number}"]
        next(one for one in reversed(self.columns.values()) if one.kind != "静态").blank = True

    def in_column(self, slug: str) -> list[Article]:
        """The rows of a column, newest first."""
        rows = [one for one in self.articles.values() if one.column == slug and one.listed]
        return sorted(rows, key=lambda one: (one.date, one.number), reverse=True)

    def path(self, article: Article) -> str:
        """An article's address today, as path and query."""
        stem = f"{article.number}" + (f"v{article.version}" if article.version else "")
        day = article.date if article.version == 0 else self.start
        return (
            f"/{article.column}/{day:%Y%m}/t{day:%Y%m%d}_{stem}.html",
            f"/{article.column}/art/{day:%Y/%-m/%-d}/art_{stem}.html",
            f"/{article.column}/view?id={stem}",
            f"/{article.column}/{stem}.shtml",
        )[self.address]

    def plan(self, host: str, others: str, extra: str = "") -> str:
        """The plan of this portal, as an office would write it."""
        columns = "\n".join(
            f"  - {{name: {c.name}, url: /{c.slug}/, kind: {c.kind}, unit: 办公室}}" for c in self.columns.values()
        )
        policies, readings = self._of_kind("政策文件").name, self._of_kind("政策解读").name
        return f"""site: {{name: 变动门户, home: "http://{host}/", allow_private_hosts: true}}
crawl: {{delay: 0, browser: never, retry_after: 0.2, timeout: 5s}}
units: [办公室, 法规处]
columns:
{columns}
interpretation: {{policies: [{policies}], interpretations: [{readings}], within: 3 workdays, since: 2025-01-01}}
expectations:
  - {{name: 月度数据, due: {{monthly: 15}}, all_of: [月度养老数据], unit: 办公室}}
  - {{name: 管理办法, due: {{yearly: 01-31}}, any_of: [管理办法], unit: 法规处}}
availability: {{control: ["http://{others}/page/1"]}}
{extra}"""
