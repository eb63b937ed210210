"""What the machine's environment says of the service: where it listens, what it logs, how long things are kept."""

from __future__ import annotations

import socket
from typing import Annotated, Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from inspection.durations import Duration


def address_of(listen: str) -> tuple[str, int] | None:
    """Host and port of `127.0.0.1:8710`, `[::1]:8710`, `:8710` (all addresses); None for `off`.

    Raises ValueError in Chinese.
    """
    text = listen.strip()
    if text.lower() in {"off", ""}:
        return None
    host, colon, port = text.rpartition(":")
    if not colon or not port.isascii() or not port.isdigit() or not 0 <= int(port) <= 65535:
        raise ValueError(f"“{listen}”不是地址，请写成 127.0.0.1:8710，或 off")
    return host.strip("[]") or "0.0.0.0", int(port)  # noqa: S104 (who writes no host wants all)


class ServiceSettings(BaseSettings):
    """Each field is the environment variable XUNJIAN_ and its name in capitals; docs/operations.md lists them."""

    model_config = SettingsConfigDict(env_prefix="XUNJIAN_", extra="ignore", frozen=True, env_ignore_empty=True)

    listen: str = "127.0.0.1:8710"  # XUNJIAN_LISTEN: address of /healthz and /metrics; "off" for none
    ping_url: str | None = None  # XUNJIAN_PING_URL: asked after each sound turn of the service; silence is the alarm
    ping_every: Duration = Field(default="5m", validate_default=True)  # XUNJIAN_PING_EVERY
    log_level: Literal["debug", "info", "warning", "error"] = "info"  # XUNJIAN_LOG_LEVEL
    log_format: Literal["auto", "json", "text"] = "auto"  # XUNJIAN_LOG_FORMAT; auto: text on a terminal, else JSON
    rounds_at_once: Annotated[int, Field(ge=1, le=64)] = 2  # XUNJIAN_ROUNDS_AT_ONCE: sites inspected side by side
    vantage: str = Field(default_factory=socket.gethostname, min_length=1)  # XUNJIAN_VANTAGE: who probes availability
    # What is kept, and how long; 0d keeps for ever. The newest rounds of each kind, and what open issues show, stay.
    keep_rounds: Duration = Field(default="90d", validate_default=True)  # XUNJIAN_KEEP_ROUNDS: rounds with their pages
    keep_evidence: Duration = Field(default="365d", validate_default=True)  # XUNJIAN_KEEP_EVIDENCE: of kept rounds
    keep_evidence_gb: Annotated[float, Field(ge=0)] = 0  # XUNJIAN_KEEP_EVIDENCE_GB: most gigabytes; 0: no limit
    keep_messages: Duration = Field(default="730d", validate_default=True)  # XUNJIAN_KEEP_MESSAGES
    keep_availability: Duration = Field(default="400d", validate_default=True)  # XUNJIAN_KEEP_AVAILABILITY

    @field_validator("listen")
    @classmethod
    def _is_address(cls, listen: str) -> str:
        address_of(listen)
        return listen

    @field_validator("ping_url")
    @classmethod
    def _is_web_address(cls, url: str | None) -> str | None:
        if url is not None and not url.startswith(("http://", "https://")):
            raise ValueError("请写 http:// 或 https:// 开头的地址")  # without its value: it may hold a key
        return url
