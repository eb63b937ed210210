"""A plan's file: sound ones load, and every mistake is told at once with its place and its mend."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from inspection.durations import WorkdaySpan
from inspection.errors import Mistake, PlanError
from inspection.plan_file import load_plan

WHOLE = (Path(__file__).parent / "whole_plan.yaml").read_text(encoding="utf-8")
CONTRACT = Path(__file__).resolve().parents[3] / "shared" / "design" / "plan.example.yaml"
HEAD = "site: {name: 局, home: 'http://a.gov.cn/'}\n"


def mistakes_in(text: str | bytes) -> list[Mistake]:
    with pytest.raises(PlanError) as caught:
        load_plan(text)
    return caught.value.mistakes


def only_mistake(text: str | bytes) -> Mistake:
    (mistake,) = mistakes_in(text)
    return mistake


def test_a_whole_plan_loads_into_typed_nouns() -> None:
    plan = load_plan(WHOLE)

    assert plan.interpretation is not None
    assert plan.interpretation.within == WorkdaySpan(3)
    assert plan.columns[1].update_within == timedelta(days=90)
    assert plan.expectations[-1].due.by == date(2024, 12, 31)
    assert plan.alerts is not None
    assert plan.alerts.channels["wecom-office"].kind == "wecom"
    assert plan.alerts.routes[1].units == ("*",)
    assert plan.rounds is not None
    assert [str(plan.rounds.watch), str(plan.rounds.daily), str(plan.rounds.full)] == [
        "every 30m",
        "06:00",
        "周日 02:00",
    ]


@pytest.mark.real
@pytest.mark.skipif(not CONTRACT.exists(), reason="the contract is not beside this checkout")
def test_the_example_that_is_a_contract_loads() -> None:
    assert load_plan(CONTRACT).site.id_code == "3100000061"


def test_a_file_is_read_by_its_name(tmp_path: Path) -> None:
    file = tmp_path / "方案.yaml"
    file.write_text("\ufeff" + HEAD, encoding="utf-8")  # a BOM is no mistake

    assert load_plan(str(file)) == load_plan(file) == load_plan(HEAD)


def test_sections_without_a_line_count_as_not_written() -> None:
    assert load_plan(HEAD + "columns:\ncrawl:\nalerts:\n") == load_plan(HEAD)


# One change of the whole plan, the key that is named, words of the message, words of the mend.
BROKEN = [
    ("site:\n", "sight:\n", "sight", "不认识的键", "site"),
    ("timezone: Asia/Shanghai", "timezone: Asia/Shanghi", "timezone", "不是时区", "Asia/Shanghai"),
    ("https://mzj.example.gov.cn/", "mzj.example.gov.cn", "site.home", "不是网址", "https://"),
    ('"3100000061"', "3100000061", "site.id_code", "会被读成数字", '"3100000061"'),
    ('"3100000061"', '"31000"', "site.id_code", "10 位", "加引号"),
    ("[mzj.example.gov.cn,", "[https://mzj.example.gov.cn/,", "site.hosts[0]", "不是主机名", "只写域名"),
    ("owned: true", "owned: yes", "site.owned", "true 或 false", "不加引号"),
    ("concurrency: 4", "concurrency: 0", "crawl.concurrency", "不能小于 1", "改正"),
    ("concurrency: 4", 'concurrency: "4"', "crawl.concurrency", "整数", "不加引号"),
    ("browser: never", "browser: sometimes", "crawl.browser", "不是可选的值", "auto、always、never"),
    ("timeout: 10s", "timeout: soon", "crawl.timeout", "不是时长", "15s"),
    ("timeout: 10s", "timeout: 0s", "crawl.timeout", "必须大于", ""),
    ("max_pages: 2000", "max_page: 2000", "crawl.max_page", "不认识的键", "是不是想写 max_pages"),
    ("update_within: 90d", "update_within: 90", "columns[1].update_within", "不是时长", "14d"),
    ("update_within: 90d", "update-within: 90d", "columns[1].update-within", "不认识的键", "update_within"),
    ("name: 政策文件, url: /zcwj/", "name: 政策文件", "columns[1].url", "缺少 url", "补上"),
    ("url: /tzgg/", "url: /zcwj/", "columns[1].url", "与栏目“通知公告”的地址相同", "改正"),
    ("url: /tzgg/", 'url: "mailto:a@b.c"', "columns[0].url", "不是网页地址", "/tzgg/"),
    ("{name: 政策解读", "{name: 通知公告", "columns[2].name", "重复", "改名"),
    ("name: 某市民政,", "name: 通知公告,", "accounts[0].name", "重复", "改名"),
    ("kind: 通知公告, unit: 办公室", "kind: 通知公告, unit: 办公事", "columns[0].unit", "没有写在 units", "办公室"),
    ("none_of: [解读], unit: 办公室", "unit: 宣传部", "expectations[0].unit", "没有写在 units", "units"),
    ("policies: [政策文件]", "policies: [政策文档]", "interpretation.policies[0]", "没有写在", "政策文件"),
    ("policies: [政策文件]", "policies: 政策文件", "interpretation.policies", "应是列表", "[政策文件]"),
    ("columns: [通知公告]", "columns: [通知]", "expectations[1].columns[0]", "没有写在", "通知公告"),
    ("within: 3 workdays", "within: 三天", "interpretation.within", "不是期限", "3 workdays"),
    ("since: 2024-01-01", "since: 2024-02-30", "interpretation.since", "不是真实存在的日期", "2024-12-31"),
    ("before: 清明", "before: 清命", "expectations[0].due.before", "不是已知的节气或节日", "清明"),
    (
        "{before: 清明, lead",
        "{before: 清明, monthly: 3, lead",
        "expectations[0].due",
        "同时写了 before、monthly",
        "只写一种",
    ),
    ("{monthly: 15}", "{monthly: 32}", "expectations[2].due.monthly", "每月的第几日", "1 至 31"),
    ("{monthly: 15}", "{}", "expectations[2].due", "没有写明何时到期", "只写一种"),
    ("yearly: 01-31", "yearly: 02-30", "expectations[1].due.yearly", "不是真实存在的月日", "01-31"),
    ("by: 2024-12-31", "by: 年底", "expectations[4].due.by", "不是日期", "2024-12-31"),
    (", all_of: [两项补贴]", "", "expectations[2]", "没有写明要找什么", "all_of"),
    ("interpretation: optional", "interpretation: needed", "expectations[4].interpretation", "不是可选", "required"),
    ("2027-02-06: true", "2027-02-06: 上班", "workdays.2027-02-06", "true 或 false", "不加引号"),
    ("key_env: WECOM_OFFICE_KEY", 'key_env: "a b"', "alerts.channels.wecom-office.wecom.key_env", "环境变量名", ""),
    ('{slack: {channel: "#portal"}}', "{slak: {}}", "alerts.channels.slack-media.slak", "不认识的键", "slack"),
    ("to: [wecom-office]", "to: [wecom-offic]", "alerts.routes[1].to[0]", "没有写在 alerts.channels", "wecom-office"),
    ("severity: error", "severity: high", "alerts.routes[0].severity", "不是可选的值", "critical"),
    ("units: [传媒中心], sev", "units: [传媒], sev", "alerts.routes[0].units[0]", "没有写在 units", "传媒中心"),
    ('from: "18:00"', 'from: "25:00"', "alerts.quiet_hours.from", "不是时刻", "18:00"),
    ("weekly: 周五 16:00", "weekly: 16:00", "alerts.digest.weekly", "不是每周的时间", "周五 16:00"),
    ("watch: every 30m", "watch: 有空就看", "rounds.watch", "不是巡检时间", "every 30m"),
    ("email: desk@example.org", "email: desk", "units[1].contacts[0].email", "不是邮箱", "desk@example.org"),
]


@pytest.mark.parametrize(("sound", "faulty", "key", "message", "mend"), BROKEN, ids=[b[2] + " " + b[3] for b in BROKEN])
def test_a_mistake_is_named_with_its_key_its_place_and_its_mend(
    sound: str, faulty: str, key: str, message: str, mend: str
) -> None:
    assert sound in WHOLE

    found = next(m for m in mistakes_in(WHOLE.replace(sound, faulty, 1)) if m.key == key)

    broken_at = WHOLE[: WHOLE.index(sound)].count("\n") + 1
    assert message in found.message
    assert mend in found.mend
    assert found.line is not None
    assert abs(found.line - broken_at) <= 1 or "与栏目" in message


def test_every_mistake_is_told_at_once_in_the_order_of_the_file() -> None:
    text = WHOLE
    for sound, faulty, *_ in [BROKEN[1], BROKEN[7], BROKEN[22], BROKEN[-2]]:
        text = text.replace(sound, faulty, 1)

    keys = [m.key for m in mistakes_in(text)]

    assert keys == ["crawl.concurrency", "timezone", "interpretation.policies[0]", "rounds.watch"]


def test_the_place_is_exact() -> None:
    found = only_mistake(HEAD + "columns:\n  - name: 甲\n    url: /a/\n    update_within: 3x\n")

    assert (found.key, found.line, found.column) == ("columns[0].update_within", 5, 20)


def test_a_line_of_the_error_names_file_line_column_key_and_mend(tmp_path: Path) -> None:
    file = tmp_path / "p.yaml"
    file.write_text(HEAD + "timezone: X/Y\n", encoding="utf-8")

    with pytest.raises(PlanError) as caught:
        load_plan(file)

    assert caught.value.lines() == [f"{file}:2:11 timezone: “X/Y”不是时区；请写成 Asia/Shanghai"]


@pytest.mark.parametrize(
    ("settings_", "mend"),
    [
        ("wecom: {key: 0123-abcd}", "key_env"),
        ("dingtalk: {token_env: T, secret: SECabc}", "secret_env"),
        ("email: {to: [a@b.c], password: x}", "password_env"),
        ('webhook: {url: "https://h.example/?access_token=1"}', "环境变量"),
        ('slack: {base_url: "https://hooks.slack.com/services/T/B/X"}', "环境变量"),
    ],
)
def test_a_secret_in_the_plan_is_refused(settings_: str, mend: str) -> None:
    found = mistakes_in(HEAD + f"alerts: {{channels: {{a: {{{settings_}}}}}}}\n")

    assert any("密钥" in m.message and "环境变量" in m.mend and mend in m.mend for m in found)


def test_the_name_of_a_secret_is_no_secret() -> None:
    plan = load_plan(HEAD + "alerts: {channels: {token: {dingtalk: {token_env: T, secret_env: S}}}}\n")

    assert plan.alerts is not None
