"""One portal with policies, the platform behind them, and what is true of each policy and of each link; by seed."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from tests.services_blackbox import items, ways, words

# Another service whose name is near.
NEAR = {
    "基金会设立登记": "基金会注销登记",
    "民办非企业单位成立登记": "民办非企业单位变更登记",
    "特困人员认定": "低收入家庭认定",
    "殡葬服务单位设立审批": "经营性公墓年度检查",
    "租房补贴": "购房补贴",
    "失业保险金申领": "失业补助金申领",
    "养犬登记": "养犬登记证补办",
    "教师资格认定": "教师资格证书补发",
    "婚姻登记预约": "婚姻登记档案查询",
    "住房公积金提取": "住房公积金贷款",
    "生育津贴": "生育医疗费用报销",
    "民办学校办学许可": "民办学校终止办学",
    "求职创业补贴": "一次性创业补贴",
    "老年人优待证": "残疾人证",
}
# The same service under its official name.
OFFICIAL = {
    "高龄津贴": "80周岁以上老年人高龄津贴发放",
    "孤儿基本生活费": "孤儿基本生活费的给付",
    "失业保险金申领": "失业保险金申请发放",
    "特困人员认定": "特困人员救助供养对象认定",
    "租房补贴": "人才租房补贴申请",
    "适老化改造补贴": "居家环境适老化改造补贴",
    "老年人优待证": "老年人优待证办理（60周岁以上）",
    "家庭养老床位建设": "家庭养老床位建设（申请）",
    "职业技能提升补贴": "职工职业技能提升补贴申领",
    "教师资格认定": "教师资格认定（高级中学）",
}
_FORMS = ("{0}", "{0}", "上海市{0}", "{0}（个人）", "对{0}的审核", "{0}申请", "{0}（市级）")


@dataclass
class Policy:
    """A page, and the truth. `missing`, `link`: fault (broken, wrong), sound, or either (nobody could tell)."""

    key: str
    kind: str
    title: str
    html: str
    text: str
    missing: str = "sound"
    link: str = ""  # "": none that is judged
    url: str = ""


@dataclass
class World:
    """Policies, and the platform's pages by path with query."""

    policies: list[Policy] = field(default_factory=list)
    pages: dict[str, tuple[str, int, str]] = field(default_factory=dict)  # path?query: kind, status, body
    api: dict[str, str] = field(default_factory=dict)  # id: answer


class Maker:
    """Makes one world."""

    def __init__(self, seed: int, host: str, *, sealed: bool) -> None:
        self.random = Random(f"{seed} {sealed}")
        self.host, self.sealed = host, sealed
        self.world, self.count = World(), 0
        self.items = list(words.ITEMS)
        self.random.shuffle(self.items)
        self.theme = self.random.randrange(4)

    def pick(self, entries: tuple[str, ...]) -> str:
        """One of this half's."""
        return self.random.choice(words.half(entries, sealed=self.sealed))

    def number(self) -> str:
        """An item's code."""
        self.count += 1
        return self.random.choice((f"31010{self.count:05d}", f"{self.count:08x}{self.random.getrandbits(64):016x}"))

    def opened(self, title: str, body: str, number: str) -> str:
        """A page of the platform that shows this, by one of several ways of building; its address."""
        way = self.random.choice(("server", "server", "hash", "history", "frame"))
        if way == "server":
            path = self.random.choice(("/zwfw/item/{0}.html", "/item?id={0}", "/bszn/detail.do?sxbm={0}")).format(
                number
            )
            self.world.pages[path] = ("html", 200, items.page(title, body))
            return f"http://{self.host}{path}"
        self.world.api[number] = items.fetched(title, body)
        if way == "frame":
            self.world.pages[f"/old/view.jsp?id={number}"] = ("html", 200, items.shell("frame", number))
            self.world.pages[f"/frame?id={number}"] = ("html", 200, items.HEAD.format(title=title) + body)
            return f"http://{self.host}/old/view.jsp?id={number}"
        if way == "hash":
            self.world.pages["/web/"] = ("html", 200, items.shell("spa", number))
            return f"http://{self.host}/web/#/guide?id={number}"
        self.world.pages[f"/app/detail?id={number}"] = ("html", 200, items.shell("spa", number))
        return f"http://{self.host}/app/detail?id={number}"

    def item(self, name: str) -> str:
        """A sound item's address."""
        title, body = items.item(self.random.randrange(len(items.LAYOUTS)), name)
        return self.opened(title, body, self.number())

    def text(self, item: str, key: str | None) -> list[str]:
        """Paragraphs: one that names (or None), some that only mention, some that say nothing."""
        platform = self.pick(words.PLATFORMS)
        around = [*self.random.sample(words.FILLING, 3)]
        around += [self.pick(words.PASSING) for _ in range(1 if key else self.random.choice((1, 2)))]
        self.random.shuffle(around)
        lines = [around[0], *([key] if key else []), *around[1:]]
        return [part for line in lines for part in line.format(item=item, platform=platform).split("\n")]

    def add(self, kind: str, item: str, key: str | None, way: str, **truth: str) -> None:
        """One policy."""
        title = truth.pop("title", "") or self.pick(words.TITLES).format(item=item)
        lines = self.text(item, key)
        place = f"p{len(self.world.policies)}"
        html = self.layout(title, "".join(f"<p>{line}</p>" for line in lines), way)
        self.world.policies.append(Policy(place, kind, title, html, "\n".join(lines), **truth))

    def layout(self, title: str, body: str, way: str) -> str:
        """The portal's template, with what stands on every page."""
        at = f"http://{self.host}"
        side = f"<div class=rmbs><b>热门服务</b><a href='{at}/item?id=900'>居住证办理</a><a href='{at}/item?id=901'>护照办理</a></div>"  # noqa: E501
        top = f"<div class=header><a href='/'>首页</a><a href='/zcwj/'>政策文件</a><a href='{at}/'>一网通办</a></div>"
        foot = "<div class=footer>主办单位：甲市民政局　网站标识码 3100000002</div>"
        head = f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title></head><body>{top}"
        date = "<p class=info>发布日期：2025-03-10　来源：甲市民政局</p>"
        inside, outside = (way, "") if self.random.random() < 0.5 else ("", way)
        bodies = (
            f"<div class=article><h1>{title}</h1>{date}<div class=TRS_Editor>{body}{inside}</div>{outside}</div>",
            f"<h2 class=tit>{title}</h2>{date}<div id=ivs_content>{body}{inside}</div><div class=tools>打印 关闭</div>{outside}{side}",  # noqa: E501
            f"<table width=900><tr><td><h1>{title}</h1></td></tr><tr><td>{date}</td></tr><tr><td id=zoom>{body}{inside}</td></tr></table>{outside}",  # noqa: E501
            f"<main><h1>{title}</h1>{date}<div class=content>{body}{inside}</div><section>{outside}</section>{side}</main>",  # noqa: E501
        )
        return head + bodies[self.theme] + foot + "</body></html>"

    def invitation(self) -> str:
        """A sentence that names, with the service's name in the title only in one of six."""
        return self.pick(words.BY_TITLE if self.random.random() < 0.17 else words.NAMING)

    def link(self, kind: str, pool: tuple[str, ...], url: str, item: str, truth: str, missing: str = "sound") -> None:
        """A policy that names, with this way."""
        named = ways.worded(item, self.random)
        way = ways.put(self.pick(pool), url, named, self.host, "0")
        self.add(kind, item, self.invitation(), way, missing=missing, link=truth, url=url)


