"""incomplete-notice: what was published does not say all that the plan asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from checks.check import Check
from checks.days import today
from checks.notice_words import NoticeWords, has, missing, other_years, words_of
from checks.obligations import accounts
from checks.page_reading import nobody_read
from checks.published import concerned, search, unread
from inspection.due import Occurrence, State, occurrences, state
from inspection.findings import CannotTell, Fault, Severity
from inspection.observed import Observed
from inspection.plan import Expectation
from inspection.records import Article

PORTAL = ""  # in a channel's place: the portal's columns taken together


@dataclass(frozen=True)
class IncompleteNotice(Check):
    """便民通知内容不全。

    ## 查什么
    方案里写了 `mentions`（应当写到）的应发稿件，已经发布的，看正文、附件和正文所链接的本站稿件里有没有逐项写到；
    同一期次在网站上发了几篇的（祭扫安排一篇、交通安排一篇），合起来算。每项的几种说法写到一种即可，“无需预约”“不实行预约”
    也算写到预约；要求写热线、电话的，写明电话号码就算。清明、冬至等节日类通知，还看写的日期是不是今年的：写成往年日期的、
    星期与今年对不上而与去年相同的，也报。方案 `columns` 中写明的新媒体账号各自单独判断，
    账号文章链接到网站通知的算写全。到期前只提醒，到期后为“问题”。节日过后不再查。正文是图片、附件没有读到、页面没有读到的，记为“无法判断”。

    ## 为什么要紧
    通知发了，群众还是不知道哪天人多、要不要预约、怎么去、打哪个电话，等于没有便民。

    ## 有错的例子
    ```yaml
    今天: 2025-03-25
    栏目:
      通知公告: {类型: 通知公告, 稿件: [{标题: 2025年清明祭扫服务安排, 日期: 2025-03-12, 地址: /a/qm.html}]}
    应发布:
      - name: 清明祭扫
        due: {before: 清明, lead: 14d}
        all_of: [清明, 祭扫]
        mentions: [高峰|客流, 预约|无需预约, 班车|公交, 热线]
    网页:
      /a/qm.html:
        标题: 2025年清明祭扫服务安排
        正文: |
          今年清明祭扫高峰预计为4月4日至6日。市民前往各墓园祭扫无需预约，请错峰出行，文明祭扫，不带火种入园
          ，自觉遵守墓园管理秩序。
    发现: [清明祭扫]
    ```

    ## 无错的例子
    交通写在另一篇里：
    ```yaml
    今天: 2025-03-25
    栏目:
      通知公告:
        类型: 通知公告
        稿件:
          - {标题: 2025年清明祭扫服务安排, 日期: 2025-03-12, 地址: /a/qm.html}
          - {标题: 关于清明祭扫期间交通安排的通告, 日期: 2025-03-14, 地址: /a/jt.html}
    应发布:
      - name: 清明祭扫
        due: {before: 清明, lead: 14d}
        all_of: [清明, 祭扫]
        mentions: [高峰|客流, 预约|无需预约, 班车|公交, 热线]
    网页:
      /a/qm.html:
        标题: 2025年清明祭扫服务安排
        正文: |
          今年清明祭扫高峰预计为4月4日至6日。市民前往各墓园祭扫无需预约，请错峰出行，文明祭扫，不带火种入园
          。服务热线：962200。
      /a/jt.html:
        标题: 关于清明祭扫期间交通安排的通告
        正文: |
          清明期间开行五条祭扫班车，发车时间为每日七时至十二时，返程末班车为十六时，请市民凭当日车票乘车，服从
          现场工作人员引导。
    ```

    ## 选项
    无。应当写到的内容在方案里写（应发稿件的 `mentions`）。
    """

    name: ClassVar[str] = "incomplete-notice"
    severity: ClassVar[Severity] = Severity.WARNING
    basis: ClassVar[str] = "本单位巡检方案规定的发布事项"

    def judge(self, observed: Observed) -> Iterator[Fault | CannotTell]:
        """Subjects: the expectation's name for the portal, `<name>：<account>` for an account."""
        asked = [one for one in observed.plan.expectations if one.mentions]
        if asked and (none := nobody_read(observed)):
            yield none
            return
        for expectation in asked:
            present = _present(observed, expectation)
            if present is not None:
                yield from _judge(observed, expectation, *present)


