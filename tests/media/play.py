"""Plays offices in a network of their own: opens the stage, runs `xunjian` as a user does, prints the score as JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.media.certificate import trusted
from tests.media.feeds import Feeds, write_export
from tests.media.hosts import Stage
from tests.media.office import Office, draw
from tests.media.people import SHANGHAI, Account, Source
from tests.media.portal import HOME, HOST, Portal
from tests.media.truth import EXPIRED
from tests.media.wechat import Api, Pages
from tests.media.weibo import Mobile, OpenApi

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("mp.weixin.qq.com", "api.weixin.qq.com", "m.weibo.cn", "weibo.com", "api.weibo.com", "feeds.example.org", HOST,
         "visitor.passport.weibo.cn", "hook.example.org")  # fmt: skip


def settle() -> None:
    """Loopback up, the platforms' names on it; only ever in a network and mount namespace of our own."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    with tempfile.NamedTemporaryFile("w", suffix=".hosts", delete=False) as names:
        names.write("127.0.0.1 localhost " + " ".join(NAMES) + "\n")
    subprocess.run(["mount", "--bind", names.name, "/etc/hosts"], check=True)


def raised() -> Stage:
    """The stage, with a certificate that commands trust."""
    settle()
    context, store = trusted(NAMES, Path(tempfile.mkdtemp()))
    os.environ["SSL_CERT_FILE"] = str(store)
    stage = Stage()
    stage.open(context)
    return stage


def source_of(
    account: Account, source: Source, place: int, folder: Path, now: datetime
) -> tuple[dict[str, Any], dict[str, str]]:
    """The source as the plan writes it, and the environment it needs."""
    variable = f"OFFICE_{place}_{source.kind.upper()}"
    env = {} if source.fault == "unset" else {variable: ("stale-" if source.fault in EXPIRED else "") + source.secret}
    old = source.secret[::-1]
    given: dict[str, Any] = {"pace": 0}
    match (account.platform, source.kind):
        case (_, "feed") if source.fault == "unset" or place % 2:
            given["feed_env"] = variable
            if env:
                env[variable] = f"http://feeds.example.org/key-{source.secret}/{place}"
        case (_, "feed"):
            given["feed"] = f"http://feeds.example.org/{account.platform}/{place}"
            env = {}
        case ("wechat", "api"):
            given["wechat_api"] = {"app_id": account.app_id, "secret_env": variable}
        case ("wechat", "album"):
            given["wechat_album"] = (
                f"https://mp.weixin.qq.com/mp/appmsgalbum?__biz={account.biz}&action=getalbum&album_id={account.album}"
            )
        case ("wechat", "export"):
            given = {"export": write_export(account, source, folder, now)}
        case ("weibo", "api"):
            given["weibo_api"] = {"uid": account.uid, "token_env": variable}
        case ("weibo", "uid"):
            given["weibo_uid"] = account.uid
            if source.fault == "cookie":
                given["cookie_env"] = variable
                env[variable] = f"SUB=old-{old}; _T_WM=1"
    return given, env


def write_plan(office: Office, folder: Path, **more: Any) -> dict[str, str]:
    """plan.yaml (JSON is YAML); returns the environment."""
    env: dict[str, str] = {}
    accounts = []
    for place, account in enumerate(office.accounts):
        sources = []
        for source in account.sources:
            given, needs = source_of(account, source, place, folder, office.now)
            sources.append(given)
            env |= needs
        entry: dict[str, Any] = {"name": account.name, "platform": account.platform, "source": sources}
        if account.originality:
            entry["originality"] = {"share": account.originality, "within": "60d", "least": 5}
        if account.replying:
            entry["replying"] = {"within": "3 workdays"}
        accounts.append(entry)
    plan = {
        "site": {"name": "甲市民政局", "home": HOME, "allow_private_hosts": True},
        "crawl": {"delay": 0, "retry_after": "0.05s", "timeout": "4s"},
        "columns": [
            {"name": "通知公告", "url": "/tzgg/", "kind": "通知公告"},
            {"name": "政策文件", "url": "/zcwj/", "kind": "政策文件"},
            {"name": "政策解读", "url": "/zcjd/", "kind": "政策解读"},
        ],
        "accounts": accounts,
        "crossposts": office.crossposts,
        **more,
    }
    (folder / "plan.yaml").write_text(json.dumps(plan, ensure_ascii=False, indent=1), encoding="utf-8")
    return env


