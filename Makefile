# Two commands do everything on a fresh machine: `make demo` and `make test`. Each sets up what it needs in .venv/.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
# Errors only: what pip warns of is its own settings and the packaging of others.
QUIETLY := -qq --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help install demo test lint check format up down status deploy scenarios load bench lock clean

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(INSTALLED) ## Set up .venv/ with the locked dependencies (every other target does it by itself)

$(INSTALLED): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Rehearsal needs Python 3.11 or newer, but there is no '$(PYTHON)'; name one with: make PYTHON=/path/to/python3 $(MAKECMDGOALS)"; exit 1; }
	@test "$$($(PYTHON) -c 'import sys; print(sys.version_info >= (3, 11))' 2>/dev/null)" = True || { found=$$($(PYTHON) -V 2>&1 | grep '^Python '); echo "Rehearsal needs Python 3.11 or newer, but '$(PYTHON)' is $${found:-no Python}; name another with: make PYTHON=/path/to/python3 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Rehearsal needs Python's venv module, which '$(PYTHON)' lacks (on Debian: the package python3-venv)."; exit 1; }
	@echo "Setting up $(VENV)/ (once; about two minutes) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install $(QUIETLY) --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install $(QUIETLY) --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(INSTALLED) ## Start the engine, deploy, run two sample documents through the pipeline, show what came out
	@$(BIN)/rehearse demo

test: $(INSTALLED) ## Run every test
	env -u COLUMNS -u FORCE_COLOR $(BIN)/python -m pytest -n 2 --dist loadfile -q  # without what changes how commands print

lint: $(INSTALLED) ## Formatting, style, types, import arrows, templates
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/cfn-lint platform/*/template.yaml
	@test ! -e platform/__init__.py || { echo "platform/__init__.py must not exist: it would shadow Python's own platform module"; exit 1; }
	@test -z "$$(find platform -name 'test_*.py' -o -name conftest.py)" || { echo "tests of the platform belong under tests/systems/"; exit 1; }

check: lint test ## lint and test

format: $(INSTALLED) ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

up: $(INSTALLED) ## Start the engine
	@$(BIN)/rehearse up

down: ## Stop the engine and remove its state
	@test ! -x $(BIN)/rehearse || $(BIN)/rehearse down

status: $(INSTALLED) ## Show what is running
	@$(BIN)/rehearse status

deploy: $(INSTALLED) ## Deploy every system to the running engine
	@$(BIN)/rehearse deploy

scenarios: $(INSTALLED) ## Replay every scenario in virtual time, two at once
	@$(BIN)/rehearse scenario run --parallel 2

load: $(INSTALLED) ## Put the running engine under a small load, and judge (PROFILE=ramp SCALE=0.1 for others)
	@$(BIN)/rehearse load run $(or $(PROFILE),smoke) --scale $(or $(SCALE),1)

bench: $(INSTALLED) ## Print the figures of every benchmark
	@for benchmark in $$(grep -l __main__ benchmarks/*.py); do echo "== $$benchmark"; $(BIN)/python $$benchmark || exit 1; done

lock: ## Write requirements.lock anew from pyproject.toml (needs uv on the path)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header \
		--extra dev --quiet pyproject.toml -o requirements.lock

clean: down ## Remove everything that was made here
	rm -rf $(VENV) .rehearsal .pytest_cache .mypy_cache .ruff_cache .hypothesis
