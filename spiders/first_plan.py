"""A first plan from a home page, so that nobody starts from an empty file."""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from inspection.addresses import host_of, join, normalise
from inspection.kinds import guess_kind
from spiders.markup import bounded
from spiders.navigation import Section, find_sections

MAX_COLUMNS = 120

_TEN = r"([0-9A-Za-z]{10})(?![0-9A-Za-z])"
_ID_CODE = re.compile(rf"标识码\s*[:：]?\s*{_TEN}|[?&]site_code={_TEN}")
_HOST_UNIT = re.compile(r"主办(?:单位)?\s*[:：]\s*([\u4e00-\u9fff（）()]{3,30})")
_TITLE_PARTS = re.compile(r"[-_|—–·丨\s]+")
_PLAIN = re.compile(r"^[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z0-9（）、“”]*$")
_PLAIN_ADDRESS = re.compile(r"^/[A-Za-z0-9/_.~%-]*$")


def propose_plan(html: str, url: str) -> str:
    """A commented plan in YAML that load_plan takes: site, columns with guessed kinds, and what to fill in next.

    Raises ValueError (Chinese) where `url` is no http(s) address.
    """
    home = normalise(url)
    if home is None:
        raise ValueError(f"“{url}”不是网址，请写 http:// 或 https:// 开头的完整地址")
    tree = LexborHTMLParser(bounded(html))
    sections = find_sections(tree, home, _base_of(tree, home))[:MAX_COLUMNS]
    columns = _named_once([s for s in sections if not s.has_children])
    parts = [
        _site(tree, html, home),
        _columns(columns, [s for s in sections if s.has_children], home),
        _interpretation([name for name, _ in columns]),
        _NEXT,
    ]
    return "\n".join(part for part in parts if part)


def _base_of(tree: LexborHTMLParser, home: str) -> str:
    base = tree.css_first("base[href]")
    return (join(home, base.attributes.get("href") or "") if base else None) or home


def _quoted(text: str) -> str:
    text = "".join(letter for letter in text if letter.isprintable())
    return text if _PLAIN.match(text) or _PLAIN_ADDRESS.match(text) else json.dumps(text, ensure_ascii=False)


def _meta(tree: LexborHTMLParser, name: str) -> str:
    for node in tree.css("meta[name]"):
        if (node.attributes.get("name") or "").strip().lower() == name.lower():
            return " ".join((node.attributes.get("content") or "").split())
    return ""


def _site_name(tree: LexborHTMLParser, text: str, home: str) -> str:
    """META SiteName, else the title without 首页 and 欢迎, else the host unit in the footer, else the host's name."""
    if stated := _meta(tree, "SiteName"):
        return stated[:60]
    title = tree.css_first("title")
    parts = _TITLE_PARTS.split(title.text().strip()) if title else []
    named = [re.sub(r"^(欢迎)?(您)?(访问|光临|来到)|(网站)?(首页|主页)$", "", part).strip() for part in parts]
    named = [part for part in named if re.search(r"[\u4e00-\u9fff]{2}", part)]
    unit = _HOST_UNIT.search(text)
    return (named[0] if named else unit[1] if unit else host_of(home))[:60]


def _id_code(tree: LexborHTMLParser, html: str, text: str) -> str | None:
    stated = _meta(tree, "SiteIDCode").strip()
    if re.fullmatch(r"[0-9A-Za-z]{10}", stated):
        return stated
    found = _ID_CODE.search(text) or _ID_CODE.search(html)
    return (found[1] or found[2]) if found else None


def is_private(url: str) -> bool:
    """Whether the address itself names this machine or a private network; a name that only resolves there does not."""
    host = host_of(normalise(url) or url)
    name = host if host.endswith("]") else host.rsplit(":", 1)[0]
    try:
        return not ipaddress.ip_address(name.strip("[]")).is_global
    except ValueError:
        return name == "localhost"


