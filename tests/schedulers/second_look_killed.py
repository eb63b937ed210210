"""In place of a second look's process: it says that it has begun, and is killed."""

from __future__ import annotations

import os
import signal
import sys

sys.stdin.readline()
print('{"say": "正在打开首页"}', flush=True)
os.kill(os.getpid(), signal.SIGKILL)
