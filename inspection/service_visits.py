"""What looks at policies and at services' pages learnt: plain values, kept as the facts of visits."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import TypeAdapter

from inspection.plan import Plan
from inspection.visits import Visit


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """What a service's page on the platform showed. Times in seconds."""

    state: str = ""  # a value of inspection.service_pages.State
    names: tuple[str, ...] = ()  # what the page calls the service, surest first
    sure: bool = False  # the first of them stands where an item's name stands
    opened_in: float | None = None  # until it was there; None: it never was
    stalled: float = 0.0  # how long this machine itself kept the browser waiting meanwhile
    said: str = ""  # the words that show that it is no item: an error, a notice, a login
    hops: tuple[str, ...] = ()  # hosts on the way, the last one's included
    looks: int = 1


@dataclass(frozen=True, slots=True)
class ServiceLink:
    """One way from a policy's page to the platform."""

    url: str  # with the fragment where that is a script's route
    text: str = ""
    home: bool = False  # it leads to the platform's home page, to no item


@dataclass(frozen=True, slots=True)
class PolicyFacts:
    """Where a policy's page leads to be applied for."""

    links: tuple[ServiceLink, ...] = ()
    drawn: bool = False  # a browser looked, too: what scripts draw is among them
    presses: tuple[str, ...] = ()  # words of buttons that say 去办理, and not where they lead


_SERVICE = TypeAdapter(ServiceFacts)
_POLICY = TypeAdapter(PolicyFacts)


def service_facts(visit: Visit) -> ServiceFacts:
    """The facts of a service's page."""
    return _SERVICE.validate_python(dict(visit.facts))


def policy_facts(visit: Visit) -> PolicyFacts:
    """The facts of a policy's page."""
    return _POLICY.validate_python(dict(visit.facts))


def policy_columns(plan: Plan) -> tuple[str, ...]:
    """Columns whose policies must lead to the services that they name; none where the plan has no platform."""
    if plan.services is None:
        return ()
    return plan.services.policies or (plan.interpretation.policies if plan.interpretation else ())
