#!/bin/sh
# Find a browser for the browser checks, or get one; without one the rest still works.
set -u
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }

# Playwright's driver wants a library that a minimal Debian lacks.
driver() {
    .venv/bin/python -m playwright --version >/dev/null 2>&1 && return 0
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq libatomic1 >/dev/null 2>&1
    .venv/bin/python -m playwright --version >/dev/null 2>&1 ||
        say "xunjian: Playwright does not start; run: sudo apt-get install libatomic1"
}

.venv/bin/python -m spiders.browser --quiet && { driver; exit 0; }
say "xunjian: no Chromium or Chrome found; trying Playwright's own ..."
timeout 300 .venv/bin/python -m playwright install chromium >/dev/null 2>&1 &&
    .venv/bin/python -m spiders.browser --quiet && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "xunjian: installing Debian's chromium and a Chinese font ..."
    apt-get update -qq >/dev/null 2>&1
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-wqy-zenhei libatomic1 >/dev/null 2>&1 &&
        .venv/bin/python -m spiders.browser --quiet && exit 0
fi
say "xunjian: no browser; the browser checks are left out. To have them: sudo apt-get install chromium fonts-wqy-zenhei"
exit 0
