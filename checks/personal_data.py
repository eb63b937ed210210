"""personal-data: numbers of people on pages and in files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from checks.file_names import file_name, unread_files
from checks.page_reading import nobody_read
from checks.page_samples import answering
from checks.personal_places import Place, places
from checks.unlinked import STILL_OPEN, not_had, still_open
from inspection.contents import HIDDEN, Personal
from inspection.findings import CannotTell, Fault, Json, Severity
from inspection.observed import Observed
from inspection.personal import mask

_NAMES = {Personal.ID: "身份证号", Personal.CARD: "银行卡号", Personal.MOBILE: "手机号"}
_KEYS = {Personal.ID: "id_numbers", Personal.CARD: "cards", Personal.MOBILE: "mobiles"}
_SAMPLE, _PAGES = 5, 20
_MOST = 300  # data of one page or file that are known: there may be more
_LONGEST = 40  # letters of a title


@dataclass(frozen=True)
class PersonalData(Check):
    """泄露个人信息。

    ## 查什么
    通读网页正文和附件（PDF、Word、Excel、OFD、RTF、文本，以及装着这些文件的压缩包），找：
    1. 身份证号：18 位，校验码、出生日期、省份都对的（全角数字、中间有空格的也认得；残疾证号含身份证号，同样算）；
       15 位的只在“身份证”字样之后或表头之下才算。
    2. 银行卡号：符合发卡规则和校验码，并且旁边或表头写明是个人的卡号、账号。
    3. 个人手机号：人员名单（表头有姓名，不是机构名录、值班表、工作人员名单）里的，与身份证号同在一行的，
       写明“本人”“家长”“申请人”等电话的，来信人在信里留的。

    不算的：已用星号遮盖的；服务热线和对外公布的联系电话（联系人、值班、负责人的手机）；机构名录里的电话；统一社会信用代码、
    办件编号、订单号等；单位账户和捐赠账户；填写样例。图片里的、用汉字书写的号码看不出来。扫描件、加密和损坏的附件没有读出文字，
    按原因列为“无法判断”，不当作没有问题。没有轮到通读的附件也会说明。网页代码里有而页面上不显示的（隐藏的列、隐藏的输入框、注释）
    同样算公开。撤下链接但网页、附件还打得开的，问题不算消除。

    证据里的号码、姓名都已遮盖。对外公布的号码（含手机号）请写进方案的 `privacy.public_numbers`。

    ## 为什么要紧
    救助、补贴公示名单带着完整身份证号、手机号、银行卡号上网，是最常见的泄露，被检索、下载后收不回来，须立即撤下。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    网页:
      /gs/1.html:
        标题: 困难残疾人生活补贴名单公示
        个人信息:
          - {种类: 身份证号, 遮盖后: 310999********0012, 上下文: 姓名：张*，身份证号：310999********0012}
      /gs/2.html: {标题: 养老机构名录, 正文: 联系人：王某 13800000000}
    附件:
      - 地址: /attach/mingdan.xlsx
        名称: 名单.xlsx
        个人信息:
          - {种类: 手机号, 遮盖后: 138****0000, 上下文: 姓名：张*，联系电话：138****0000}
      - {地址: /attach/saomiao.pdf, 名称: 公示.pdf, 未读: scanned}
    发现: [https://example.gov.cn/gs/1.html, https://example.gov.cn/attach/mingdan.xlsx]
    无法判断: [某某局]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    方案: {privacy: {public_numbers: ["13800000000"], exempt: [红榜]}}
    网页:
      /gs/1.html:
        标题: 志愿服务联系方式
        个人信息: [{种类: 手机号, 遮盖后: 138****0000}]
      /gs/3.html:
        标题: 信用红榜公示
        个人信息: [{种类: 身份证号, 遮盖后: 310999********0012}]
    附件:
      - {地址: /attach/minglu.xlsx, 名称: 养老机构名录.xlsx}
    ```

    ## 选项
    无。每轮通读多少个附件、多大的附件由方案的 `privacy.files`、`privacy.max_megabytes` 决定。
    """

    name: ClassVar[str] = "personal-data"
    severity: ClassVar[Severity] = Severity.CRITICAL
    basis: ClassVar[str] = "《中华人民共和国政府信息公开条例》第十五条；《中华人民共和国个人信息保护法》"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the addresses of pages and files; doubts about files are told once for each reason."""
        if none := nobody_read(observed):
            yield none
        told, unlinked = set[str](), still_open(observed, self.name)
        for place in places(observed):
            told.add(place.url)
            yield _fault(observed, place, f"；{STILL_OPEN}" if place.url in unlinked else "")
        yield from not_had(observed, self.name, told)
        yield from unread_files(observed)


def _fault(observed: Observed, place: Place, more_said: str) -> Fault:
    kinds = [kind for kind in Personal if any(datum.kind is kind for datum in place.data)]
    counts = {kind: sum(datum.kind is kind for datum in place.data) for kind in kinds}
    more = len(place.data) >= _MOST
    said = "、".join(f"{count} 个{_NAMES[kind]}" for kind, count in counts.items())
    more_said = _unseen(place) + more_said
    column, unit = answering(observed, place.pages)
    return Fault(
        subject=place.url,
        title=f"{_named(place)}公开了{'至少 ' if more else ' '}{said}（如 {place.data[0].masked}）{more_said}",
        unit=unit,
        column=column,
        found_on=tuple(page.url for page in place.pages[:_PAGES]),
        evidence={
            **{_KEYS[kind]: count for kind, count in counts.items()},
            "labels": _labels(place),
            "samples": _samples(place),
            "on_pages": place.count if place.count > 1 else None,
            "file": mask(file_name(place.visit)) if place.visit is not None else None,
            "body": place.digest,
        },
        severity=None if set(kinds) - {Personal.MOBILE} else Severity.ERROR,
    )


def _labels(place: Place) -> list[Json]:
    said: list[Json] = [*dict.fromkeys(mask(datum.label) for datum in place.data if datum.label)]
    return said[:_SAMPLE]


def _samples(place: Place) -> list[Json]:
    """Of each kind, the words around; masked already, and masked again for what a newer rule may know."""
    chosen = [
        datum
        for kind in Personal
        for datum in [one for one in place.data if one.kind is kind][: _SAMPLE if len(place.data) < 2 else 3]
    ]
    said: list[Json] = [*dict.fromkeys(mask(datum.context or datum.masked) for datum in chosen)]
    return said[:_SAMPLE]


def _unseen(place: Place) -> str:
    """Where all of it stands in the page's source alone: whoever opens the page sees nothing."""
    return HIDDEN if all(datum.context.endswith(HIDDEN) for datum in place.data) else ""


def _named(place: Place) -> str:
    if place.visit is not None:
        return f"附件“{mask(file_name(place.visit))[:_LONGEST]}”"
    if place.count > 1:
        return f"有 {place.count} 个网页都"
    return _page(place.pages)


def _page(pages: Sequence[object]) -> str:
    title = getattr(pages[0], "title", "") if pages else ""
    return f"“{mask(title)[:_LONGEST]}”" if title else "网页"
