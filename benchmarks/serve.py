"""Serves a generated portal on loopback: nginx for everything it can play, a small backend for the rest.

`python -m benchmarks.serve FOLDER` serves until interrupted.
"""

from __future__ import annotations

import argparse
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.addresses import Addresses
from benchmarks.nouns import MOVED_TO

LOG_FORMAT = "$request_method $status $bytes_sent $server_port $request_uri"

# error_log holds `crit` and worse: the server's own trouble, never a client's.
_HTTP = """daemon off; master_process off; pid {run}/nginx.pid; error_log {run}/error.log crit;
worker_rlimit_nofile 16384;
events {{ worker_connections 4096; }}
http {{
  include {types};
  types_hash_max_size 4096;
  default_type application/octet-stream; server_tokens off; sendfile on; tcp_nopush on;
  add_header LinkChecker "rate not limited" always;  # linkchecker drops its throttle only when the server says so
  keepalive_timeout 65; keepalive_requests 1000; etag on; charset off;
  open_file_cache max=4096 inactive=60s; open_file_cache_valid 60s; open_file_cache_errors off;
  log_format requests '{log_format}';
  access_log {run}/access.log requests buffer=256k;
  client_body_temp_path {run}/body; proxy_temp_path {run}/proxy; fastcgi_temp_path {run}/fastcgi;
  uwsgi_temp_path {run}/uwsgi; scgi_temp_path {run}/scgi;
{servers}
}}
"""

_PORTAL = """  server {{
    listen 127.0.0.1:{a.portal}; root {www}; index index.html; absolute_redirect on; port_in_redirect on;
    error_page 404 /~guards/honest.html;
    location ^~ /~guards/ {{ internal; alias {guards}/; }}
    location / {{ try_files $uri $uri/ =404; }}
    location ^~ /ylfw/ {{ error_page 404 =200 /~guards/phrase.html; }}
    location ^~ /shjz/ {{ error_page 404 =200 /~guards/phrase-reworded.html; }}
    location ^~ /sfgl/ {{ error_page 404 = @home; }}
    location ^~ /bszn/ {{ error_page 404 = @error_page; }}
    location ^~ /hdjl/ {{ error_page 404 =200 /~guards/empty-shell.html; }}
    location ^~ /xxgk/ {{ try_files $uri $uri/index.html @backend; }}
    location ^~ /files/ {{ error_page 404 =200 /~guards/page-for-file.html; }}
    location @home {{ return 302 /; }}
    location @error_page {{ return 302 /error/404.html; }}
    location = /error/404.html {{ alias {guards}/error-page.html; }}
    location ^~ /gone/ {{ return 410; }}
    location ^~ /app/error/ {{ return 500; }}
    location ^~ /app/down/ {{ return 503; }}
    location ^~ /app/reset/ {{ return 444; }}
    location ^~ /app/ {{ proxy_pass http://127.0.0.1:{a.backend}; proxy_read_timeout 700s; }}
    location @backend {{ proxy_pass http://127.0.0.1:{a.backend}; }}
    location ~ ^/loop/a/(.*)$ {{ return 302 /loop/b/$1; }}
    location ~ ^/loop/b/(.*)$ {{ return 302 /loop/a/$1; }}
    location ~ ^/grow/(.*)$ {{ return 302 /grow/$1x; }}
{hops}
    location ^~ /moved/ {{ return 301 "{moved}"; }}
    location ^~ /go/closed/ {{ return 302 {a.nowhere}/; }}
    location ^~ /go/offsite/ {{ return 302 {a.elsewhere}/page/beian.html; }}
    location ^~ /nohead/ {{ if ($request_method = HEAD) {{ return 405; }} }}
    location ^~ /headlies/ {{ if ($request_method = HEAD) {{ return 404; }} }}
    location ^~ /guard/403/ {{ error_page 403 /~guards/challenge.html; return 403; }}
    location ^~ /guard/412/ {{ error_page 412 /~guards/challenge.html; return 412; }}
    location ^~ /guard/202/ {{ error_page 418 =202 /~guards/challenge.html; return 418; }}
    location ^~ /guard/429/ {{ error_page 429 /~guards/challenge.html; return 429; }}
  }}
  server {{ listen 127.0.0.1:{a.offsite}; root {offsite}; index index.html; }}
"""

