"""A grid of cells as facts of a table: its heading rows, its rows, and what was left blank. Of pages and of files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from inspection.contents import Blank, TableFacts

MOST_ROWS = 20_000  # of one table
MOST_BLANKS = 50
CELL = 60  # characters of a cell that are kept
_LONGEST_HEADING = 30  # characters; 是否具有公开募捐资格（慈善组织填写） is one, a sentence is none
_LONGEST_LABEL = 6
_UNSEEN = re.compile(r"[\s\u3000\xa0\u200b-\u200f\u2028-\u202f\u2060\ufeff]+")
_NUMBER = re.compile(r"[\d.,，、%％+\-—()（）/]+|[一二三四五六七八九十百]{1,4}|[①-⑳]")
_TOTAL = re.compile(r"^(?:合计|总计|小计|共计|总和|累计)(?:[:：(（].*)?$")
_NOTE = re.compile(r"^(?:备注|注|说明|附注|制表|填表|填报|审核|联系人|单位负责人|数据来源|来源)\d*[:：.、]")
# What heads a column of a list. Its last word decides: 序号, 慈善超市名称, 联系电话.
_WORDS = re.compile(
    r"(?:序号|编号|名称|名字|姓名|地址|地点|住所|所在地|区县|区域|区|街道|乡镇|电话|手机|传真|邮编|邮箱|单位|部门|机构|机关|组织|企业|学校|法人|代表人|负责人|联系人"
    r"|联系方式|时间|日期|年份|年度|月份|类型|类别|种类|性质|级别|等级|等次|结果|结论|状态|金额|预算|决算|支出|收入|数量|人数|户数|床位数?|面积|标准|比例|单价"
    r"|项目|事项|内容|依据|文号|代码|证号|许可证|批准|范围|要求|条件|材料|流程|方式|方法|用途|来源|备注|说明|情况|意见|进展|措施|指标|目标|标题|主题|题目|岗位|职务"
    r"|职责|专业|学历|性别|年龄|民族|成绩|线路|站点|班次|票价|网址|链接|主管|登记|号码|号)$"
)


@dataclass(slots=True)
class Row:
    """Cells of one row, merged ones repeated. `heads`: how many of them are headings by markup or by bold type."""

    cells: tuple[str, ...]
    heads: int = 0
    spans: tuple[bool, ...] = field(
        default=()
    )  # for each cell: whether it is merged with others of the row; () unknown

    @property
    def said(self) -> tuple[str, ...]:
        """The cells with words."""
        return tuple(cell for cell in self.cells if cell)

    @property
    def alone(self) -> bool:
        """Whether it says one thing across the table: a title, a district, a note."""
        if len(set(self.said)) != 1:
            return False
        if self.spans:
            return all(self.spans)
        return len(self.said) == len(self.cells) or (len(self.cells) > 2 and bool(self.cells[0]))


def words_of(text: str) -> str:
    """What a cell says; "" where it is blank: blanks of any width, signs of no width. 无, / and — are words."""
    return " ".join(_UNSEEN.sub(" ", text).split())


def facts_of(rows: Sequence[Row], caption: str = "") -> TableFacts | None:
    """The facts of a grid whose rows have one width, or None where it has no heading row.

    Assumes that the headings stand above (one or two rows, after titles that span the table) and are short words of
    which at least one names what lists hold. Gives up on tables that are read from left to right (label, value).
    """
    body = [row for row in rows[:MOST_ROWS] if row.said]
    at = 0
    while at < len(body) and len(set(body[at].said)) == 1 and len(body[at].cells) > 1:
        caption = caption or (body[at].said[0] if not _NOTE.match(body[at].said[0]) else "")
        at += 1
    if at >= len(body) or not is_heading(body[at]) or _is_sideways(body[at:]):
        return None
    headings, at = _headings(body, at)
    kept = _rows(body[at:], headings)
    return _facts(headings, kept, caption)


def from_cells(rows: Sequence[Sequence[str]], caption: str = "") -> TableFacts | None:
    """The same for plain cells, as of a spreadsheet whose merged cells are filled in; rows may differ in length."""
    width = max((len(row) for row in rows), default=0)
    grid = [Row(tuple(words_of(cell) for cell in (*row, *[""] * (width - len(row))))) for row in rows]
    return facts_of(trimmed(grid), caption)


def trimmed(rows: Sequence[Row]) -> list[Row]:
    """Without the columns that are blank in every row: what is left of a sheet's format."""
    width = max((len(row.cells) for row in rows), default=0)
    used = [at for at in range(width) if any(at < len(row.cells) and row.cells[at] for row in rows)]
    if len(used) == width:
        return list(rows)
    return [
        Row(tuple(row.cells[at] for at in used), row.heads, tuple(row.spans[at] for at in used) if row.spans else ())
        for row in rows
    ]


