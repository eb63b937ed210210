"""Labels on an article's page (发布日期：, 发文字号：, 来源：) with their values, however they are laid out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import islice

from spiders.reading.page import SEAM, Line, ParsedPage, squeeze

_MARKS = (":", "：", "】", "于", "日期", "时间", "号")  # one of which every label's line holds
MOST_FIELDS = 600  # of one page; more is a trap
LONGEST_LINE = 600  # characters; what is longer is running text, not a line of facts


class Label(Enum):
    """What a label announces."""

    PUBLISHED = auto()  # the publication date by its own name
    DATE = auto()  # 日期, 时间: the publication date, where nothing else is meant
    ISSUED = auto()  # 发文日期, 公布日期: shown on pages that state no publication date
    UPDATED = auto()
    OTHER_DATE = auto()  # 成文日期, 有效期: never the publication date
    NUMBER = auto()
    SOURCE = auto()
    TITLE = auto()
    FACT = auto()  # any other field of a table of document facts
    CUT = auto()  # 作者, 浏览次数, 字体: ends the value before it


_WORDS: dict[Label, str] = {
    Label.PUBLISHED: "发布时间 发布日期 公开日期 公开时间 信息提供日期 信息发布日期 信息发布时间 发表时间 发表日期 "
    "发稿时间 发稿日期 发布于 发表于 发布日 上网日期 上网时间 上传时间 上传日期 录入时间 "
    "录入日期 添加时间 信息日期 信息时间 登载时间 刊登时间 刊发时间 刊发日期 发帖时间 挂网时间 "
    "文章发布时间 推送时间 首发时间 发布",
    Label.DATE: "日期 时间",
    Label.ISSUED: "发文日期 发文时间 公布日期 公布时间 颁布日期 颁布时间",
    Label.UPDATED: "更新时间 更新日期 最后更新 最后更新时间 修改时间 修改日期 最近更新",
    Label.OTHER_DATE: "成文日期 成文时间 印发日期 印发时间 有效期 有效期至 有效期限 截止日期 截止时间 施行日期 "
    "实施日期 生效日期 生效时间 废止日期 失效日期 失效时间 生成日期 生成时间 制发日期 签发日期 "
    "落款日期 制定日期 形成日期 起始日期 结束日期 开始时间 结束时间 开始日期 起始时间 征集时间 "
    "执行日期 公示时间 公示日期 公示期限 页面生成时间 当前时间 服务器时间 报名时间 活动时间 "
    "会议时间",
    Label.NUMBER: "文号 发文字号 文件编号 发文文号 文件字号 发文号 文件号 发文编号 公文字号 公文号 文件文号 "
    "政策文号 发布文号",
    Label.SOURCE: "来源 信息来源 文章来源 稿源 稿件来源 新闻来源 内容来源 文件来源 来源网站 出处 来源单位 信息来源单位",
    Label.TITLE: "标题 名称 文件名称 信息名称 文件标题 公文名称 公文标题 政策标题 政策名称 信息标题 文件名",
    Label.FACT: "索引号 索取号 信息索引号 信息索引 主题分类 发文机关 发文机构 发布机构 发布单位 发布机关 "
    "公开方式 公开形式 主题词 体裁分类 体裁 有效性 时效性 效力状态 是否有效 公开范围 公开时限 "
    "公开类别 信息分类 组配分类 文件类型 责任部门 发文单位 公开主体 公开属性 主办单位 分类 主题 "
    "服务对象 生命周期 内容概述 信息类别 统一登记号 登记号 规范性文件登记号 公开责任部门 发布部门 "
    "所属主题 制发机关 效力级别 所属机构 信息公开目录 载体类型 记录形式 产生日期 失效状态 文种 "
    "语种 主送机关 附件",
    Label.CUT: "作者 编辑 责任编辑 记者 字体 字号 字体大小 浏览 浏览次数 浏览量 点击 点击数 点击率 "
    "点击次数 点击量 阅读 阅读次数 阅读量 访问量 访问次数 打印 分享 分享到 收藏 大小 关闭 "
    "人气 次数 责编 供稿 供稿单位 审核 审稿 撰稿 摄影 通讯员 初审 复审 终审 关键词 关键字 "
    "背景色 视力保护色 保护视力色 查看次数 阅读数 浏览人次 字号选择 信息员 评论 校对 投稿 转载 "
    "栏目 当前位置 检索号 文字大小 信息提供 信息提供单位 联系电话",
}
KINDS: dict[str, Label] = {word: kind for kind, words in _WORDS.items() for word in words.split()}


def _spaced(word: str) -> str:
    return rf"[\s{SEAM}]*".join(map(re.escape, word))


def _any(words: list[str]) -> str:
    return "|".join(_spaced(word) for word in sorted(words, key=len, reverse=True))


_EDGE = rf"(?:^|(?<=[\s{SEAM}|丨｜【〖\[（(·•/>,，;；。、]))"
_MARK = rf"[\s{SEAM}]*(?:[:：]|[】〗\]])[\s{SEAM}]*[:：]?"
# Long words are labels even where the page glues them to the value before: 来源：办公室发布日期：2024-04-15.
_LONG = [word for word in KINDS if len(word) >= 4 and KINDS[word] not in (Label.FACT, Label.TITLE)]
# Where an element of their own holds them, these need no colon: <i>发文字号</i><span>沪民规〔2024〕3号</span>.
_BARE = [word for word in _LONG if KINDS[word] in (Label.PUBLISHED, Label.NUMBER, Label.ISSUED, Label.OTHER_DATE)]
_BARE.append("文号")
_LABEL = re.compile(
    rf"{_EDGE}({_any(list(KINDS))}){_MARK}|({_any(_LONG)})[\s{SEAM}]*[:：]|{_EDGE}(发布于|发表于)(?=[\s{SEAM}]*\d{{4}})"
    rf"|(?:^|{SEAM})\s*({_any(_BARE)})\s*{SEAM}(?=[\s{SEAM}]*\S)"
    rf"|({_any([word for word in _BARE if KINDS[word] is Label.PUBLISHED])})(?=[\s{SEAM}]*\d{{4}}[-年/.])"
)
# A word that ends a value although no colon follows it.
_STOP = re.compile(
    rf"[\s{SEAM}](?:打\s*印|字\s*[体号]|分\s*享|收\s*藏|浏\s*览|点\s*击|阅\s*读|访\s*问|关\s*闭|大\s*中\s*小|我要纠错|纠错|扫一扫|语音|朗读|评论|"
    rf"下载|【|〖|\[|[（(]|\d{{4}}[-/.年]\d)|[|丨｜]"
)
_EMPTY = re.compile(
    r"[\s*＊\-—–_/\\无暂.。·]*|null|undefined|none|NULL|None|N/A|暂无|无文号|无编号|空|\{\{.*\}\}|\$\{.*\}|<%.*%>"
)


@dataclass(frozen=True, slots=True)
class Field:
    """A label with its value: where the label stands, and whether it stands in a cell of its own."""

    label: Label
    word: str
    value: str  # seams and outer space gone; "" where the page leaves it empty
    line: int
    in_cell: bool


_FACTS = frozenset({Label.FACT, Label.NUMBER, Label.OTHER_DATE})
_NO_FACTS = frozenset({"主办单位", "附件", "主题", "分类"})  # footers and bodies say these too
_NEAR = 12  # lines


def value_or_none(value: str) -> str | None:
    """None for what offices write where there is nothing: 无, -, *, null."""
    return None if _EMPTY.fullmatch(value) else value


def fields_of(page: ParsedPage) -> list[Field]:
    """Every label with its value, in the order of the page; hidden parts of the page are left out."""
    shown = (index for index, line in enumerate(page.lines) if not line.box.hidden)
    found = (field for index in shown for field in _in_line(page, index, page.lines[index]))
    return list(islice(found, MOST_FIELDS))


def in_facts(fields: list[Field], field: Field) -> bool:
    """Whether the field stands among a document's facts (索引号, 文号, 成文日期), whatever markup lays them out."""
    near = (f for f in fields if abs(f.line - field.line) <= _NEAR and f is not field and f.word != field.word)
    return sum(1 for f in near if f.label in _FACTS and f.word not in _NO_FACTS) >= 2


