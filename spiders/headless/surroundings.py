"""As whom the browser goes to a site: name, language, clock, window; what is kept from one task to another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from inspection.addresses import host_of
from inspection.plan import Plan
from spiders.headless.tasks import Kind, Task
from spiders.policy import FetchPolicy

DESK = (1440, 900)
PHONE_HEIGHT = 844
# What reads a site goes there as one visitor; what measures it, each time as one who has never been there.
_SHARED = frozenset({Kind.CLEAR, Kind.LIST, Kind.ARTICLE})


class Surroundings:
    """Of one round."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._policy = FetchPolicy.of(plan)
        self._number = 0

    def context_of(self, task: Task) -> str:
        """The name of the browser context in which the task's page is opened."""
        if self.is_shared(task):
            return "shared-phone" if task.phone else "shared"
        self._number += 1
        return f"own-{self._number}"

    def is_shared(self, task: Task) -> bool:
        """Whether cookies and storage are those of earlier tasks, and are left to later ones."""
        return task.kind in _SHARED

    def kwargs_of(self, task: Task) -> dict[str, Any]:
        """As Playwright's `new_context` takes them."""
        agent = self._policy.user_agent
        width, height = (self._plan.browser.phone_width, PHONE_HEIGHT) if task.phone else DESK
        phone: dict[str, Any] = {"is_mobile": True, "has_touch": True, "device_scale_factor": 2} if task.phone else {}
        return {
            "user_agent": f"{agent} Android Mobile" if task.phone else agent,
            "viewport": {"width": width, "height": height},
            "locale": "zh-CN",
            "timezone_id": self._plan.timezone,
            "extra_http_headers": {"Accept-Language": self._policy.headers["Accept-Language"]},
            "ignore_https_errors": not self._policy.verify_certificates,
            "accept_downloads": False,
            "service_workers": "block",
            "permissions": [],
            **phone,
        }

    def cookies_of(self, task: Task) -> list[dict[str, Any]]:
        """Those that the task brings along (`options: cookies`, names and values), for its address's host."""
        given = task.options.get("cookies")
        if not isinstance(given, Mapping):
            return []
        parts = urlsplit(task.url)
        where = f"{parts.scheme}://{parts.netloc}/"
        return [{"name": str(name), "value": str(value), "url": where} for name, value in given.items()]

    def heeds_robots(self, url: str) -> bool:
        """As the sweep: on the inspected hosts; elsewhere one address is opened once, as a visitor would."""
        return self._policy.obey_robots and host_of(url) in self._plan.site.inspected_hosts
