"""A small site whose issues live and are told of: the memory that the stages of telling need, kept in dictionaries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from inspection.answering import answering, due_at
from inspection.calendar import Workdays
from inspection.findings import Finding, Severity, fingerprint
from inspection.issue import Act, Deed, Gone, Issue, Look, RefusedError, Seen, State, Tick
from inspection.lifecycle import advance, opened
from inspection.plan import Plan
from inspection.telling import Decision, Kind, Message, Post, Telling
from notifications.situation import SiteLook, Situation, Stood, Told
from notifications.telling import decide

ZONE = ZoneInfo("Asia/Shanghai")
TUESDAY = datetime(2025, 3, 25, 10, 0, tzinfo=ZONE)
TELLING = (Kind.NEW, Kind.REMINDER, Kind.ESCALATION)
PEOPLE = {"contacts": [{"name": "值班编辑", "slack": "U1"}], "leader": {"name": "值班领导", "slack": "U2"}}


def make_plan(issues=None, units=None, **alerts):
    """A plan with two units, two columns and two channels, of which `slack` takes errors only."""
    given = {
        "channels": {
            "slack": {"slack": {"channel": "#x"}},
            "wecom": {"wecom": {"key_env": "K"}},
            "boss": {"email": {"to": ["boss@example.org"]}},
        },
        "routes": [{"to": ["wecom"]}, {"severity": "error", "to": ["slack", "wecom"]}],
    } | alerts
    return Plan.model_validate(
        {
            "site": {"name": "站", "home": "https://h.gov.cn/"},
            "units": units or [{"name": "办公室"} | PEOPLE, {"name": "宣传处"} | PEOPLE],
            "columns": [
                {"name": "通知公告", "url": "/tzgg/", "kind": "通知公告", "unit": "办公室"},
                {"name": "工作动态", "url": "/gzdt/", "kind": "动态要闻", "unit": "宣传处"},
            ],
            "issues": issues or {},
            "alerts": given,
        }
    )


def make_issue(number=1, **more):
    """A dead link of 通知公告, seen on Tuesday at ten, due in a week; anything may be said otherwise."""
    given = {
        "site": "站",
        "fingerprint": f"v1:{number}",
        "check": "broken-link",
        "subject": f"https://h.gov.cn/{number}.doc",
        "title": f"附件“{number}”打不开",
        "severity": Severity.ERROR,
        "basis": "工作惯例",
        "opened_at": TUESDAY,
        "seen_at": TUESDAY,
        "looked_at": TUESDAY,
        "state": State.CONFIRMED,
        "id": number,
        "unit": "办公室",
        "column": "通知公告",
        "due_at": TUESDAY + timedelta(days=7),
        "evidence": {"reason": "http-404", "link_count": 1},
    }
    return Issue(**given | more)


def make_finding(number, severity=Severity.ERROR):
    """One of the faults that this site can have: greater ones silence lesser ones."""
    facts = {"column": "通知公告", "unit": "办公室", "evidence": {"reason": "http-404", "link_count": number}}
    check, subject = "broken-link", f"https://h.gov.cn/{number}.doc"
    if number == 0:
        check, subject, severity, facts = "site-down", "站", Severity.CRITICAL, {}
    elif number == 1:
        subject = "https://h.gov.cn/gzdt/"
    elif number == 2:
        check, subject, facts = "stale-column", "工作动态", {"column": "工作动态", "unit": "宣传处"}
    elif number in (3, 4, 5, 6):
        subject = f"https://silent.example/{number}"
        facts = {"column": "工作动态", "unit": "宣传处", "evidence": {"reason": "timeout", "link_count": number}}
    identity = fingerprint("站", check, subject)
    return Finding(check, severity, subject, f"问题 {number}", "惯例", identity, **facts)


@dataclass
class World:
    """Drives `decide` as the program does: each event and each tick is one pass, whose outcome is kept."""

    plan: Plan
    now: datetime = TUESDAY
    delivers: bool = True  # whether messages leave the outbox at once
    issues: dict[str, Issue] = field(default_factory=dict)
    tellings: dict[tuple[int, str], Telling] = field(default_factory=dict)
    posts: dict[tuple[str, str], Post] = field(default_factory=dict)
    queued: list[Message] = field(default_factory=list)
    look: SiteLook | None = None
    decisions: list[Decision] = field(default_factory=list)
    sent: list[Message] = field(default_factory=list)  # all that was made and not withdrawn
    passes: list[Told] = field(default_factory=list)
    watch: Callable[[Told, dict], None] | None = None  # is shown each pass and the tellings before it
    numbers: count = field(default_factory=lambda: count(1))

    def unsettled(self):
        told = {number for (number, _), t in self.tellings.items() if t.told_at and not t.over_at}
        waiting = {number for (number, _), t in self.tellings.items() if t.waiting_since}
        return [issue for issue in self.issues.values() if issue.alive or issue.id in told | waiting]

    def situation(self):
        issues = self.unsettled()
        ids = {issue.id for issue in issues}
        known = {key: telling for key, telling in self.tellings.items() if key[0] in ids}
        return Situation(
            self.plan,
            Workdays(),
            issues,
            known,
            self.now,
            lambda: f"m{next(self.numbers):06}",
            dict(self.posts),
            list(self.queued),
            self.look,
        )

    def run(self):
        """One pass; what comes of it is kept."""
        told = decide(self.situation())
        self.passes.append(told)
        if self.watch:
            self.watch(told, dict(self.tellings))
        withdrawn = {number for number, _ in told.withdraw}
        assert withdrawn <= {message.id for message in self.queued}
        self.queued = [message for message in self.queued if message.id not in withdrawn] + list(told.messages)
        self.sent = [message for message in self.sent if message.id not in withdrawn] + list(told.messages)
        self.decisions += told.decisions
        self.tellings |= {(telling.issue, telling.channel): telling for telling in told.tellings}
        if self.delivers:
            self.deliver()
        return told

    def deliver(self):
        """Everything in the outbox is sent; Slack's first message of a group becomes its post."""
        for message in self.queued:
            if message.channel == "slack" and message.kind in TELLING:
                key = message.channel, message.group
                self.posts.setdefault(key, Post("站", *key, message.id, self.now))
        self.queued = []

    def later(self, **span):
        """Time passes, then one pass."""
        self.now += timedelta(**span)
        self.wake()
        return self.run()

    def wake(self):
        self.issues = {key: advance(issue, Tick(self.now))[0] for key, issue in self.issues.items()}

    def round(self, findings, *, complete=True, seen=Stood.ANSWERED):
        """A round that found exactly these, in one pass; a blind one finds nothing and moves nothing."""
        look = Look(f"r{len(self.passes)}", self.now, self.now)
        self.look = SiteLook(look.round, look.at, look.began_at, complete, seen)
        found = {finding.fingerprint: finding for finding in findings}
        for key, finding in found.items():
            due = due_at(finding.severity, self.plan, Workdays(), self.now)
            event = Seen(look, finding, answering(finding, self.plan, due))
            if key in self.issues:
                self.issues[key] = advance(self.issues[key], event)[0]
            else:
                self.issues[key] = replace(opened("站", event)[0], id=len(self.issues) + 1)
        if complete and seen is Stood.ANSWERED:
            for key in self.issues.keys() - found.keys():
                self.issues[key] = advance(self.issues[key], Gone(look))[0]
        return self.run()

    def act(self, number, act, **more):
        """A person's deed; one that the state refuses is passed over."""
        key = next((key for key, issue in self.issues.items() if issue.id == number), None)
        if key is None:
            return None
        more |= {"until": self.now + timedelta(hours=5)} if act is Act.MUTE else {}
        deed = Deed(act, "值班编辑", self.now, self.now, why="已核实", **more)
        try:
            self.issues[key] = advance(self.issues[key], deed)[0]
        except RefusedError:
            return None
        return self.run()

    def told_of(self, number, *kinds):
        """The messages about one issue."""
        return [m for m in self.sent if number in m.issues and m.kind in (kinds or TELLING)]


def held(world, number=1, channel="wecom"):
    """The stage that holds an issue back on a channel, and its reason."""
    telling = world.tellings[number, channel]
    return telling.stage, telling.reason


def put(world, *issues):
    """The same world, with exactly these issues."""
    world.issues = {issue.fingerprint: issue for issue in issues}
    return world