def label_alone(line: Line) -> Label | None:
    """The label that is all that the line says, with or without a colon."""
    if len(line.text) > 40:
        return None
    word = re.sub(r"\s+|[:：【】〖〗\[\]]", "", line.text)
    return KINDS.get(word) if len(word) <= 9 else None


def _in_line(page: ParsedPage, index: int, line: Line) -> Iterator[Field]:
    raw = line.raw
    if not raw or len(raw) > LONGEST_LINE:
        return
    matches = list(_LABEL.finditer(raw)) if any(mark in raw for mark in _MARKS) else []
    kind = None if matches else label_alone(line)
    if not matches and kind is None:
        return
    in_cell = line.box.tag in ("td", "th", "dt", "dd") or any(box.row >= 0 for box in islice(line.box.and_outer(), 3))
    for place, match in enumerate(matches):
        word = re.sub(rf"[\s{SEAM}]", "", next(group for group in match.groups() if group))
        end = matches[place + 1].start() if place + 1 < len(matches) else len(raw)
        value = _cut(raw[match.end() : end], KINDS[word])
        if not value and len(matches) == 1 and not squeeze(raw[: match.start()]):
            value = _below(page, index, KINDS[word])
        yield Field(KINDS[word], word, value, index, in_cell)
    if kind is not None and kind is not Label.CUT and (in_cell or (len(squeeze(raw)) >= 4 and not line.linked)):
        yield Field(kind, squeeze(raw), _below(page, index, kind), index, in_cell)


