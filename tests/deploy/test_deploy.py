"""What is handed to the office's machines fits this program: files, commands, variables, times, packages."""

from __future__ import annotations

import http.server
import re
import shlex
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import click
import pytest
import typer
from ruamel.yaml import YAML

from desk.settings import DeskSettings
from schedulers.round_process import STOP_WITHIN
from schedulers.settings import ServiceSettings
from xunjian.__main__ import app

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service")) + sorted(DEPLOY.glob("*.timer"))
COMMANDS: Any = typer.main.get_command(app)


def read(name: str) -> str:
    return (DEPLOY / name).read_text("utf-8")


def compose() -> dict[str, Any]:
    return YAML(typ="safe").load(read("compose.yaml"))  # type: ignore[no-any-return]


def understood(words: list[str]) -> None:
    """Raises click.ClickException where the program does not know the command or an option of it."""
    group, name = COMMANDS, "xunjian"
    while isinstance(group, click.Group):
        group, name, words = group.get_command(click.Context(group), words[0]), words[0], words[1:]
    assert group is not None, name
    group.make_context(name, list(words), resilient_parsing=True)


def commands_in(text: str) -> list[list[str]]:
    """Every call of the program in a line of shell."""
    found = re.findall(r"\bxunjian((?: +(?:--?[\w-]+|[^\s#|&;'<>()]+))+)", text)
    return [shlex.split(one) for one in found]


def test_everything_that_the_image_copies_is_there_and_is_let_in() -> None:
    copied = [one for line in re.findall(r"^COPY (.+)$", read("Dockerfile"), re.M) for one in line.split()[:-1]]
    let_in = {line[1:] for line in read("Dockerfile.dockerignore").splitlines() if line.startswith("!")}

    assert [one for one in copied if not (ROOT / one).exists()] == []
    assert set(copied) == let_in


def test_every_room_is_in_the_image() -> None:
    listed = (ROOT / "pyproject.toml").read_text("utf-8").partition("[tool.setuptools]")[2]
    rooms = {name.partition(".")[0] for name in re.findall(r'"([a-z_.]+)"', listed.partition("]")[0])}

    assert {f"COPY {room} /app/{room}" for room in rooms} <= set(read("Dockerfile").splitlines())


def test_the_image_runs_as_nobody_in_particular() -> None:
    assert re.findall(r"^USER (.+)$", read("Dockerfile"), re.M) == ["10001:10001"]


def test_the_images_packages_are_those_of_the_lock() -> None:
    checked = subprocess.run([sys.executable, str(ROOT / "scripts" / "image_lock.py"), "--check"])

    assert checked.returncode == 0, "run: python scripts/image_lock.py"


def test_every_service_of_compose_calls_a_command_that_there_is() -> None:
    services = compose()["services"]
    for name, service in services.items():
        if name == "db":
            continue
        words = service.get("entrypoint", ["xunjian", *service.get("command", [])])
        calls = commands_in(" ".join(words))
        assert calls, name
        for call in calls:
            understood(call)


def test_a_container_has_the_time_that_a_round_may_take_to_stop() -> None:
    for name, service in compose()["services"].items():
        if name != "db":
            assert float(service["stop_grace_period"].removesuffix("s")) > STOP_WITHIN + 10


def test_every_volume_that_is_mounted_is_declared() -> None:
    said = compose()
    mounted = {one.partition(":")[0] for service in said["services"].values() for one in service.get("volumes", [])}

    assert {one for one in mounted if not one.startswith(".")} == set(said["volumes"])


def test_every_setting_of_compose_is_in_the_sample() -> None:
    asked = set(re.findall(r"\$\{(\w+)", read("compose.yaml")))

    assert asked - variables() == set()


def variables() -> set[str]:
    return set(re.findall(r"^#?([A-Z][A-Z_]*)=", read("env.example"), re.M))


def test_the_sample_has_every_variable_of_the_program_and_no_other() -> None:
    rooms = ("xunjian", "inspection", "store", "spiders", "checks", "notifications", "schedulers", "desk")
    sources = "\n".join(path.read_text("utf-8") for room in rooms for path in (ROOT / room).rglob("*.py"))
    known = {f"XUNJIAN_{name.upper()}" for name in ServiceSettings.model_fields}
    known |= {f"XUNJIAN_DESK_{name.upper()}" for name in DeskSettings.model_fields}
    beginnings = {"XUNJIAN_KEEP", "XUNJIAN_SMTP", "XUNJIAN_DESK"}
    known |= set(re.findall(r"XUNJIAN_[A-Z_]*[A-Z]", sources)) - beginnings

    assert {name for name in variables() if name.startswith("XUNJIAN_")} - {"XUNJIAN_IMAGE"} == known


def test_the_samples_defaults_are_the_programs() -> None:
    stated = dict(re.findall(r"^#(XUNJIAN_\w+)=(\S+)$", read("env.example"), re.M))
    settings = ServiceSettings.model_validate(
        {
            name: stated[variable]
            for name in ServiceSettings.model_fields
            if (variable := f"XUNJIAN_{name.upper()}") in stated
        }
    )

    assert settings.model_copy(update={"vantage": ""}) == ServiceSettings().model_copy(update={"vantage": ""})


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_is_one_to_systemd(unit: Path, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze here")
    for one in UNITS:
        shutil.copy(one, tmp_path / one.name.replace("@", "@1"))
    name = unit.name.replace("@", "@1")

    said = subprocess.run(["systemd-analyze", "verify", name], cwd=tmp_path, capture_output=True, text=True).stderr

    assert [line for line in said.splitlines() if "/opt/xunjian" not in line] == []


@pytest.mark.parametrize("unit", [one for one in UNITS if one.suffix == ".service"], ids=lambda path: path.name)
def test_a_unit_calls_a_command_that_there_is_and_gives_it_time_to_stop(unit: Path) -> None:
    text = unit.read_text("utf-8")

    [call] = commands_in(re.findall(r"^ExecStart=(.+)$", text, re.M)[0].replace(".venv/bin/", " "))[-1:]

    understood(call)
    stop = re.search(r"^TimeoutStopSec=(\d+)$", text, re.M)
    assert "Type=oneshot" in text or (stop is not None and float(stop[1]) > STOP_WITHIN + 10)


def test_every_command_of_the_manual_is_one() -> None:
    manual = (ROOT / "docs" / "deployment.md").read_text("utf-8")
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", manual, re.S))
    calls = [call for line in blocks.splitlines() for call in commands_in(line.partition(" #")[0])]

    for call in calls:
        if call[0] in COMMANDS.commands:
            understood(call)
    assert len(calls) > 10


@pytest.mark.parametrize(("status", "exit_"), [(200, 0), (503, 1)])
def test_the_image_is_as_well_as_its_service_says(status: int, exit_: int) -> None:
    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/healthz" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        environ = {"XUNJIAN_LISTEN": f"0.0.0.0:{server.server_port}"}
        done = subprocess.run([sys.executable, str(DEPLOY / "healthcheck.py")], env=environ)
        server.shutdown()

    assert done.returncode == exit_
