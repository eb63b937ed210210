"""Entries that an item names without an address: libraries, boards, guides, decisions, tables, accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inspection.keypoints.entries import PLACE, Entry, Values
from inspection.keypoints.nouns import Item, Sure

_LIBRARY = re.compile(r"主题库|专题库|集成式发布|政策集成|集成发布|政策库|政策文件库|公文库")
_FIELD = re.compile(
    r"([\u3400-\u9fff]{2,8}?)(?:领域|主题|类|专题)?的?(?:政策)?(?:集成式?发布|主题库|专题库|政策库|政策集成|专题)"
)
_BOARD = re.compile(
    r"(?:政策|网上|网络|群众)?留言板|(?:局长|领导|区长|县长|市长|书记|厅长|主任|政务|人民意见征集|意见征集|监督|电子)?信箱|网上咨询|咨询投诉|智能问答|12345热线|政务热线|热线电话"
)
_GUIDE = re.compile(r"(?:政府)?信息公开指南|公开指南")
_SERVICE_GUIDE = re.compile(r"办事指南|服务指南")
_DECISIONS = re.compile(r"重大行政决策|重大决策事项")
_CONSULT = re.compile(r"公开征[求集询]意见|向社会公开征|意见征集|征求意见|征询意见|征集公众意见|公开听取意见")
_LISTS = re.compile(
    r"((?:慈善超市|养老机构|社会组织|慈善组织|婚姻登记机关|婚姻登记处|殡葬服务机构|公墓|殡仪馆|助餐点|社区食堂|长者食堂|救助站|"
    r"儿童福利机构|福利机构|收养登记机关|未成年人救助保护机构|社工站|志愿服务站|康复辅具租赁点|养老服务设施|经营性公墓|培训机构|医疗机构|学校)"
    r"[^，。；]{0,6}?(?:名录|名称及地址|名称和地址|名称、地址|地址|一览表|名单|目录|电话|分布))"
)
_ACCOUNT = re.compile(
    r"[“《「]([^“”《》「」，。]{2,16})[”》」][^，。；“”]{0,10}?(微信公众号|公众号|官方微信|微信|官方微博|微博|视频号|抖音号?|快手号?|头条号|客户端|小程序|微信视频号)"
)
_ACCOUNT_AFTER = re.compile(
    r"(微信公众号|公众号|官方微信|官方微博|微博|视频号|抖音号|头条号)[“《「]([^“”《》「」，。]{2,16})[”》」](?!(?:系列)?(?:专栏|合集|系列|栏目|专题))"
)
_SERIES = re.compile(r"[“《「]([^“”《》「」，。]{2,16})[”》」](?:系列)?(专栏|合集|系列|栏目|系列报道|专题)")
_PLATFORMS = re.compile(
    r"一网通办|随申办|浙里办|粤省事|苏服办|赣服通|皖事通|爱山东|闽政通|蓉易办|政务服务网|国家政务服务平台"
)
_WECHAT, _WEIBO = re.compile("微信|公众号|视频号"), re.compile("微博")


def named_entries(item: Item, unit: str | None, year: int) -> Iterator[Entry]:
    """What the item names; where an address is wanted, a place that a person fills in."""
    text = item.text
    yield from _libraries(item, unit)
    for found in _once(_BOARD, text):
        yield _entry(
            "messages",
            {"name": _board(found), "url": f"{PLACE}{_board(found)}/"},
            found,
            item,
            unit,
            "列表页地址，及答复期限 reply_within",
        )
    if said := _GUIDE.search(text) or re.search(r"依申请公开|信息公开申请", text):
        yield _entry(
            "guides",
            {"name": "政府信息公开指南", "url": f"{PLACE}信息公开指南/"},
            said.group(),
            item,
            unit,
            "指南地址和申请入口 entrance",
        )
    if said := _SERVICE_GUIDE.search(text):
        yield _entry(
            "guides",
            {"name": "办事指南", "url": f"{PLACE}办事指南/", "kind": "办事"},
            said.group(),
            item,
            unit,
            "每个事项一条，填办事指南地址",
        )
    if said := _DECISIONS.search(text):
        values: Values = {"name": f"{year}年度重大行政决策事项目录", "all_of": [str(year), "重大行政决策", "目录"]}
        yield _entry("decisions", values, said.group(), item, unit, "目录网页地址 url，以及各环节期限 due")
    for found in _once(_LISTS, text):
        yield _table(found, item, unit)
    if said := _CONSULT.search(text):
        yield Entry(
            "consultations", {"columns": ["意见征集"]}, said.group(), item.number, Sure.MIDDLE, "征集栏目的名称和地址"
        )
    if said := re.search(r"三同步|政策解读|解读材料|同步解读", text):
        values = {"policies": ["政策文件"], "interpretations": ["政策解读"], "within": "0 workdays"}
        yield Entry(
            "interpretation", values, said.group(), item.number, Sure.MIDDLE, "政策和解读栏目的名称、地址，以及期限"
        )
    yield from _accounts(item, unit)


def platforms_in(text: str) -> list[str]:
    """Platforms of other offices that the text names: what is done there is not seen from here."""
    return list(dict.fromkeys(_PLATFORMS.findall(text)))


def _once(pattern: re.Pattern[str], text: str) -> list[str]:
    return list(dict.fromkeys(found.group() for found in pattern.finditer(text)))


def _entry(section: str, values: Values, words: str, item: Item, unit: str | None, todo: str) -> Entry:
    return Entry(
        section, {**values, "unit": unit} if unit else values, words, item.number, Sure.MIDDLE, f"待补：{todo}"
    )


def _board(found: str) -> str:
    return {"信箱": "信箱", "12345热线": "热线办理情况", "政务热线": "热线办理情况", "热线电话": "热线办理情况"}.get(
        found, found
    )


def _libraries(item: Item, unit: str | None) -> Iterator[Entry]:
    if not (found := _LIBRARY.search(item.text)):
        return
    fields = [
        re.sub(r"^.*(?:加强|推进|深化|做好|完善|围绕|打造|建设|更新|维护|优化|和|与|的|将|对)", "", one)
        for one in _FIELD.findall(item.text)
    ]
    field = next(
        (one for one in fields if len(one) >= 2 and not re.search(r"政策|文件|发布|日常|专题|主题|集中|统一", one)), ""
    )
    name = f"{field or '政策'}主题库"
    values: Values = {"name": name, "urls": [f"{PLACE}{name}/"], "any_of": _words(field) if field else ["待补主题词"]}
    yield _entry("libraries", values, found.group(), item, unit, "主题库地址，并核对主题词 any_of")


def _words(field: str) -> list[str]:
    short = field.removesuffix("服务").removesuffix("工作")
    return list(dict.fromkeys([field, short])) if len(short) >= 2 else [field]


def _table(found: str, item: Item, unit: str | None) -> Entry:
    name = (
        re.sub(r"(?:名称及地址|名称和地址|名称、地址|地址|电话|分布|名单|一览表|目录)$", "", found).rstrip("名录的及、")
        + "名录"
    )
    headings = (
        ["名称|单位名称|机构名称", "地址|所在地|详细地址"]
        if re.search("地址|名录|分布|一览表", found)
        else ["名称|单位名称|机构名称"]
    )
    subject = name.removesuffix("名录")
    values: Values = {"name": name, "any_of": [subject], "headings": headings}
    return _entry("tables", values, found, item, unit, "表格所在网页 url，并核对表头 headings")


def _accounts(item: Item, unit: str | None) -> Iterator[Entry]:
    named: dict[str, tuple[str, str]] = {}
    for found in _ACCOUNT.finditer(item.text):
        named.setdefault(found[1], (found[2], found.group()))
    for found in _ACCOUNT_AFTER.finditer(item.text):
        named.setdefault(found[2], (found[1], found.group()))
    series = [found for found in _SERIES.finditer(item.text) if found[1] not in named]
    for name, (what, words) in named.items():
        if _PLATFORMS.search(name):
            continue
        platform = "weibo" if _WEIBO.search(what) else "wechat" if _WECHAT.search(what) else what
        values: Values = {"name": name, "platform": platform}
        if series:
            values["series"] = [{"name": one[1], "any_of": [one[1]]} for one in series]
            series = []
        yield _entry("accounts", values, words, item, unit, "读取方式 source")