def _cut(raw: str, label: Label) -> str:
    raw = raw.strip(f" \t\r\n{SEAM}\u3000\xa0")
    if label in (Label.SOURCE, Label.NUMBER) and (stop := _STOP.search(raw)):
        keep = label is Label.NUMBER and stop.group()[-1] in "（(【[〖"  # 沪民规 [2024] 3号
        raw = raw if keep else raw[: stop.start()]
    value = squeeze(raw).strip("|丨｜;；【〖[ ")
    if value[-1:] in ("）", ")", "】", "]") and not re.search(r"[（(【\[]", value):
        value = value[:-1].rstrip()
    return value


def _below(page: ParsedPage, index: int, label: Label) -> str:
    """The value of a label that stands alone: the next line, or the cell below where the whole row is labels."""
    lines = page.lines
    if index + 1 >= len(lines):
        return ""
    row = lines[index].box.row
    if row >= 0 and (column := _column(lines, index, row)) is not None:
        return column
    following = lines[index + 1]
    home = lines[index].box.parent
    if row >= 0 and home is not None:
        home = home.parent  # the value may stand in the row below
    if home is not None and not following.box.within(home):
        return ""
    if lines[index].box.tag == "p" and following.box.parent is not lines[index].box.parent:
        return ""
    if label in (Label.SOURCE, Label.NUMBER) and re.search("[，。；：]", following.text):
        return ""  # the text of the article begins there
    if label_alone(following) is not None or _LABEL.match(following.raw):
        return ""
    return _cut(following.raw.lstrip(":："), label)


def _column(lines: list[Line], index: int, row: int) -> str | None:
    """What stands below this cell, where its whole row is labels; None where it is not."""
    start, end = index, index
    while start > 0 and lines[start - 1].box.row == row:
        start -= 1
    while end < len(lines) and lines[end].box.row == row:
        end += 1
    head = lines[start:end]
    if len(head) < 2 or not all(label_alone(line) is not None for line in head) or end >= len(lines):
        return None
    row_below = lines[end].box.row
    below = [line for line in lines[end : end + len(head)] if line.box.row == row_below]
    return below[index - start].text if row_below >= 0 and len(below) == len(head) else None
