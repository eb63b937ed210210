"""Marks at the foot of pages: of the whole site one by one, of odd pages together; the unseen is not missing."""

from __future__ import annotations

from checks.missing_identity import MissingIdentity
from inspection.findings import Severity
from tests.checks.rounds import Said, from_yaml, said

ALL = "[党政机关标识, 找错, 标识码, 主办单位, 联系方式, ICP备案, 公安备案]"


def judged(pages: str, plan: str = "") -> Said:
    return said(MissingIdentity(), from_yaml(f"今天: 2025-03-25\n{plan}\n网页:\n{pages}")[0])


def whole(count: int, marks: str = ALL, more: str = "") -> str:
    return "".join(f"  /a/{n}.html: {{标题: 通知{n}, 标识: {marks}{more}}}\n" for n in range(count))


def test_a_mark_that_the_template_lacks_is_one_fault_with_all_its_pages() -> None:
    heard = judged(whole(40, ALL.replace(", 找错", "")))

    assert heard.subjects == ["找错"]
    assert heard.faults[0].title == "全部 40 个网页的页脚缺少找错"
    assert len(heard.faults[0].found_on) == 20


def test_odd_pages_that_lack_the_same_are_told_together() -> None:
    heard = judged(whole(40) + "  /zt/1.html: {标题: 专题, 标识: []}\n  /zt/2.html: {标题: 专题二, 标识: []}\n")

    assert [fault.evidence["pages"] for fault in heard.faults] == [2]
    assert heard.faults[0].severity is Severity.WARNING


def test_the_home_page_weighs_more_than_an_odd_page() -> None:
    heard = judged(whole(40) + f"  /: {{类型: 首页, 标题: 某某局, 标识: {ALL.replace(', ICP备案', '')}}}\n")

    assert [(fault.severity, "含首页" in fault.title) for fault in heard.faults] == [(None, True)]


def test_a_subject_stays_the_same_when_more_pages_lack_it() -> None:
    first = judged(whole(40) + "  /zt/1.html: {标题: 专题, 标识: [ICP备案]}\n")
    second = judged(whole(44) + "".join(f"  /zt/{n}.html: {{标题: 专题, 标识: [ICP备案]}}\n" for n in range(9)))

    assert first.subjects == second.subjects


def test_a_foot_that_is_drawn_elsewhere_is_not_missing() -> None:
    heard = judged(whole(9) + "  /app.html: {标题: 应用, 页脚来自: [https://example.gov.cn/js/foot.js]}\n")

    assert (heard.subjects, heard.reasons) == ([], [("页脚", "foot-not-seen")])


def test_of_a_site_that_shows_no_foot_at_all_and_has_scripts_nothing_is_said() -> None:
    heard = judged("".join(f"  /a/{n}.html: {{标题: 甲, 页脚来自: [scripts]}}\n" for n in range(9)))

    assert (heard.subjects, heard.reasons) == ([], [("页脚", "foot-not-seen")])


def test_a_page_with_scripts_among_pages_with_feet_lacks_its_own() -> None:
    heard = judged(whole(9) + "  /zt.html: {标题: 专题, 页脚来自: [scripts]}\n")

    assert len(heard.subjects) == 1


def test_a_foot_in_a_frame_counts_as_the_pages_own() -> None:
    heard = judged(
        "  /a.html: {标题: 甲, 页脚来自: [https://example.gov.cn/foot.html]}\n"
        f"  /foot.html: {{类型: 其他, 标识: {ALL}}}\n"
    )

    assert (heard.subjects, heard.reasons) == ([], [])


def test_marks_that_the_plan_exempts_are_not_asked_for() -> None:
    heard = judged(whole(3, ALL.replace(", 公安备案", "")), "方案: {identity: {exempt: [公安备案]}}")

    assert heard.subjects == []


def test_a_code_that_is_not_the_sites_is_a_fault() -> None:
    plan = "方案: {site: {name: 某某局, home: 'https://example.gov.cn/', id_code: '9900000061'}}"
    heard = judged(whole(3, more=", 标识码: ['9900000062']").replace("标识: [", "标识: [", 1), plan)

    assert heard.subjects == ["标识码与本站不符"]


def test_a_code_of_nine_characters_is_none() -> None:
    assert judged(whole(3, more=", 标识码: ['990000006']")).subjects == ["标识码位数不对"]
