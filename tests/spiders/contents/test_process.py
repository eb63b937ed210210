"""The child that reads bodies ends by itself, whoever asked it is gone."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from store.evidence import EvidenceStore

_SHORT = "from spiders.contents import process; process.LONGEST = 0.1; process.main()"


def test_a_body_without_end_ends_it(tmp_path: Path) -> None:
    digest = EvidenceStore(tmp_path).put(b"<title>x</title>")
    (file,) = (one for one in tmp_path.rglob("*") if one.is_file())
    file.unlink()
    os.mkfifo(file)  # nobody ever writes to it
    asked = f"{tmp_path}\n{json.dumps([digest, 'https://www.example.gov.cn/', 'text/html'])}\n"

    child = subprocess.run([sys.executable, "-c", _SHORT], input=asked.encode(), capture_output=True, timeout=30)

    assert (child.returncode, child.stdout) == (-signal.SIGALRM, b"")