def is_heading(row: Row) -> bool:
    """Whether the cells are short words of different kinds that head columns."""
    said = row.said
    if len(set(said)) < 2 or any(len(cell) > _LONGEST_HEADING or cell.endswith(("：", ":", "。")) for cell in said):
        return False
    if any(_NUMBER.fullmatch(cell) and not cell.isalpha() for cell in said):
        return False
    if len(said) * 2 < len(row.cells):
        return False
    named = sum(
        bool(_WORDS.search(re.sub(r"[(（\[【][^)）\]】]*[)）\]】]$", "", cell.replace(" ", "")))) for cell in said
    )
    if row.heads * 2 >= len(said):
        return True
    return named * 2 >= len(said) and named >= 1


def _is_sideways(rows: Sequence[Row]) -> bool:
    """A table of labels and values: two columns, or four, whose first column heads its rows."""
    first = rows[0]
    if 0 < first.heads < len(first.cells) and len(rows) > 1:
        return sum(0 < row.heads < len(row.cells) for row in rows) * 2 > len(rows)
    if len(first.cells) in (2, 4) and not first.heads and len(rows) > 1:
        return all(_labels([row.cells[at] for row in rows]) for at in range(0, len(first.cells), 2))
    return False


def _labels(cells: Sequence[str]) -> bool:
    """Whether a column's cells are labels of what stands beside them: short, all different, words that head lists."""
    said = [cell.replace(" ", "") for cell in cells if cell]
    headed = sum(
        len(cell) <= _LONGEST_LABEL and not any(map(str.isdigit, cell)) and bool(_WORDS.search(cell)) for cell in said
    )
    return len(set(said)) == len(said) and headed >= 2 and headed * 3 >= 2 * len(said)


def _headings(body: Sequence[Row], at: int) -> tuple[tuple[str, ...], int]:
    """One row of headings, or two where the upper one spans columns that the lower one tells apart."""
    upper = body[at]
    if at + 1 < len(body):
        lower = body[at + 1]
        repeated = {a for a, b in pairwise(upper.cells) if a and a == b}
        apart = [low for top, low in zip(upper.cells, lower.cells, strict=False) if top in repeated]
        same = all(top == low or top in repeated or not low for top, low in zip(upper.cells, lower.cells, strict=False))
        if repeated and same and len(set(apart)) == len(apart) and all(len(low) <= _LONGEST_HEADING for low in apart):
            pairs = zip(upper.cells, lower.cells, strict=False)
            both = tuple(top if not low or top == low else f"{top}/{low}" for top, low in pairs)
            return both, at + 2
    return upper.cells, at + 1


def _rows(body: Sequence[Row], headings: tuple[str, ...]) -> list[Row]:
    """What the list holds: no repeated headings, no districts or notes across it, no sums, no rows left empty."""
    counts = Counter(headings)
    numbered = {
        at for at, heading in enumerate(headings) if heading.replace(" ", "") in ("序号", "编号", "号", "NO.", "No.")
    }
    kept = []
    for row in body:
        told = [cell for at, cell in enumerate(row.cells) if cell and at not in numbered]
        if not told or row.alone or Counter(row.cells) == counts:
            continue
        if any(_TOTAL.match(cell.replace(" ", "")) for cell in row.cells[:3]) or _NOTE.match(row.said[0]):
            continue
        kept.append(row)
    return kept


def _facts(headings: tuple[str, ...], rows: Sequence[Row], caption: str) -> TableFacts:
    filled = [0] * len(headings)
    blanks: list[Blank] = []
    for number, row in enumerate(rows, 1):
        for at, heading in enumerate(headings):
            cell = row.cells[at] if at < len(row.cells) else ""
            filled[at] += bool(cell)
            if not cell and heading and len(blanks) < MOST_BLANKS:
                blanks.append(Blank(number, _key(row), heading[:CELL]))
    first = tuple(tuple(cell[:CELL] for cell in row.cells) for row in rows[:3])
    named = tuple(heading[:CELL] for heading in headings)
    return TableFacts(named, len(rows), tuple(filled), caption[:CELL], tuple(blanks), first)


def _key(row: Row) -> str:
    """What the row is about: its first words that are no number."""
    return next((cell for cell in row.said if not _NUMBER.fullmatch(cell)), row.said[0])[:CELL]
