"""Debian's manuals in Chinese, a site that nobody here wrote: this tool, linkchecker and lychee on it in one run.

`python -m benchmarks.manuals` downloads the packages with apt, unpacks them outside the checkout, serves them by nginx
on loopback, and lists every in-site link on which the tools disagree. Links that leave the site are left out of all.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from benchmarks.addresses import Addresses
from benchmarks.differences import compare, markdown
from benchmarks.measure import measure
from benchmarks.peers import ROOT, Task, Tool, default_prefix, own_tools, peers
from benchmarks.reference import decode, references
from benchmarks.run import ENVIRONMENT
from benchmarks.serve import read_traffic, run_nginx
from inspection.addresses import host_of, join

PACKAGES = (
    "debian-handbook debian-reference-common debian-reference-zh-cn installation-guide-amd64 debian-faq "
    "debian-faq-zh-cn maint-guide-zh-cn debian-edu-doc-zh-cn gimp-help-common gimp-help-zh-cn "
    "developers-reference"
)
# Where each manual begins, under /usr/share.
ENTRANCES = (
    ("Debian 管理员手册", "doc/debian-handbook/html/zh-CN/index.html"),
    ("Debian 参考手册", "debian-reference/index.zh-cn.html"),
    ("Debian 安装手册", "doc/installation-guide-amd64/zh_CN/index.html"),
    ("Debian FAQ", "doc/debian/FAQ/zh-cn/index.zh-cn.html"),
    ("Debian 新维护者手册", "doc/maint-guide-zh-cn/html/index.zh-cn.html"),
    ("Debian Edu 手册", "doc/debian-edu-doc-zh-cn/debian-edu-bookworm-manual.html"),
    ("GIMP 用户手册", "gimp/2.0/help/zh_CN/index.html"),
    ("Debian 开发者参考", "developers-reference/index.html"),
)
_TOOLS = ("xunjian", "linkchecker", "lychee", "linkinator")

_SERVER = """  server {{
    listen 127.0.0.1:{port}; root {share}; index index.html; charset off;
    location = / {{ root {folder}; try_files /home.html =404; }}
  }}
"""

_PLAN = """site: {{name: 手册, home: "{home}", hosts: ["127.0.0.1:{port}"], allow_private_hosts: true}}
crawl:
  concurrency: 64
  delay: 0
  retry_after: 0.2s
  browser: never
  exclude: {exclude}
"""


def download(folder: Path) -> Path:
    """Fetch and unpack what apt knows of the packages; gives the `usr/share` that holds them."""
    share = folder / "root" / "usr" / "share"
    if share.exists():
        return share
    debs = folder / "debs"
    debs.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES.split():
        if subprocess.run(["apt-get", "download", "-qq", package], cwd=debs).returncode:
            sys.stderr.write(f"{package} is not to be had; left out\n")
    for deb in sorted(debs.glob("*.deb")):
        subprocess.run(["dpkg", "-x", str(deb), str(folder / "root")], check=True)
    return share


def write_home(folder: Path, share: Path) -> None:
    """A home page that leads to every manual that was unpacked."""
    rows = "".join(
        f'<li><a href="/{path}">{escape(name)}</a></li>' for name, path in ENTRANCES if (share / path).exists()
    )
    (folder / "home.html").write_text(
        f'<!DOCTYPE html><meta charset="utf-8"><title>手册</title><h1>手册</h1><ul>{rows}</ul>\n', "utf-8"
    )


def read_pages(share: Path, home: str, seen: list[str]) -> dict[str, str]:
    """The text of every page that the reference saw, read from disk."""
    pages = {}
    for url in seen:
        file = share / unquote(urlsplit(url).path).lstrip("/")
        if url.startswith(home) and file.is_file() and file.suffix == ".html":
            pages[url] = decode(file.read_bytes())
    return pages


def leaving(pages: dict[str, str], home: str) -> list[str]:
    """The beginnings of every address outside the site that its pages name."""
    named = {join(page, reference) for page, text in pages.items() for reference in references(text)}
    away = {f"{url.split('//')[0]}//{host_of(url)}" for url in named if url and not url.startswith(home)}
    return sorted(origin for origin in away if not home.startswith(origin))


def run_all(
    tools: list[Tool], folder: Path, share: Path, addresses: Addresses
) -> tuple[dict[str, set[str]], list[str]]:
    """Every tool on the same server; what each calls broken, and what the reference saw."""
    server = _SERVER.format(port=addresses.portal, share=share.resolve(), folder=folder.resolve())
    verdicts: dict[str, set[str]] = {}
    seen: list[str] = []
    for tool in tools:
        scratch = folder / tool.name
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(parents=True)
        task = Task(addresses.home, folder / "plan.yaml", folder / "targets.txt", scratch, scratch / "out", False)
        with run_nginx(server, [addresses.portal], folder / "run") as log:
            done = measure(tool.command(task), out=task.out, limit=1800, extra_env=ENVIRONMENT, cwd=ROOT)
        requests = read_traffic(log).requests
        try:
            verdicts[tool.name] = tool.broken(task)
        except (OSError, ValueError, KeyError) as error:
            said = task.out.with_suffix(".stderr").read_text("utf-8", "replace")[-500:]
            sys.stderr.write(f"{tool.name} failed: {error!r} {said}\n")
            continue
        sys.stderr.write(f"{tool.name}: {done.wall:.1f} s, {requests} requests, {done.largest / 1e6:.0f} MB\n")
        if tool.name == "reference":
            seen = json.loads((scratch / "reference.json").read_text("utf-8"))["seen"]
            own = [url for url in seen if url.startswith(addresses.home)]
            task.targets.write_text("\n".join(own), "utf-8")
            exclude = json.dumps(leaving(read_pages(share, addresses.home, seen), addresses.home))
            plan = _PLAN.format(home=addresses.home, port=addresses.portal, exclude=exclude)
            task.plan.write_text(plan, "utf-8")
    return verdicts, seen


def main() -> None:
    """Download, serve, run, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=None, help="keep packages and outputs here; default: a new folder")
    parser.add_argument("--prefix", type=Path, default=default_prefix(), help="where peers are installed")
    parser.add_argument("--tools", default=",".join(_TOOLS))
    parser.add_argument("--out", type=Path, default=Path("reports/manuals"))
    given = parser.parse_args()
    work: Path = given.work or Path(tempfile.mkdtemp(prefix="xunjian-manuals-"))
    share = download(work)
    write_home(work, share)
    reference, installed = own_tools()[1], [*own_tools(), *peers(given.prefix)]
    tools = [reference, *(t for t in installed if t.name in given.tools.split(","))]
    addresses = Addresses()
    verdicts, seen = run_all(tools, work, share, addresses)
    server = _SERVER.format(port=addresses.portal, share=share.resolve(), folder=work.resolve())
    with run_nginx(server, [addresses.portal], work / "run"):
        differences, counts = compare(verdicts, read_pages(share, addresses.home, seen), addresses.home)
    given.out.mkdir(parents=True, exist_ok=True)
    found = json.dumps([d.as_json() for d in differences], ensure_ascii=False, indent=1)
    (given.out / "differences.json").write_text(found, "utf-8")
    text = f"{len(seen)} addresses seen by the reference.\n\n{markdown(differences, counts)}"
    (given.out / "differences.md").write_text(text, "utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
