"""The machine's settings, as the commands that serve read them."""

from __future__ import annotations

from pydantic import ValidationError

from inspection.plan_mistakes import tell
from schedulers.settings import ServiceSettings
from xunjian.failure import fail


def service_settings() -> ServiceSettings:
    """What the environment says. Ends the command with one Chinese line for each setting that is wrong."""
    try:
        return ServiceSettings()
    except ValidationError as error:
        fail("\n".join(_said(str(one["loc"][0]), *tell(one, one["loc"])) for one in error.errors()))


def _said(name: str, message: str, mend: str) -> str:
    return f"环境变量 XUNJIAN_{name.upper()}：{message}" + (f"，{mend}" if mend else "")
