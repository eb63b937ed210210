"""Pages that stand in for a site: the services that put them up, as their markup shows."""

from __future__ import annotations

import re

from inspection.domains import domain_of

_SERVICES = re.compile(
    r"sedoparking\.com|sedo\.com/(?:search/details|checkout)|parkingcrew\.net|bodis\.com|bodiscdn|parklogic\.com"
    r"|above\.com/(?:marketplace|buy)|domainsponsor|skenzo\.com|hugedomains\.com/domain_profile|afternic\.com/forsale"
    r"|dan\.com/(?:buy-domain|domain)|undeveloped\.com/buy|domainmarket\.com/buynow|uniregistry\.com/buy-domains?"
    r"|parking-lander|parkingPageBridge|/caf/js|adsense/domains/caf\.js|window\.park\s*=|\bdomain_?parking\b"
    r"|namebright\.com|dsparking|parkweb|whypark|domcollect|fabulous\.com|smartname\.com|trafficz"
    r"|ename\.(?:com|net)/(?:domain|auction)|4\.cn/(?:buydomain|domain)|22\.cn/(?:jiaoyi|domain|ykj)|juming\.com/t?/?\d*"
    r"|mi\.aliyun\.com|dp\.22\.cn|domain\.22\.cn|parking\.(?:ename|22|juming|xinnet|dnspod|zgsj|west)|am\.22\.cn|yumi\.com/",
    re.I,
)
_SHELL = re.compile(r"location(?:\.href)?\s*=\s*[\"']/lander\b|LANDER_SYSTEM|window\.LANDER", re.I)
_MOST = 60_000


def services(text: str) -> tuple[str, ...]:
    """Marks of services that park domains, as they stand in the raw markup: at most three."""
    head = text[:_MOST]
    found = dict.fromkeys(match[0].lower() for match in _SERVICES.finditer(head))
    if _SHELL.search(head):
        found["lander"] = None
    return tuple(found)[:3]


def sells_itself(host: str, text: str) -> bool:
    """Whether a page says of its own domain, by name, that it is for sale or parked. `text` in its normal form."""
    name = re.escape(domain_of(host))
    offered = rf"{name}\W{{0,8}}(?:is |is now |may be |域名)?(?:available for purchase|for sale|parked|出售|转让|停放)"
    offer = rf"(?:域名|domain)\W{{0,6}}(?:出售|转让|for sale|parked)\W{{0,8}}{name}"
    return "." in name and re.search(f"{offered}|{offer}", text[:_MOST]) is not None


def names_itself(host: str, *texts: str) -> bool:
    """Whether a page names its own domain in its title or text, as pages for sale do."""
    name = domain_of(host)
    return "." in name and any(name in text for text in texts)
