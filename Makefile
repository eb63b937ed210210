# Two commands for a newcomer: `make demo` and `make test`. Both set up everything they need.
.PHONY: setup browser demo desk test coverage check format lock clean

PY := .venv/bin/python

setup: .venv/ready

.venv/ready: requirements.lock pyproject.toml scripts/bootstrap.sh
	@sh scripts/bootstrap.sh

browser: setup
	@sh scripts/browser.sh

demo: setup browser
	@$(PY) -m demo

# The demo, and then the triage desk on what it found, until Ctrl-C.
desk: setup browser
	@$(PY) -m demo --desk

check: setup
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports --no-logo
	@$(PY) scripts/file_size.py

# Half as many workers again as processors: half of the tests' time is waiting for servers and processes.
WORKERS := $(shell echo $$(( ($$(nproc 2>/dev/null || echo 2) * 3 + 1) / 2 )))

test: check browser
	@$(PY) -m pytest -q -n $(WORKERS) --dist worksteal

coverage: setup browser
	@$(PY) -m pytest -q -n $(WORKERS) --cov --cov-report=term:skip-covered

format: setup
	@$(PY) -m ruff check --fix . ; $(PY) -m ruff format .

lock:
	@uv pip compile pyproject.toml --extra dev --extra postgres --extra cluster --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-emit-index-url --no-emit-find-links -o requirements.lock
	@$(PY) scripts/image_lock.py

clean:
	@rm -rf .venv build *.egg-info reports
