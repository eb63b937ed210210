"""From one answer to an outcome."""

from __future__ import annotations

import pytest

from inspection.errors import FetchError
from inspection.records import Verdict
from spiders.fetch import Answer
from spiders.verdict import Kind, kind_of, of_answer, of_error, of_head

URL = "http://portal.cn/a.html"


@pytest.mark.parametrize(
    ("status", "verdict", "transient"),
    [
        (200, Verdict.SOUND, False),
        (404, Verdict.FAULTY, False),
        (410, Verdict.FAULTY, False),
        (500, Verdict.FAULTY, True),
        (503, Verdict.FAULTY, True),
        (401, Verdict.UNDECIDED, False),
        (403, Verdict.UNDECIDED, False),
        (412, Verdict.UNDECIDED, False),
        (429, Verdict.UNDECIDED, True),
    ],
)
def test_a_status_has_its_verdict(status: int, verdict: Verdict, transient: bool) -> None:
    outcome = of_answer(Answer(URL, status), "")

    assert (outcome.verdict, outcome.transient) == (verdict, transient)


@pytest.mark.parametrize("reason", ["dns", "refused", "reset", "timeout", "tls"])
def test_no_answer_is_faulty_only_after_another_look(reason: str) -> None:
    outcome = of_error(FetchError(reason))

    assert outcome.verdict is Verdict.FAULTY
    assert outcome.transient


def test_a_refused_private_address_is_undecided() -> None:
    assert of_error(FetchError("private-address")).verdict is Verdict.UNDECIDED


@pytest.mark.parametrize("status", [403, 404, 405, 500, 501])
def test_head_is_never_the_last_word_on_a_failure(status: int) -> None:
    assert of_head(Answer(URL, status), URL) is None


def test_a_head_that_answers_a_file_with_html_is_not_believed() -> None:
    assert of_head(Answer(URL, 200, {"Content-Type": "text/html"}), "http://portal.cn/a.pdf") is None


@pytest.mark.parametrize("location", ["file:///etc/passwd", "javascript:alert(1)", "http://["])
def test_a_redirect_to_no_web_address_is_broken(location: str) -> None:
    outcome = of_answer(Answer(URL, 302, {"Location": location}), "")

    assert (outcome.verdict, outcome.reason) == (Verdict.FAULTY, "bad-redirect")


def test_an_answer_cut_off_is_undecided_and_tried_again() -> None:
    outcome = of_answer(Answer(URL, 200, incomplete=True), "…")

    assert (outcome.verdict, outcome.transient) == (Verdict.UNDECIDED, True)


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("http://a.cn/", Kind.PAGE),
        ("http://a.cn", Kind.PAGE),
        ("http://a.cn/x.shtml", Kind.PAGE),
        ("http://a.cn/download?file=x.doc", Kind.PAGE),
        ("http://a.cn/x.DOC", Kind.FILE),
        ("http://a.cn/x.css?v=1", Kind.STYLE),
    ],
)
def test_the_address_says_how_a_target_is_tried(url: str, kind: Kind) -> None:
    assert kind_of(url, foreign=False) is kind
