"""The demo says in Chinese what was missed and what was invented."""

from __future__ import annotations

from demo.__main__ import verdict
from demo.comparison import Comparison, Invented
from demo.truth import Known, Truth

KNOWN = Known("http://h/a", "附件缺失", "broken-link", "http-404")
TRUTH = Truth((KNOWN,), (Known("http://f/", "防火墙"),), (Known("http://h/b", "HEAD 被拒"),))


def test_a_report_without_mistakes_is_praised_in_the_last_line():
    assert verdict(TRUTH, Comparison((), ()))[-1] == "全部找到，没有误报。"


def test_what_was_missed_is_named_with_its_reason():
    assert "  漏报：broken-link http://h/a（附件缺失）" in verdict(TRUTH, Comparison((KNOWN,), ()))


def test_what_was_invented_is_named_with_what_it_is():
    lines = verdict(TRUTH, Comparison((), (Invented("broken-link", "http://h/b", "打不开", "HEAD 被拒"),)))
    assert "  误报：broken-link http://h/b（HEAD 被拒）" in lines
    assert lines[-1] == "漏报 0 项，误报 1 项。"


def test_the_number_of_known_things_is_said_first():
    assert "已知问题 1 项，应当存疑 1 项，容易误判的正常情况 1 项" in verdict(TRUTH, Comparison((), ()))[0]
