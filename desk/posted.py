"""A form that was sent, read before a synchronous view begins."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, HTTPException, Request
from starlette.datastructures import UploadFile

MOST_FIELDS = 2100  # 500 issues, each with its version, twice over
_LONGEST = 4 * 1024 * 1024  # bytes of one field: a plan of 1 MB, as a form writes it


class Posted:
    """Its fields: texts, in the order in which they came."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self.pairs = pairs

    def one(self, key: str) -> str:
        """The last value of that name; empty where there is none."""
        return next((value for name, value in reversed(self.pairs) if name == key), "")

    def all(self, key: str) -> list[str]:
        """Every value of that name."""
        return [value for name, value in self.pairs if name == key]

    def mapping(self) -> dict[str, str]:
        """The last value of each name."""
        return dict(self.pairs)


async def _posted(request: Request) -> Posted:
    try:
        form = await request.form(max_fields=MOST_FIELDS, max_files=0, max_part_size=_LONGEST)
    except HTTPException as wrong:
        raise HTTPException(400, "提交的内容太多或无法识别，请减少选中的数量后重试") from wrong
    return Posted([(key, value) for key, value in form.multi_items() if not isinstance(value, UploadFile)])


TheForm = Annotated[Posted, Depends(_posted)]
