"""Two looks at one page: what may have been chance is looked at again, and what both show is kept. Pure."""

from __future__ import annotations

from dataclasses import replace

from inspection.visits import PageFacts, View

_LEAST = 20  # characters; a page with fewer, and without an image, seems blank


def seems_faulty(facts: PageFacts, view: View, paint_within: float, before: PageFacts | None) -> bool:
    """Whether another look is worth its time. What an earlier round saw just so (`before`) is no chance."""
    if _is_blank(facts) or (facts.paint is not None and facts.paint > paint_within):
        return True
    known = _errors(before) if before is not None else set()
    if _errors(facts) - known or set(facts.failed) - set(before.failed if before is not None else ()):
        return True
    return view is View.PHONE and _sticks_out(facts) and not (before is not None and _sticks_out(before))


def both(first: PageFacts, second: PageFacts) -> PageFacts:
    """What two looks come to: the better of both for speed, layout and what is shown, the common ones of errors."""
    shown = max(first, second, key=lambda one: (not _is_blank(one), one.text + one.images))
    laid = min(first, second, key=lambda one: max(one.scroll_width - one.width, 0))
    fast = min(first, second, key=lambda one: one.paint if one.paint is not None else float("inf"))
    common = _errors(second)
    return replace(
        first,
        text=shown.text,
        images=shown.images,
        controls=shown.controls,
        excerpt=shown.excerpt,
        inked=shown.inked,
        withheld=tuple(dict.fromkeys((*first.withheld, *second.withheld))),
        errors=tuple(one for one in first.errors if (one.message, one.source) in common),
        failed=tuple(url for url in first.failed if url in second.failed),
        paint=fast.paint,
        loaded=fast.loaded,
        stalled=fast.stalled,
        width=laid.width,
        scroll_width=laid.scroll_width,
        viewport_meta=laid.viewport_meta,
        wide=laid.wide,
        looks=first.looks + second.looks,
    )


def _is_blank(facts: PageFacts) -> bool:
    return facts.inked == 0 or (facts.text < _LEAST and facts.images == 0)


def _errors(facts: PageFacts) -> set[tuple[str, str]]:
    return {(one.message, one.source) for one in facts.errors}


def _sticks_out(facts: PageFacts) -> bool:
    return facts.scroll_width > facts.width + 1
