"""In place of a round's process: begins one that lives on with its standard output and error, and is killed."""

from __future__ import annotations

import os
import signal
import subprocess

subprocess.Popen(["sleep", "60"], stdin=subprocess.DEVNULL)
os.kill(os.getpid(), signal.SIGKILL)