def world(seed: int, host: str, *, sealed: bool) -> World:
    """All of it."""
    make = Maker(seed, host, sealed=sealed)
    _sound(make)
    _missing(make)
    _broken(make)
    _wrong(make)
    for _ in range(4):
        make.add("passing", make.items.pop(), None, make.pick(ways.NONE))
    for _ in range(2):
        item = make.items.pop()
        make.add("no-policy", item, make.invitation(), "", title=make.pick(words.NO_POLICY).format(item=item))
    return make.world


def _sound(make: Maker) -> None:
    for pool in (ways.NAMED, ways.NAMED, ways.PLAIN, ways.PLAIN, ways.DRAWN):
        item = make.items.pop()
        make.link("sound", pool, make.item(make.random.choice(_FORMS).format(item)), item, "sound")
    official = next(one for one in make.items if one in OFFICIAL)
    make.items.remove(official)
    make.link(
        "official", make.random.choice((ways.NAMED, ways.PLAIN)), make.item(OFFICIAL[official]), official, "sound"
    )
    item = make.items.pop()
    login = f"http://{make.host}/{make.random.choice(('apply', 'wizard'))}?id={make.number()}"
    make.link("login", ways.PLAIN, login, item, "sound")
    item = make.items.pop()
    make.item(item)
    hidden = ways.put(make.pick(ways.HIDDEN), "", item, make.host, "1")
    make.add("hidden", item, make.invitation(), hidden, missing="either")
    item = make.items.pop()
    make.add("qr", item, make.invitation(), make.pick(ways.QR), missing="either")
    item = make.items.pop()
    works = f"http://{make.host}/{make.random.choice(('works', 'waf'))}?id={make.number()}"
    make.link("works", ways.NAMED, works, item, "either")


def _missing(make: Maker) -> None:
    for _ in range(4):
        make.add("none", make.items.pop(), make.invitation(), make.pick(ways.NONE), missing="fault")
    home = f"http://{make.host}/" + make.random.choice(("", "index.html", "#/home", "portal/index.do"))
    make.add(
        "home", make.items.pop(), make.invitation(), f"<p><a href='{home}'>“一网通办”平台</a></p>", missing="fault"
    )


def _broken(make: Maker) -> None:
    kinds = make.random.sample(("gone", "gone-list", "error", "toast", "loading", "spin", "hollow", "json"), 3)
    for kind in kinds:
        said = make.pick(items.GONE if kind.startswith("gone") else items.ERRORS)
        title, body = items.broken(kind, said)
        url = make.opened(title, body, make.number())
        make.link(
            f"broken {kind} {said} {url}", make.random.choice((ways.NAMED, ways.PLAIN)), url, make.items.pop(), "broken"
        )
    for kind in make.random.sample(("dead", "moved", "route-home", "blank", "500"), 2):
        url = f"http://{make.host}/{kind}?id={make.number()}"
        make.link(f"broken {kind}", make.random.choice((ways.NAMED, ways.PLAIN)), url, make.items.pop(), "broken")


def _wrong(make: Maker) -> None:
    near = next(one for one in make.items if one in NEAR)
    make.items.remove(near)
    make.link("near", make.random.choice((ways.NAMED, ways.PLAIN)), make.item(NEAR[near]), near, "wrong")
    for pool in (ways.NAMED, ways.PLAIN):
        item, other = (
            make.items.pop(),
            make.random.choice(("机动车驾驶证期满换证", "居住证积分申请", "食品经营许可证核发", "护照换发")),
        )
        make.link("other", pool, make.item(other), item, "wrong")