_HOP_STATUS = (302, 301, 302, 307, 308, 302, 301, 302)


class CannotServeError(RuntimeError):
    """nginx is missing, or a port is taken."""


@dataclass(frozen=True, slots=True)
class Traffic:
    """What the server logged. Aborted bodies count with the bytes that were sent."""

    requests: int
    bytes: int
    heads: int


def portal_servers(folder: Path, addresses: Addresses) -> str:
    """nginx `server` blocks of a generated portal."""
    hops = "".join(
        f"    location ~ ^/hop/{n}/(.*)$ {{ return {status} {f'/hop/{n - 1}/$1' if n > 1 else '/$1'}; }}\n"
        for n, status in enumerate(_HOP_STATUS, 1)
    )
    return _PORTAL.format(
        a=addresses,
        www=folder / "www",
        guards=folder / "guards",
        offsite=folder / "offsite",
        hops=hops,
        moved=MOVED_TO,
    )


def read_traffic(log: Path) -> Traffic:
    """Sum an access log up."""
    lines = [line.split(" ", 3) for line in log.read_text("utf-8", "replace").splitlines()]
    return Traffic(len(lines), sum(int(f[2]) for f in lines), sum(f[0] == "HEAD" for f in lines))


def _listening(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _await_ports(ports: list[int], processes: list[subprocess.Popen[bytes]], log: Path) -> None:
    deadline = time.monotonic() + 15
    while not all(_listening(port) for port in ports):
        if any(p.poll() is not None for p in processes) or time.monotonic() > deadline:
            said = log.read_text("utf-8", "replace") if log.exists() else ""
            raise CannotServeError(f"the server did not start on {ports}: {said.strip()}")
        time.sleep(0.02)


def find_nginx() -> str:
    """nginx's path; raises CannotServeError with the mend where there is none."""
    found = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if not found:
        raise CannotServeError("nginx is missing; on Debian: sudo apt-get install nginx-light")
    return found


@contextmanager
def run_nginx(servers: str, ports: list[int], run: Path, command: list[str] | None = None) -> Iterator[Path]:
    """nginx with these server blocks (and `command` beside it) until the block ends; yields the access log's path.

    The log is complete only after the block has ended.
    """
    run.mkdir(parents=True, exist_ok=True)
    log, trouble = run / "access.log", run / "error.log"
    log.write_text("")
    trouble.write_text("")
    taken = [port for port in ports if _listening(port)]
    if taken:
        raise CannotServeError(f"ports {taken} are in use")
    config = run / "nginx.conf"
    types = next((p for p in ("/etc/nginx/mime.types", "/usr/local/etc/nginx/mime.types") if Path(p).exists()), "")
    config.write_text(_HTTP.format(run=run, types=types, log_format=LOG_FORMAT, servers=servers))
    processes = [subprocess.Popen(command)] if command else []
    with (run / "stderr.log").open("wb") as said:
        processes.append(subprocess.Popen([find_nginx(), "-c", str(config)], stderr=said))
    try:
        _await_ports(ports, processes, run / "stderr.log")
        yield log
    finally:
        for process in processes:
            process.send_signal(signal.SIGTERM)
        for process in processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
    if trouble.stat().st_size:
        raise CannotServeError(f"the server itself failed, what was measured is void: {trouble.read_text()[:400]}")


@contextmanager
def serve(folder: Path, addresses: Addresses) -> Iterator[Path]:
    """A generated portal on its addresses, everything unsteady set back to its beginning; yields the access log."""
    if _listening(addresses.closed):
        raise CannotServeError(f"port {addresses.closed} must be closed")
    folder = folder.resolve()
    command = [sys.executable, "-m", "benchmarks.backend", "--port", str(addresses.backend)]
    ports = [addresses.portal, addresses.offsite, addresses.backend]
    with run_nginx(portal_servers(folder, addresses), ports, folder / "run", command) as log:
        yield log


def main() -> None:
    """Serve a folder until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    addresses = Addresses()
    with serve(folder, addresses):
        sys.stdout.write(f"serving {folder} on {addresses.home}\n")
        signal.sigwait({signal.SIGINT, signal.SIGTERM})


if __name__ == "__main__":
    main()