def command(
    folder: Path, env: dict[str, str], *arguments: str, within: float = 900
) -> subprocess.CompletedProcess[bytes]:
    base = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy") and not k.startswith("XUNJIAN")}
    base |= {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "data"), "PYTHONPATH": ""} | env
    return subprocess.run([sys.executable, "-m", "xunjian", *arguments], cwd=ROOT, env=base, capture_output=True,
                          timeout=within, stdin=subprocess.DEVNULL, check=False)  # fmt: skip


def inspect(folder: Path, env: dict[str, str], now: datetime, name: str = "report") -> dict[str, Any]:
    ended = command(folder, env, "inspect", str(folder / "plan.yaml"), "--as-of", f"{now:%Y-%m-%dT%H:%M:%S}", "--quiet",
                    "--report", str(folder / f"{name}.json"), "--html", str(folder / f"{name}.html"))  # fmt: skip
    (folder / f"{name}.out").write_bytes(ended.stdout + ended.stderr)
    found = folder / f"{name}.json"
    report: dict[str, Any] = json.loads(found.read_bytes()) if found.exists() else {}
    report["status"] = ended.returncode
    if not found.exists():
        report["output"] = (ended.stdout + ended.stderr).decode(errors="replace")[-3000:]
    return report


def open_office(stage: Stage, office: Office) -> None:
    now, accounts = office.now, office.accounts
    stage.log.clear()
    stage.sites.update({
        HOST: Portal(office.notices), "feeds.example.org": Feeds(now, accounts), "m.weibo.cn": Mobile(now, accounts),
        "api.weibo.com": OpenApi(now, accounts), "api.weixin.qq.com": Api(now, accounts),
        "mp.weixin.qq.com": Pages(now, accounts), "weibo.com": Mobile(now, accounts),
    })  # fmt: skip


def moment(seed: int) -> datetime:
    """When the office's round takes place: some day of 2026."""
    if seed % 2 == 0:
        return datetime.now(SHANGHAI).replace(second=0, microsecond=0)
    return datetime(2026, 2, 3, 10, tzinfo=SHANGHAI) + timedelta(days=seed * 37 % 280, hours=seed % 7)


def leaks(folder: Path, office: Office) -> list[str]:
    """Files that hold a secret of the office, packed ones unpacked."""
    import gzip

    secrets = [s.secret.encode() for a in office.accounts for s in a.sources] + [b"ToKeN-wx"]
    secrets += [one[::-1] for one in secrets]
    found = []
    for path in folder.rglob("*"):
        if path.is_file() and path.name != "plan.yaml":
            raw = path.read_bytes()
            if path.suffix == ".gz" or raw[:2] == b"\x1f\x8b":
                raw = gzip.decompress(raw)
            found += [f"{path.name}: {one[:30]!r}" for one in secrets if one in raw]
    return found


def main() -> None:
    from tests.media.score import score

    stage = raised()
    keep = Path(sys.argv[1])
    for seed in map(int, sys.argv[2:]):
        office = draw(seed, moment(seed), datetime.now(SHANGHAI).replace(second=0, microsecond=0))
        open_office(stage, office)
        folder = keep / f"office-{seed}"
        folder.mkdir(parents=True)
        env = write_plan(office, folder)
        report = inspect(folder, env, office.now)
        report["leaks"] = leaks(folder, office)
        report["asked"] = {host: len(stage.asked(host)) for host in stage.sites}
        print(json.dumps(score(office, report), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
