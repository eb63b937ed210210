"""The child that reads files ends by itself, whoever asked it is gone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from spiders.files.child import ask
from tests.spiders.files.making import zip_of

_SHORT = "from spiders.files import child; child.LONGEST = 1; child.main()"
_PAGE = b'<Page BaseLoc="C.xml"/>'
SLOW = pytest.mark.skipif(not os.environ.get("XUNJIAN_SLOW"), reason="slow: waits for a file to take too long")


@SLOW
def test_a_file_without_end_ends_it() -> None:
    endless = zip_of(
        {
            "OFD.xml": b"<a><DocRoot>D.xml</DocRoot></a>",
            "D.xml": b"<a>" + _PAGE * 2_000 + b"</a>",
            "C.xml": b"<a>" + b"<b/>" * 100_000 + b"</a>",
        }
    )

    child = subprocess.run([sys.executable, "-c", _SHORT], input=ask("a.ofd", endless), capture_output=True, timeout=30)

    assert child.returncode == -signal.SIGALRM
