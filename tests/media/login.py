"""Logins that expire and are renewed, over rounds of today: who is asked, who is told, where secrets stay."""

from __future__ import annotations

import json
import random
import sys
from datetime import datetime, timedelta
from pathlib import Path

from tests.media.hosts import Answer, Asked, as_json
from tests.media.office import Office
from tests.media.people import SHANGHAI, Account, Post, Source, number
from tests.media.play import command, leaks, open_office, raised, write_plan
from tests.media.portal import Notice
from tests.media.topics import routine
from tests.media.truth import Truth

ALERTS = {
    "channels": {"desk": {"webhook": {"url": "http://hook.example.org/in"}}},
    "routes": [{"units": "*", "to": ["desk"]}],
    "group_wait": "0s", "group_interval": "0s", "repeat": "3d",
}  # fmt: skip
UNITS = [{"name": "传媒中心", "contacts": [{"name": "值班编辑", "email": "desk@example.org"}]}]


def office(now: datetime) -> Office:
    """Three accounts, each by the one login that it has."""
    rng, accounts = random.Random(5), []
    for which, (platform, kind, fault) in enumerate(
        [("wechat", "api", "secret"), ("weibo", "api", "expired"), ("weibo", "uid", "cookie")]
    ):
        posts = []
        for serial in range(12):
            title, lines = routine(rng, serial + 20 * which)
            posts.append(Post(title, now - timedelta(days=2 * serial + 1, hours=2), lines, grouped=False))
        account = Account(
            f"甲市民政{which}", platform, posts, [Source(kind, fault, secret=f"s3cr3t-login-{which}-zzz")]
        )
        account.uid, account.biz, account.app_id = f"19000000{which}0", "MzA3NTIwOTk0NQ==", f"wx00000000000000{which}a"
        number(rng, account)
        accounts.append(account)
    notices = [Notice("tzgg", "关于春节值班的通知", now - timedelta(days=5), ["值班安排。"], number=9)]
    return Office(0, now, accounts, notices, [], Truth())


def main() -> None:
    stage = raised()
    now = datetime.now(SHANGHAI)
    made = office(now)
    open_office(stage, made)
    told: list[dict[str, object]] = []

    def hook(asked: Asked) -> Answer:
        told.append(json.loads(asked.body))
        return as_json({"ok": True})

    stage.sites["hook.example.org"] = hook
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    stale = write_plan(made, folder, alerts=ALERTS, units=UNITS)
    good = {name: value.replace("stale-", "") for name, value in stale.items()}
    good["OFFICE_2_UID"] = f"SUB={made.accounts[2].sources[0].secret}; _T_WM=1"
    for source in (one for a in made.accounts for one in a.sources):
        source.fault = "" if source.fault == "secret" else source.fault
    for name, env in [
        ("good", good),
        ("expired-1", stale),
        ("expired-2", stale),
        ("expired-3", stale),
        ("renewed", good),
    ]:
        before, heard = len(stage.log), len(told)
        ended = command(
            folder, env, "inspect", str(folder / "plan.yaml"), "--quiet", "--report", str(folder / f"{name}.json")
        )
        (folder / f"{name}.out").write_bytes(ended.stdout + ended.stderr)
        sent = command(folder, env, "alerts", "send", str(folder / "plan.yaml"))
        (folder / f"{name}.sent").write_bytes(sent.stdout + sent.stderr)
        report = json.loads((folder / f"{name}.json").read_bytes())
        asked = [one for one in stage.log[before:] if one.host in ("api.weixin.qq.com", "api.weibo.com", "m.weibo.cn")]
        print(json.dumps({
            "round": name, "status": ended.returncode, "sent": sent.returncode,
            "asked": {host: sum(one.host == host for one in asked) for host in sorted({a.host for a in asked})},
            "findings": [[f["check"], f["subject"], f["title"]] for f in report["findings"]],
            "undecided": [[u["check"], u["subject"], u["reason"]] for u in report["undecided"]],
            "told": told[heard:],
        }, ensure_ascii=False), flush=True)  # fmt: skip
    print(json.dumps({"leaks": leaks(folder, made)}))


if __name__ == "__main__":
    main()
