"""One fetch policy for sweep and spiders: limits, politeness, name, address guard. Made from the plan."""

from __future__ import annotations

import ssl
from dataclasses import dataclass

from inspection.plan import Plan

USER_AGENT = "Mozilla/5.0 (compatible; Xunjian/0.1; government portal inspection)"
ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
MAX_REDIRECTS = 20  # as browsers
MAX_FOREIGN_BYTES = 262_144  # of an off-site page: enough to see whether it says that it does not exist


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """Limits of one round. Times in seconds, sizes in bytes of unpacked body."""

    user_agent: str = USER_AGENT
    timeout: float = 15.0  # one answer, whole
    max_bytes: int = 4 * 1024 * 1024
    concurrency: int = 8  # in flight per host
    delay: float = 0.25  # between two requests to one host
    allow_private_hosts: bool = False
    verify_certificates: bool = False
    obey_robots: bool = True
    retry_after: float = 2.0
    looks: int = 3

    @classmethod
    def of(cls, plan: Plan) -> FetchPolicy:
        """The policy that a plan states."""
        crawl = plan.crawl
        return cls(
            user_agent=crawl.user_agent or USER_AGENT,
            timeout=crawl.timeout.total_seconds(),
            max_bytes=crawl.max_bytes,
            concurrency=crawl.concurrency,
            delay=crawl.delay,
            allow_private_hosts=plan.site.allow_private_hosts,
            verify_certificates=crawl.verify_certificates,
            obey_robots=not plan.site.owned,
            retry_after=crawl.retry_after.total_seconds(),
            looks=crawl.looks,
        )

    @property
    def headers(self) -> dict[str, str]:
        """Headers of every request."""
        return {
            "User-Agent": self.user_agent,
            "Accept": ACCEPT,
            "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        }


def tls_context(*, verify: bool) -> ssl.SSLContext:
    """A TLS context that old government servers can speak to: TLS 1.0, weak ciphers, legacy renegotiation."""
    context = ssl.create_default_context()
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.options |= 0x4  # SSL_OP_LEGACY_SERVER_CONNECT; named in the ssl module only from Python 3.12
    context.options |= getattr(ssl, "OP_IGNORE_UNEXPECTED_EOF", 0)
    return context
