"""What the checks said against the truth: precision, recall, and what was left undecided."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from tests.services_blackbox.world import Policy

MISSING, BROKEN, WRONG = "missing-service-link", "broken-service-link", "wrong-service"


@dataclass
class Tally:
    """Counts of one check. `told`: each error in words."""

    hit: int = 0
    false: int = 0
    missed: int = 0
    undecided_fault: int = 0  # faults that were left undecided
    undecided_sound: int = 0
    quiet: int = 0  # sound, and nothing said
    told: list[str] = field(default_factory=list)

    def add(self, truth: str, fault: bool, doubt: bool, what: str) -> None:
        """One subject. `truth`: fault, sound."""
        if truth == "fault":
            self.hit += fault
            self.undecided_fault += doubt and not fault
            self.missed += not fault and not doubt
        else:
            self.false += fault
            self.undecided_sound += doubt and not fault
            self.quiet += not fault and not doubt
        if (truth == "fault") != fault:
            self.told.append(
                f"{'MISSED' if truth == 'fault' else 'FALSE' if fault else 'ok'}{'?' if doubt else ''} {what}"
            )

    @property
    def precision(self) -> float:
        """Of what was called a fault."""
        return self.hit / max(1, self.hit + self.false)

    @property
    def recall(self) -> float:
        """Of the faults that could be decided."""
        return self.hit / max(1, self.hit + self.missed)

    @property
    def strict(self) -> float:
        """Of all faults, the undecided counted as missed."""
        return self.hit / max(1, self.hit + self.missed + self.undecided_fault)

    def line(self) -> str:
        """For reading."""
        return (
            f"P {self.precision:.3f} R {self.recall:.3f} strict {self.strict:.3f} | hit {self.hit} false {self.false}"
            f" missed {self.missed} undecided: {self.undecided_fault} of faults, {self.undecided_sound} of sound; quiet {self.quiet}"  # noqa: E501
        )


Said = Collection[tuple[str, str]]


def weigh(tallies: dict[str, Tally], policies: list[Policy], base: str, faults: Said, doubts: Said, seed: int) -> None:
    """Add one round's answers, as pairs of check and subject."""
    for policy in policies:
        page = f"{base}/zcwj/{policy.key}.html"
        about = f"seed {seed} {policy.key} {policy.kind}: {policy.title} | {policy.text} | {policy.url}"
        if policy.missing != "either":
            said = (MISSING, page)
            tallies[MISSING].add(policy.missing, said in faults, said in doubts, about)
        if policy.link in ("", "either"):
            continue
        broken = (BROKEN, policy.url) in faults or ("broken-link", policy.url) in faults
        doubt = (BROKEN, policy.url) in doubts or ("broken-link", policy.url) in doubts
        tallies[BROKEN].add("fault" if policy.link == "broken" else "sound", broken, doubt, about)
        if policy.link != "broken":
            wrong = (WRONG, policy.url)
            tallies[WRONG].add(
                "fault" if policy.link == "wrong" else "sound", wrong in faults, wrong in doubts or doubt, about
            )
