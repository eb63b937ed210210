"""What every noun of the plan is made of: the frozen base, and scalars that are read strictly."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StringConstraints,
    field_validator,
)

from inspection.addresses import host_of, normalise

# Nobody sees these, and they would end up on terminals and in messages; no database holds all of them.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Noun(BaseModel):
    """Frozen; a key that is not known is a mistake, and so is a character that nobody can see."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @field_validator("*", mode="before")
    @classmethod
    def _legible(cls, value: object) -> object:
        for text in value if isinstance(value, list | tuple | dict) else [value]:
            if isinstance(text, str) and _UNSEEN.search(text.strip()):
                raise ValueError("含有看不见的控制字符，请删去后重新输入")
        return value


def parse_http(value: str) -> str:
    """An absolute http(s) address, as written. Raises ValueError with a Chinese sentence."""
    if not value.lower().startswith(("http://", "https://")) or normalise(value) is None:
        raise ValueError(f"“{value}”不是网址，请写 http:// 或 https:// 开头的完整地址")
    return value


def parse_host(value: str) -> str:
    """A host name, with a port where it has one. Raises ValueError with a Chinese sentence."""
    address = normalise(f"http://{value}/")
    if address is None or any(mark in value for mark in "/?#@ ") or not host_of(address):
        raise ValueError(f"“{value}”不是主机名，请只写域名（可带端口），如 mzj.sh.gov.cn")
    return value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Flag = StrictBool
Count = Annotated[int, Field(strict=True)]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
HttpAddress = Annotated[
    Text, AfterValidator(parse_http), Field(json_schema_extra={"pattern": "^[Hh][Tt][Tt][Pp][Ss]?://"})
]
Host = Annotated[Text, AfterValidator(parse_host), Field(json_schema_extra={"pattern": "^[^/?#@ ]+$"})]
EnvName = Annotated[Text, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$", examples=["WECOM_OFFICE_KEY"])]


def _listed(value: Any) -> Any:
    if isinstance(value, str):
        raise ValueError(f"这里应是列表，请写成 [{value}]")  # noqa: TRY004, pydantic reports ValueError
    return value


Words = Annotated[tuple[Text, ...], BeforeValidator(_listed)]
SomeWords = Annotated[tuple[Text, ...], Field(min_length=1), BeforeValidator(_listed)]
