"""The browser goes out by the gate alone, whatever a page tries, and does not outlive the process that began it."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from playwright.async_api import async_playwright

from spiders.browser import find_browser
from spiders.guard import is_private
from spiders.headless import processes
from spiders.headless.gate import Gate
from spiders.headless.launch import Launcher
from tests.spiders.server import Site

slow = pytest.mark.skipif("XUNJIAN_SLOW" not in os.environ, reason="slow: XUNJIAN_SLOW=1")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_browser() is None, reason="no Chromium or Chrome on this machine"),
]

# Every way out that a page has; INSIDE stands for a host that it must not reach.
TRICKS = """<!doctype html><title>tricks</title>
<link rel=preconnect href=http://INSIDE/><link rel=dns-prefetch href=http://INSIDE/>
<link rel=prefetch href=http://INSIDE/prefetch><link rel=preload as=script href=http://INSIDE/preload>
<link rel=stylesheet href=http://INSIDE/style><script src=http://INSIDE/script></script>
<img src=http://INSIDE/image><img src=/away><iframe src=http://INSIDE/frame></iframe><iframe src=/away></iframe>
<object data=http://INSIDE/object></object><video src=http://INSIDE/video></video>
<iframe name=sink></iframe><form id=f method=post target=sink action=http://INSIDE/form><input name=a></form>
<script>
fetch("http://INSIDE/fetch",{mode:"no-cors"}).catch(()=>0);
fetch("/away",{mode:"no-cors"}).catch(()=>0);
navigator.sendBeacon("http://INSIDE/beacon","x");
new WebSocket("ws://INSIDE/socket"); new EventSource("http://INSIDE/events");
new Worker(URL.createObjectURL(new Blob(["fetch('http://INSIDE/worker',{mode:'no-cors'})"])));
const peer=new RTCPeerConnection({iceServers:[{urls:"stun:UDP"},{urls:"turn:UDP?transport=udp",username:"a",
  credential:"b"},{urls:"turn:INSIDE?transport=tcp",username:"a",credential:"b"}]});
peer.createDataChannel("x"); peer.createOffer().then(o=>peer.setLocalDescription(o));
document.getElementById("f").submit();
</script>"""


async def test_no_page_reaches_a_private_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", tempfile.gettempdir())  # the launcher sets it; afterwards it is as it was
    reached: list[object] = []

    def guarded(address: str) -> bool:
        return address != "127.0.0.2" and is_private(address)

    datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    datagrams.bind(("127.0.0.1", 0))
    datagrams.setblocking(False)
    inside = await asyncio.start_server(lambda _, writer: reached.append(writer.close()), "127.0.0.1", 0)
    port, udp = inside.sockets[0].getsockname()[1], datagrams.getsockname()[1]
    launcher = Launcher(lambda: gate.address)
    async with (
        inside,
        Site("127.0.0.2") as site,
        Gate(is_private=guarded, at_host=32) as gate,
        async_playwright() as play,
    ):
        browser = await launcher.launch(play.chromium)
        site.redirect("/away", f"http://127.0.0.1:{port}/redirected")
        for host in (f"127.0.0.1:{port}", f"localhost:{port}", f"[::ffff:127.0.0.1]:{port}"):
            site.page("/", TRICKS.replace("INSIDE", host).replace("UDP", f"127.0.0.1:{udp}"))
            page = await browser.new_page()
            await page.goto(f"{site.base}/", wait_until="commit")
            await page.wait_for_timeout(700)
        await browser.close()
        with pytest.raises(BlockingIOError):
            datagrams.recv(100)
    datagrams.close()

    assert (reached, gate.connections > 0) == ([], True)


BEGIN = """
import asyncio
from playwright.async_api import async_playwright
from spiders import logs
from spiders.headless.launch import Launcher
async def main():
    logs.configure("info", "text")
    launcher = Launcher(lambda: "socks5://127.0.0.1:9")  # before the driver, which takes the folder from it
    async with async_playwright() as play:
        browser = await launcher.launch(play.chromium)
        print(launcher.pid, launcher.folder, flush=True)
        await asyncio.sleep(600)
asyncio.run(main())
"""


@slow
@pytest.mark.parametrize("held", [False, True], ids=["running", "hanging"])
def test_the_browser_does_not_outlive_a_process_that_is_killed(held: bool) -> None:
    root = Path(__file__).resolve().parents[3]
    with subprocess.Popen([sys.executable, "-c", BEGIN], cwd=root, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        pid, folder = process.stdout.readline().split()
        begun = processes.processes_of(int(pid))
        if held:  # it hears nothing any more, neither its driver nor a pipe that is closed
            for one in begun:
                os.kill(one.pid, signal.SIGSTOP)
        process.kill()
    until = time.monotonic() + 10
    while (processes.processes_of(int(pid)) or Path(folder).exists()) and time.monotonic() < until:
        time.sleep(0.05)

    assert (len(begun) > 1, processes.processes_of(int(pid)), Path(folder).exists()) == (True, [], False)


@slow
def test_a_browser_that_never_came_up_does_not_outlive_it_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "chromium"
    program.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\nsleep 600\n")
    program.chmod(0o755)
    monkeypatch.setenv("XUNJIAN_BROWSER", str(program))
    root, told = Path(__file__).resolve().parents[3], tmp_path / "pid"
    until = time.monotonic() + 20
    with subprocess.Popen([sys.executable, "-c", BEGIN], cwd=root, stdout=subprocess.DEVNULL) as process:
        while not (told.exists() and told.read_text().strip()) and time.monotonic() < until:
            time.sleep(0.05)
        process.kill()
    pid = int(told.read_text())
    while processes.parent_of(pid) is not None and time.monotonic() < until:
        time.sleep(0.05)

    assert processes.parent_of(pid) is None
