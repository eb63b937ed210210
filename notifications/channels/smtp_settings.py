"""The mail server, as the environment sets it: XUNJIAN_SMTP_HOST and its companions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import parseaddr
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator

from inspection.errors import DeliveryError

PREFIX = "XUNJIAN_SMTP_"
_PORTS = {"starttls": 587, "tls": 465, "none": 25}
# What RFC 5321 allows of ASCII addresses, without quoted local parts and address literals.
_MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~\-]{1,64}@(?:[A-Za-z0-9\-]{1,63}\.)*[A-Za-z0-9\-]{1,63}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class SmtpSettings(BaseModel):
    """How mail is sent. Made of the environment handed to it, never of the process's own."""

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True, populate_by_name=True)

    host: str = Field(alias=f"{PREFIX}HOST", min_length=1, pattern=r"^[^\s/@]+$")
    tls: Literal["starttls", "tls", "none"] = Field(default="starttls", alias=f"{PREFIX}TLS")
    port: int = Field(default=0, alias=f"{PREFIX}PORT", ge=0, le=65535)  # 0: the usual one of `tls`
    user: str = Field(default="", alias=f"{PREFIX}USER")
    password: SecretStr = Field(default=SecretStr(""), alias=f"{PREFIX}PASSWORD")
    sender: str = Field(default="", alias=f"{PREFIX}FROM")
    ca: Path | None = Field(default=None, alias=f"{PREFIX}CA")

    @model_validator(mode="before")
    @classmethod
    def _usual(cls, given: Mapping[str, str]) -> dict[str, str]:
        """Empty is unset; port 465 means TLS from the first byte unless it is said otherwise."""
        said = {key: value.strip() for key, value in given.items() if key.startswith(PREFIX) and value.strip()}
        said = {key: value.lower() if key == f"{PREFIX}TLS" else value for key, value in said.items()}
        if f"{PREFIX}TLS" not in said and said.get(f"{PREFIX}PORT") == "465":
            said[f"{PREFIX}TLS"] = "tls"
        return said

    @property
    def at_port(self) -> int:
        """Where to connect."""
        return self.port or _PORTS[self.tls]

    @property
    def from_name(self) -> str:
        """What is shown before the sender's address; may be empty."""
        return parseaddr(self.sender)[0]

    @property
    def from_address(self) -> str:
        """The sender's mailbox: XUNJIAN_SMTP_FROM, or the user where it is an address."""
        return parseaddr(self.sender)[1] if self.sender else self.user


def is_mailbox(address: str) -> bool:
    """Whether mail can be addressed to it: ASCII, one @, nothing that could end a line or a bracket."""
    return len(address) <= 254 and _MAILBOX.fullmatch(address) is not None


def smtp_settings(environment: Mapping[str, str]) -> SmtpSettings:
    """The settings in `environment`. Raises DeliveryError (permanent) that names the variable to mend."""
    try:
        settings = SmtpSettings.model_validate(dict(environment))
    except ValidationError as error:
        first = error.errors()[0]
        variable = str(first["loc"][0]) if first["loc"] else f"{PREFIX}HOST"
        said = "没有设置环境变量" if first["type"] == "missing" else "写法不对，请检查环境变量"
        raise DeliveryError(f"{said} {variable}", permanent=True) from None
    if not is_mailbox(settings.from_address) or _CONTROL.search(settings.sender):
        said = "写法不对，请检查环境变量" if settings.sender else "没有设置环境变量"
        raise DeliveryError(f"{said} {PREFIX}FROM（发件人邮箱）", permanent=True)
    if settings.user and not settings.password.get_secret_value():
        raise DeliveryError(f"没有设置环境变量 {PREFIX}PASSWORD", permanent=True)
    return settings
