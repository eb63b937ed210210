"""What nobody looks at is never called clear."""

from __future__ import annotations

import pytest

from inspection.plan import Plan
from inspection.scoring.watching import unwatched


@pytest.mark.parametrize(("kind", "blind"), [("信息公开", True), ("办事", False)])
def test_the_guide_to_disclosure_says_nothing_of_services(kind: str, blind: bool) -> None:
    site = {"name": "某局", "home": "https://example.gov.cn/"}
    plan = Plan.model_validate({"site": site, "guides": [{"name": "指南", "url": "/zn/", "kind": kind}]})

    assert ("incomplete-guide" in unwatched(plan, ["incomplete-guide"], [], kind="full")) is blind