def _present(observed: Observed, expectation: Expectation) -> tuple[Occurrence, list[Article]] | None:
    """The newest occurrence that is open for publications, with what counts for it; a season is over on its day."""
    day = today(observed)
    seasonal = expectation.due.before is not None
    around = [one for one in occurrences(expectation.due, day) if one.opens <= day]
    still = [one for one in around if not seasonal or day <= one.event]
    for occurrence in reversed(still):
        if counted := search(observed, expectation, occurrence).counted:
            return occurrence, counted
    return (still[-1], []) if still else None


def _judge(
    observed: Observed, expectation: Expectation, occurrence: Occurrence, counted: Sequence[Article]
) -> Iterator[Fault | CannotTell]:
    named = accounts(observed)
    if not counted and (gaps := unread(observed, concerned(observed, expectation), occurrence)):
        said = "、".join(map(str, gaps))
        yield CannotTell(expectation.name, "columns-not-read", f"没有找到通知，但{said}")
        return
    portal = [one for one in counted if one.channel not in named]
    if portal or not expectation.columns:
        yield from _channel(observed, expectation, occurrence, portal or counted, PORTAL)
    for account in dict.fromkeys(one.channel for one in counted if expectation.columns and one.channel in named):
        own = [one for one in counted if one.channel == account]
        if not any(has(one, portal, observed) for one in own):
            yield from _channel(observed, expectation, occurrence, own, account)


def _channel(
    observed: Observed, expectation: Expectation, occurrence: Occurrence, counted: Sequence[Article], account: str
) -> Iterator[Fault | CannotTell]:
    """One channel's articles of the occurrence, taken together."""
    if not counted:
        return
    subject = f"{expectation.name}：{account}" if account else expectation.name
    read = [words_of(observed, one, occurrence) for one in counted]
    lacking = missing(expectation.mentions, read)
    wrong = other_years(expectation.mentions, read, occurrence) if expectation.due.before is not None else ""
    if not lacking and not wrong:
        return
    if lacking and not wrong and (doubt := _doubt(read)):
        detail = f"“{counted[0].title}”没有读到“{'”“'.join(lacking)}”，但{doubt[1]}"
        yield CannotTell(subject, doubt[0], detail)
        return
    yield _fault(observed, expectation, occurrence, counted, account, subject, lacking, wrong)


def _doubt(read: Sequence[NoticeWords]) -> tuple[str, str] | None:
    """Why what was not found may be there all the same: the reason, and in Chinese."""
    return next((one.doubt for one in read if one.doubt is not None), None)


def _fault(
    observed: Observed,
    expectation: Expectation,
    occurrence: Occurrence,
    counted: Sequence[Article],
    account: str,
    subject: str,
    lacking: Sequence[str],
    wrong: str,
) -> Fault:
    late = state(occurrence, today(observed)) is State.OVERDUE
    where = f"账号“{account}”的" if account else ""
    faults = [f"没有写到：{'、'.join(lacking)}"] if lacking else []
    faults += [f"写的是往年的日期（{wrong}）"] if wrong else []
    many = f"等 {len(counted)} 篇" if len(counted) > 1 else ""
    return Fault(
        subject=subject,
        title=f"{where}“{expectation.name}”（{occurrence.label}）已发布“{counted[0].title}”{many}，但{'；'.join(faults)}",
        unit=expectation.unit,
        column=counted[0].channel,
        found_on=tuple(one.url for one in counted[:10]),
        evidence={
            "occurrence": occurrence.label,
            "due": occurrence.due_at.isoformat(),
            "not_mentioned": list(lacking),
            "asked_for": [one.replace("|", "／") for one in expectation.mentions],
            "other_year": wrong or None,
            "judged": [one.title for one in counted[:10]],
        },
        severity=Severity.ERROR if late else None,
    )
