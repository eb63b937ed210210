"""mismatched-download: a file that is not what its name says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import unquote

from checks.check import Check
from checks.visited import earlier
from inspection.belonging import Belonging
from inspection.file_kinds import PAGES, extension_of, is_as_named
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed
from inspection.records import Verdict
from inspection.visits import DownloadFacts, View, Visit, download_facts

_KINDS = {
    "html": "网页",
    "json": "接口数据",
    "empty": "空文件",
    "pdf": "PDF",
    "ofd": "OFD",
    "ole": "Office 文档",
    "docx": "Word 文档",
    "xlsx": "Excel 表格",
    "pptx": "演示文稿",
    "zip": "压缩包",
    "program": "可执行程序",
}
_PICTURES = frozenset({"png", "jpeg", "gif", "bmp", "webp", "tiff", "ico", "avif", "svg"})


@dataclass(frozen=True)
class MismatchedDownload(Check):
    """附件的内容与扩展名不符。

    ## 查什么
    每轮按次序取一部分附件（文档、表格、压缩包、图片、音视频）开头的内容，看它是不是扩展名所说的文件：点开是一个网页、一段接口数据、
    空文件，或者是另一种打不开的文件，都算。办公软件能互相打开的（.doc 实为 .docx、.wps、RTF，.xls 实为表格网页）、
    压缩软件能互相打开的，不算。要从本网站的网页点进去才给下载的（防盗链），带上网页地址再试一次。取不到、被防火墙拦截的不在此判断。

    ## 为什么要紧
    链接回答“正常”，群众下载下来却打不开，逐条点开才发现得了；附件打不开与断链同样扣分。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    下载:
      - {地址: /attach/shenqingbiao.pdf, 实为: html, 内容: 系统登录}
    发现: [https://example.gov.cn/attach/shenqingbiao.pdf]
    ```

    ## 无错的例子
    ```yaml
    今天: 2025-03-25
    下载:
      - {地址: /attach/shenqingbiao.doc, 实为: docx}
      - {地址: /attach/tongji.xls, 实为: office-html}
    ```

    ## 选项
    无。每轮核对多少个附件由方案的 `functions.downloads` 决定。
    """

    name: ClassVar[str] = "mismatched-download"
    severity: ClassVar[Severity] = Severity.ERROR
    basis: ClassVar[str] = "工作惯例：附件应当能够下载和打开（链接可用性按附件一并检查）"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects are the files' addresses."""
        belonging = Belonging(observed.plan, observed.columns, observed.known)
        broken = {target.probe.url for target in observed.targets if target.probe.verdict is Verdict.FAULTY}
        for visit in observed.visits or ():
            if visit.view is not View.DOWNLOAD or visit.reason is not None or visit.url in broken:
                continue
            facts = download_facts(visit)
            if is_as_named(extension_of(visit.url), facts.kind) is False:
                yield self._fault(observed, belonging, visit, facts)

    @staticmethod
    def _fault(observed: Observed, belonging: Belonging, visit: Visit, facts: DownloadFacts) -> Fault:
        name = facts.named.strip() or unquote(visit.url.partition("?")[0].rpartition("/")[2])
        really = _KINDS.get(facts.kind) or ("图片" if facts.kind in _PICTURES else "另一种文件")
        says = f"（内容是“{facts.says}”）" if facts.says and facts.kind in PAGES else ""
        extension = extension_of(visit.url).upper()
        said = f"附件“{name}”应是 {extension} 文件，下载到的却是{really}{says}"
        page = facts.linked_from
        column = observed.plan.column(belonging.of(page) or "") if page else None
        return Fault(
            subject=visit.url,
            title=said + earlier(observed, visit),
            unit=column.unit if column else None,
            column=column.name if column else None,
            found_on=(page,) if page else (),
            evidence={
                "kind": facts.kind,
                "extension": extension.lower(),
                "content_type": facts.content_type,
                "size": facts.size,
                "says": facts.says,
                "visited_at": visit.visited_at.astimezone(observed.plan.zone).isoformat(timespec="minutes"),
            },
            severity=None if facts.kind in PAGES else Severity.WARNING,
        )
