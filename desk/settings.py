"""What the machine's environment says of the desk: where it listens, how long one stays signed in."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
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

    proxies: str = ""  # XUNJIAN_DESK_PROXIES: addresses whose X-Forwarded-For is believed, with commas between
    oidc_issuer: str | None = None  # XUNJIAN_DESK_OIDC_ISSUER: whose people may sign in, https://…
    oidc_client_id: str = ""  # XUNJIAN_DESK_OIDC_CLIENT_ID
    oidc_client_secret: SecretStr = SecretStr("")  # XUNJIAN_DESK_OIDC_CLIENT_SECRET
    oidc_role: Literal["reader", "none"] = "reader"  # XUNJIAN_DESK_OIDC_ROLE: of who is new; none: admins add people

    @property
    def trusted(self) -> list[str]:
        """The proxies, one by one."""
        return [one for part in self.proxies.split(",") if (one := part.strip())]

    @property
    def secure(self) -> bool:
        """Whether people come by https."""
        return self.url is not None and self.url.startswith("https://")

    @field_validator("listen")
    @classmethod
    def _is_address(cls, listen: str) -> str:
        if address_of(listen) is None:
            raise ValueError("请写监听地址，如 127.0.0.1:8720")
        return listen

    @field_validator("url")
    @classmethod
    def _is_web_address(cls, url: str | None) -> str | None:
        if url is None:
            return None
        parts = urlsplit(url.rstrip("/"))
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("请写 http:// 或 https:// 开头的地址")
        if parts.path or parts.query or parts.fragment or parts.username:
            raise ValueError("只写到主机名和端口，如 https://xunjian.example.gov.cn，后面不要带路径")
        port = "" if parts.port in (None, {"http": 80, "https": 443}[parts.scheme]) else f":{parts.port}"
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        return f"{parts.scheme}://{host}{port}"  # as browsers write an origin

    @field_validator("proxies")
    @classmethod
    def _are_addresses(cls, proxies: str) -> str:
        for part in proxies.split(","):
            try:
                ip_network(part.strip() or "127.0.0.1", strict=False)
            except ValueError as error:
                raise ValueError(f"“{part.strip()}”不是 IP 地址或网段，请写成 10.0.0.2 或 10.0.0.0/24") from error
        return proxies

    @model_validator(mode="after")
    def _knows_its_issuer(self) -> DeskSettings:
        if self.oidc_issuer is None:
            return self
        if not self.oidc_issuer.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            raise ValueError("XUNJIAN_DESK_OIDC_ISSUER 须以 https:// 开头")
        if not self.oidc_client_id:
            raise ValueError("写了 XUNJIAN_DESK_OIDC_ISSUER，还须写 XUNJIAN_DESK_OIDC_CLIENT_ID")
        return self
