"""The stages of a major decision, as link texts, headings and titles name them."""

from __future__ import annotations

import re

ASKED, ADOPTED, MET, DECIDED = "征求意见", "意见采纳", "会议", "结果"

_ADOPTED = re.compile(
    r"采纳|吸收情况|意见反馈|反馈情况|情况反馈|意见.{0,4}(?:汇总|处理|回应|研究)|(?:征集|征求|反馈).{0,40}?(?:结果|情况)|结果反馈|反馈结果"
    r"|反馈(?:公告|公示|说明)|收到.{0,6}意见"
)
_ASKED = re.compile(
    r"(?:征求|征集|征询|听取).{0,60}?(?:意见|建议)|征求意见|意见征[集求询]|公众参与|社会公示|草案|征求稿|意见稿|公示稿|民意调查|听证公告"
)
_BOTH = re.compile(r"(?:征求|征集|收集|征询).{0,8}(?:及|和|与|、|/).{0,10}(?:采纳|反馈)|意见建议收集和采纳")
_EITHER = re.compile(r"^(?:公开|社会)?(?:征求|征集)(?:社会)?(?:公众)?(?:的)?意见(?:建议)?(?:的)?情况$")  # as a heading
_MET = re.compile(
    r"会议|列席|审议|常务会|办公会|局务会|党组会|专题会|集体(?:讨论|决定|决策|研究|审议)|听证会|座谈会|旁听"
)
_DECIDED = re.compile(
    r"决策结果|结果|决定|印发|正式(?:文件|文本|稿|发布|出台)|发布文件|政策文件|文件(?:全文|正文|发布|链接|公布)|出台|公布|颁布|最终|决策公开|已发布"
)
_FINAL = re.compile(r"印发|正式(?:文件|文本|发布|出台)|颁布|决策结果")


def stages_of(words: str) -> frozenset[str]:
    """The stages that these words name: a link's text, a column's heading, an article's title.

    What tells of opinions adopted also names the asking, the meeting also the matter: the telling word wins.
    """
    text = re.sub(r"\s+", "", words)
    if _BOTH.search(text) or _EITHER.search(text):
        return frozenset({ASKED, ADOPTED})
    if _ADOPTED.search(text):
        return frozenset({ADOPTED})
    if _MET.search(text) and not (_ASKED.search(text) and "会议" not in text):
        return frozenset({MET})
    if _ASKED.search(text) and not _FINAL.search(text):
        return frozenset({ASKED})
    return frozenset({DECIDED}) if _DECIDED.search(text) else frozenset()
