"""What was read and what is proposed, in a few lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from inspection.keypoints.entries import Proposal
from inspection.keypoints.named import platforms_in
from inspection.keypoints.nouns import Ask, Document, Sure
from inspection.keypoints.writing import MARK, remark

_SAID = {
    "columns": "栏目",
    "accounts": "账号",
    "decisions": "决策目录",
    "messages": "留言板",
    "guides": "指南",
    "libraries": "主题库",
    "tables": "表格",
    "interpretation": "政策解读规则",
    "consultations": "意见征集规则",
}


def summarise(document: Document, proposal: Proposal, yaml: str, year: int) -> Iterator[str]:
    """Lines for people; whatever was not understood is told."""
    said = "，".join(filter(None, (document.number, document.issued_on.isoformat() if document.issued_on else "")))
    yield f"文件：{document.title or '（没有认出标题）'}{f'（{said}）' if said else ''}，按 {year} 年拟"
    yield f"条目 {len(document.items)} 项，责任单位 {len(document.units)} 个：{'、'.join(document.units) or '（没有）'}"
    yield from _titles(document)
    yield from _proposed(proposal, yaml)
    yield from _doubts(document)


def _titles(document: Document) -> Iterator[str]:
    titles = {title.text: title for item in document.items for title in item.titles}
    if titles:
        publish = [one for one in titles.values() if one.published]
        explain = [one for one in titles.values() if not one.published and Ask.INTERPRET in one.asks]
        rest = len(titles) - len(publish) - len(explain)
        wanted = f"应发布 {len(publish)} 个，只要求解读 {len(explain)} 个"
        yield f"《》中的文件 {len(titles)} 个：{wanted}，仅引用、学习或宣传 {rest} 个（不作应发稿件）"


def _proposed(proposal: Proposal, yaml: str) -> Iterator[str]:
    sure = [entry for entry in proposal.of("expectations") if entry.sure is not Sure.LOW]
    low = len(proposal.of("expectations")) - len(sure)
    ticks = sum(len(duty.ticks) for duty in proposal.duties)
    wanted = f"应发稿件 {len(sure)} 项（另有 {low} 项把握低，已注释掉）"
    yield f"拟出：职责 {len(proposal.duties)} 项，{wanted}，人工确认 {ticks} 项"
    others = [f"{name} {count} 个" for section, name in _SAID.items() if (count := len(proposal.of(section)))]
    if others:
        yield f"      {'，'.join(others)}"
    if proposal.known:
        names = remark("、".join(dict.fromkeys(proposal.known)), 200)
        yield f"现有方案中已有、没有重复写入的 {len(proposal.known)} 项：{names}"
    yield f"需要人补全或核对的共 {yaml.count(MARK)} 处，请在文件中查找“{MARK}”"


def _doubts(document: Document) -> Iterator[str]:
    without = [item.number for item in document.items if not item.units]
    if without:
        yield f"没有找到责任单位的条目 {len(without)} 项：{remark('、'.join(without), 200)}"
    for item in document.items:
        if platforms := platforms_in(item.text):
            yield f"要点 {item.number} 提到{'、'.join(platforms)}：须在该平台上看，方案里按人工确认处理"
    yield from (f"请留意：{note}" for note in document.notes)
    yield from (
        f"请留意：要点 {item.number}，{note}"
        for item in document.items
        for note in item.notes
        if "重复" in note or "推定" in note
    )
    if document.aside:
        yield f"没有归入条目的文字 {len(document.aside)} 段（总体要求、附件、落款等），请看有无遗漏："
        yield from (f"  {remark(text, 60)}" for text in document.aside[:8])
        if len(document.aside) > 8:
            yield f"  另有 {len(document.aside) - 8} 段"
