# Needs Python 3.11 or newer, git and make; all the rest is put into .venv here, and nothing is written outside this folder.

PYTHON ?= python3
BIN := .venv/bin

export PIP_NO_CACHE_DIR := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONNOUSERSITE := 1

.PHONY: help demo test lint types rooms tests sample trials bench readme lock clean
.DELETE_ON_ERROR:

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 10

demo: .venv/ready  ## the first minute: make the sample community, build its reports and drafts, show some
	@$(BIN)/python scripts/first_minute.py

test: lint types rooms tests sample  ## everything that must hold before a change is merged (-k: all of it, even after a failure)

lint: .venv/ready
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: .venv/ready
	$(BIN)/mypy

rooms: .venv/ready
	$(BIN)/lint-imports

tests: .venv/ready
	$(BIN)/pytest -m "not slow"

sample: .venv/ready
	$(BIN)/cmtool validate --registry registry

trials: .venv/ready  ## the long forms: slow tests, and property tests with fifty times the examples
	$(BIN)/pytest -m "slow or hypothesis" --hypothesis-profile=trials

bench: .venv/bench-ready  ## the promises of speed and memory, as ratios
	$(BIN)/python -m benchmarks

readme: .venv/ready  ## refresh the output shown in README.md
	$(BIN)/python scripts/first_minute.py --readme README.md

lock:  ## the newest version of everything into constraints.txt: names and versions, no hashes, no addresses
	$(PYTHON) -m venv --clear .venv/lock
	.venv/lock/bin/python -m pip install -qq hatchling editables
	.venv/lock/bin/python -m pip install -qq --no-build-isolation -e '.[dev,png,bench,editor]'
	echo "# Every version that 'make test' and 'make bench' run with; written by 'make lock'." > constraints.txt
	.venv/lock/bin/python -m pip list --format=freeze --exclude-editable --exclude pip --exclude setuptools \
		| grep -E '^[A-Za-z0-9._-]+==[A-Za-z0-9.!+]+$$' >> constraints.txt

clean:  ## remove what was built, and .venv
	rm -rf build dist .bench .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/ready: pyproject.toml constraints.txt hatch_build.py
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed; name one: make PYTHON=python3.12")'
	@echo "setting up .venv, a minute or so" >&2
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install -qq -c constraints.txt hatchling editables
	@$(BIN)/python -m pip install -qq -c constraints.txt --no-build-isolation -e '.[dev,png]'
	@touch $@

# an editor's language server, as VS Code has it; what it is made of is locked in tests/editor
.venv/editor-ready: .venv/ready tests/editor/package-lock.json
	@echo "setting up the language server, half a minute" >&2
	@$(BIN)/python -m pip install -qq -c constraints.txt --no-build-isolation -e '.[editor]'
	@mkdir -p .venv/editor && cp tests/editor/package.json tests/editor/package-lock.json .venv/editor/
	@$(BIN)/python tests/editor/npm.py ci --prefix .venv/editor --cache .venv/npm --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

.venv/bench-ready: .venv/ready
	@$(BIN)/python -m pip install -qq -c constraints.txt --no-build-isolation -e '.[bench]'
	@touch $@
