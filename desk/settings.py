"""What the machine's environment says of the desk: where it listens, how long one stays signed in."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from inspection.durations import Duration
from schedulers.settings import address_of


class DeskSettings(BaseSettings):
    """Each field is the environment variable XUNJIAN_DESK_ and its name in capitals; docs/operations.md lists them."""

    model_config = SettingsConfigDict(env_prefix="XUNJIAN_DESK_", extra="ignore", frozen=True, env_ignore_empty=True)

    listen: str = "127.0.0.1:8720"  # XUNJIAN_DESK_LISTEN: where the desk answers
    url: str | None = None  # XUNJIAN_DESK_URL: as people open it, https://…; None: as the browser names it
    idle: Duration = Field(default="12h", validate_default=True)  # XUNJIAN_DESK_IDLE: signed out after so long unseen
    longest: Duration = Field(default="7d", validate_default=True)  # XUNJIAN_DESK_LONGEST: a session at the longest
    tries: Annotated[int, Field(ge=1, le=1000)] = 5  # XUNJIAN_DESK_TRIES: failed sign-ins a quarter of an hour

    @field_validator("listen")
    @classmethod
    def _is_address(cls, listen: str) -> str:
        if address_of(listen) is None:
            raise ValueError("请写监听地址，如 127.0.0.1:8720")
        return listen

    @field_validator("url")
    @classmethod
    def _is_web_address(cls, url: str | None) -> str | None:
        if url is not None and not url.startswith(("http://", "https://")):
            raise ValueError("请写 http:// 或 https:// 开头的地址")
        return None if url is None else url.rstrip("/")
