#!/bin/sh
# Make .venv from the lock file. Needs python3 >= 3.11; installs Debian's venv package itself when root.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }

python=${PYTHON:-python3}
command -v "$python" >/dev/null 2>&1 || { say "xunjian: python3 is missing; install Python 3.11 or newer"; exit 1; }
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    say "xunjian: $("$python" --version) is too old; Python 3.11 or newer is needed"; exit 1; }

if ! "$python" -c 'import venv, ensurepip' >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "xunjian: python3 lacks venv; installing Debian's python3-venv ..."
        apt-get update -qq >/dev/null 2>&1 || true
        said=$(DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv 2>&1) || {
            say "$said"; say "xunjian: python3-venv could not be installed (see above)"; exit 1; }
    else
        say "xunjian: python3 lacks venv or pip; run: sudo apt-get install python3-venv"; exit 1
    fi
fi

say "xunjian: setting up .venv from requirements.lock (a minute or two, once) ..."
rm -f .venv/ready
[ -x .venv/bin/python ] || "$python" -m venv --clear .venv
tries=0
until .venv/bin/python -m pip install --quiet --disable-pip-version-check --retries 5 --use-pep517 \
        --require-hashes -r requirements.lock; do
    tries=$((tries + 1))
    [ "$tries" -lt 3 ] || { say "xunjian: the packages could not be installed (see above)"; exit 1; }
    say "xunjian: trying again ..."; sleep 3
done
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
# Compiled once here: with PYTHONDONTWRITEBYTECODE set, every start would compile the rooms again.
.venv/bin/python -m compileall -q xunjian inspection store spiders checks notifications schedulers demo || true
touch .venv/ready