def _site(tree: LexborHTMLParser, html: str, home: str) -> str:
    text = tree.body.text(separator=" ") if tree.body else ""
    code, host = _id_code(tree, html, text), host_of(home)
    lines = [
        "# 巡检方案初稿：根据首页自动生成，请逐项核对后使用。改完运行 xunjian plan check 检查。",
        "site:",
        f"  name: {_quoted(_site_name(tree, text, home))}",
        f"  home: {json.dumps(home)}",
        f'  id_code: "{code}"'
        if code
        else '  # id_code: "0000000000"     # 首页上没有找到政府网站标识码（10 位），请补上',
        f"  hosts: [{json.dumps(host)}]      # 逐页检查的主机；其他主机的链接只探测、不爬取",
    ]
    if is_private(home):
        lines.append("  allow_private_hosts: true      # 首页在本机或内网")
    return "\n".join([*lines, "  # owned: true                  # 网站归本单位所有时打开：不受 robots.txt 限制", ""])


def _named_once(sections: Sequence[Section]) -> list[tuple[str, Section]]:
    """Names must differ: the second 通知公告 becomes 通知公告2."""
    taken: set[str] = set()
    named = []
    for section in sections:
        name, number = section.name, 2
        while name in taken:
            name, number = f"{section.name}{number}", number + 1
        taken.add(name)
        named.append((name, section))
    return named


def _address(url: str, home: str) -> str:
    """Relative to the home page's host where it can be."""
    root = home.split("://", 1)[0] + "://" + host_of(home)
    path = url.removeprefix(root)
    return path if path.startswith("/") and not path.startswith("//") else url


def _line(name: str, url: str, kind: str, home: str) -> str:
    return f"- {{name: {_quoted(name)}, url: {_quoted(_address(url, home))}, kind: {kind}}}"


def _columns(columns: Sequence[tuple[str, Section]], channels: Sequence[Section], home: str) -> str:
    notes = [
        "units: []                        # 责任单位，如 [办公室, 宣传处]；写了以后，栏目可加 unit: 办公室",
        "",
        "# 栏目：类型（kind）按名称猜测，决定默认更新期限；kind: 静态 不判断更新。不需要的删去，缺少的补上。",
    ]
    if not columns and not channels:
        return "\n".join(
            [*notes, "# 首页导航中没有认出栏目（菜单可能由脚本生成），请照下面的样子填写：", *_SAMPLE_COLUMNS, ""]
        )
    lines = [f"  {_line(name, section.url, guess_kind(name), home)}" for name, section in columns]
    lines = ["columns:", *lines] if lines else ["columns: []"]
    if channels:
        lines.append("  # 下面各项有下级栏目，多半是频道页，没有自己的列表；确有列表的去掉行首的 #")
        lines += [f"  # {_line(s.name, s.url, guess_kind(s.name), home)}" for s in channels]
    return "\n".join([*notes, *lines, ""])


def _interpretation(names: Sequence[str]) -> str:
    kinds = {name: guess_kind(name) for name in names}
    policies = [_quoted(name) for name, kind in kinds.items() if kind == "政策文件"]
    readings = [_quoted(name) for name, kind in kinds.items() if kind == "政策解读"]
    if not policies or not readings:
        return ""
    return "\n".join(
        [
            "interpretation:                  # 政策解读：哪些栏目发政策文件，解读发在哪里，期限多长",
            f"  policies: [{', '.join(policies)}]",
            f"  interpretations: [{', '.join(readings)}]",
            "  within: 3 workdays             # 政策发布后 3 个工作日内；0 workdays 表示当天",
            "  # since: 2024-01-01            # 只看这一天及以后发布的文件",
            "",
        ]
    )


_SAMPLE_COLUMNS = (
    "columns: []",
    "  # - {name: 通知公告, url: /tzgg/, kind: 通知公告}",
    "  # - {name: 工作动态, url: /gzdt/, kind: 动态要闻}",
)

_NEXT = """\
# 政务新媒体、应发稿件和通知渠道首页上看不出来，需要时去掉行首的 # 并改成本单位的内容。
# accounts:
#   - {name: 公众号名称, platform: wechat, update_within: 14d}
# expectations:                  # 必须按时发布的内容
#   - {name: 清明祭扫, due: {before: 清明, lead: 14d}, all_of: [清明, 祭扫]}
#   - {name: 政府信息公开工作年度报告, due: {yearly: 01-31}, all_of: [政府信息公开, 年度报告]}
#   - {name: 补贴发放情况, due: {monthly: 15}, all_of: [补贴, 发放]}
rounds:
  watch: every 30m               # 看首页、各栏目第一页和账号
  daily: "06:00"                 # 看有变化的网页和到期复查的链接
  full: 周日 02:00               # 看每一个网页和链接
"""
