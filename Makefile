# `make demo` and `make test` do all the set-up themselves: Python and make are enough.

VENV := .venv
BIN := $(VENV)/bin
ROUNDS ?= 100
SECONDS ?= 60
JOBS ?= $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)

# TensorFlow has packages for these. PYTHON=/path/to/python overrides the choice.
PYTHON ?= python3.11 python3.12 python3.13 python3
RIGHT_PYTHON := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
NO_PYTHON := Python 3.11, 3.12 or 3.13 is needed: install one, or name it: make PYTHON=/path/to/python

# Packages come from the lock alone; the kit itself is installed in place.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# Tests that share a group or a file run in one process, in the order in which tests/conftest.py puts them.
PYTEST := $(BIN)/python -m pytest --timeout 300 -n $(JOBS) --dist loadgroup --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help demo test slow nightly faults fuzz bench lock schemas clean
.DELETE_ON_ERROR:

help: ## Show this list.
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' $(firstword $(MAKEFILE_LIST))

demo: $(VENV)/runtime.stamp ## Grade the sample class and print its gradebook.
	$(BIN)/autograder grade examples/class/02_line --exercise 02_line --out demo --jobs $(JOBS) \
	  --sandbox bubblewrap-or-process
	@echo "Feedback:  demo/<submission>/result.json"

test: $(VENV)/dev.stamp ## Lint, check types and built files, run the quick tests.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/autograder build --check
	$(PYTEST) -m "not slow and not nightly"

slow: $(VENV)/dev.stamp ## Run the tests that take minutes.
	$(PYTEST) -m "slow and not nightly"

nightly: $(VENV)/dev.stamp ## Run the tests that take an hour or more: all of them at full size.
	$(PYTEST) -m nightly

faults: $(VENV)/dev.stamp ## Grade honest work a hundred times while the machine fails it in every way.
	$(BIN)/python tests/faults/fire.py $(ROUNDS) $(SEED)

fuzz: $(VENV)/dev.stamp ## Feed the readers of strangers' bytes with changed ones, for a minute each.
	$(BIN)/python tests/fuzz/fuzz.py $(SECONDS)

bench: $(VENV)/dev.stamp ## Measure speed, the price of the walls, and the cost of each exercise.
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/desk.py
	$(BIN)/python benchmarks/throughput.py
	$(BIN)/python benchmarks/confinement.py
	$(BIN)/python benchmarks/course.py

schemas: $(VENV)/dev.stamp ## Write the JSON Schemas anew.
	$(BIN)/python scripts/schemas.py

# The smaller lock holds the same versions as the larger one. Needs uv.
COMPILE := uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 --group build
lock: ## Choose the newest allowed packages and write both lock files.
	$(COMPILE) --upgrade --all-extras pyproject.toml --output-file requirements-dev.lock
	$(COMPILE) --upgrade --constraint requirements-dev.lock pyproject.toml --output-file requirements.lock

clean: ## Remove everything that make has made.
	rm -rf $(VENV) demo dist test-artifacts .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find autograder solutions tests benchmarks scripts -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

$(BIN)/python:
	@for python in $(PYTHON); do \
	  if "$$python" -c '$(RIGHT_PYTHON)' 2>/dev/null; then \
	    echo "Setting up $(VENV) with $$("$$python" --version); the first time takes minutes."; \
	    exec "$$python" -m venv $(VENV); \
	  fi; \
	done; echo "$(NO_PYTHON)" >&2; exit 1

# --compile: without bytecode every start of TensorFlow takes several times as long.
$(VENV)/runtime.stamp: requirements.lock pyproject.toml | $(BIN)/python
	$(INSTALL) --compile --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock pyproject.toml | $(BIN)/python
	$(INSTALL) --compile --require-hashes -r requirements-dev.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@
