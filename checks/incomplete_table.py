"""incomplete-table: a list whose cells were left blank, or that lacks a column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from checks.page_reading import nobody_read
from checks.table_places import Place, places_of
from checks.table_reading import Judged, judged
from inspection.findings import CannotTell, Fault, Json, Severity
from inspection.gathering import TableRule
from inspection.observed import Observed

_LISTED = 20  # blank cells that are named
_PAGES = 10


@dataclass(frozen=True)
class IncompleteTable(Check):
    """名录表格填写不全。

    ## 查什么
    方案 `tables` 列出的名录（慈善超市、社会组织、养老机构等），网页和附件里的表格，规定的列有没有、是不是每一行都填了、
    行数够不够。表头按方案所写的几种说法认（“地址|所在地”），“详细地址”也认作地址；合并的单元格按每一行都有内容算，
    分成几页、几张表、几个附件的合起来算。只有空白才算没填，“无”“/”“—”是填了；合计行、备注行、只有序号的行、
    横贯全表的小标题不算。按标题查找的（`any_of`），看最近一年的稿件，没有时看最新的一篇。
    页面没有读到、附件没有读出、页面上没有认出表格的，记为“无法判断”。

    ## 为什么要紧
    名录是给人查的：没有地址的慈善超市找不到，没有电话的养老院打不通。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    栏目:
      慈善事业: {稿件: [{标题: 慈善超市名录, 日期: 2025-01-12, 地址: /a/cs.html}]}
    方案:
      tables: [{name: 慈善超市名录, any_of: [慈善超市], headings: [名称, 地址|所在地]}]
    网页:
      /a/cs.html:
        标题: 慈善超市名录
        表格:
          - {表头: [序号, 超市名称, 详细地址], 行: [["1", 甲慈善超市, 某路1号], ["2", 乙慈善超市, ""]]}
    发现: [慈善超市名录]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    栏目:
      慈善事业: {稿件: [{标题: 慈善超市名录, 日期: 2025-01-12, 地址: /a/cs.html}]}
    方案:
      tables: [{name: 慈善超市名录, any_of: [慈善超市], headings: [名称, 地址|所在地]}]
    网页:
      /a/cs.html:
        标题: 慈善超市名录
        表格:
          - {表头: [序号, 超市名称, 所在地], 行: [["1", 甲慈善超市, 某路1号], ["2", 乙慈善超市, 某路2号]]}
    ```

    ## 选项
    无。要查的表格在方案里写（`tables`）。
    """

    name: ClassVar[str] = "incomplete-table"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = "本单位巡检方案规定的名录"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the names of the plan's tables; one finding for each."""
        if observed.plan.tables and (none := nobody_read(observed)):
            yield none
            return
        for rule in observed.plan.tables:
            yield from self._judge(observed, rule)

    def _judge(self, observed: Observed, rule: TableRule) -> Iterator[Fault | CannotTell]:
        places = places_of(observed, rule)
        if isinstance(places, CannotTell):
            yield places
            return
        found = list(zip(places, judged(rule, places), strict=True))
        whole = sum((one for _, one in found), Judged())
        shown = {place.page for place, one in found if one.tables and not place.file}  # its files say the same
        doubt = next((place.doubt for place in places if place.doubt is not None and place.page not in shown), None)
        short = whole.tables > 0 and whole.rows < rule.at_least
        if whole.blanks or whole.lacking or (short and doubt is None):
            yield _fault(rule, found, whole, short)
        elif doubt is not None:
            yield CannotTell(rule.name, *doubt)
        elif not whole.tables:
            where = "、".join(f"“{place.title}”" for place in places[:3])
            yield CannotTell(rule.name, "table-not-found", f"{where}里没有认出有所列表头的表格")


def _fault(rule: TableRule, found: list[tuple[Place, Judged]], whole: Judged, short: bool) -> Fault:
    said = [f"“{heading}”有 {count} 行没有填写" for heading, count in whole.blanks.items()]
    said += [f"没有“{heading}”这一列" for heading in whole.lacking]
    said += [f"只有 {whole.rows} 行（应不少于 {rule.at_least} 行）"] if short else []
    faulty = [place for place, one in found if one.blanks or one.lacking] or [place for place, _ in found]
    files: list[Json] = [place.file for place, one in found if place.file and (one.blanks or one.lacking)]
    samples: list[Json] = [
        f"“{place.title}”第 {blank.row} 行“{blank.key}”：{blank.heading}"
        for place, one in found
        for blank in one.samples
    ]
    return Fault(
        subject=rule.name,
        title=f"“{rule.name}”{'，'.join(said)}（共 {whole.rows} 行）",
        unit=rule.unit,
        column=faulty[0].column,
        found_on=tuple(dict.fromkeys(place.page for place in faulty))[:_PAGES],
        evidence={
            "rows": whole.rows,
            "tables": whole.tables,
            "blank_cells": sum(whole.blanks.values()),
            "blank_examples": samples[:_LISTED],
            "lacking_headings": list(whole.lacking),
            "required_headings": [one.replace("|", "／") for one in rule.headings],
            "at_least": rule.at_least,
            "files": files[:_PAGES],
        },
    )
