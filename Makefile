# One verb each. Everything happens in .venv, which is made when it is missing.

# The first Python that is new enough and can make environments. To choose another one:
# make PYTHON=python3.12 test
FIT := import sys, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$each" -c '$(FIT)' 2>/dev/null && echo "$$each" && break; done)

BIN := .venv/bin
PURE := text plan parse document diagnostics edits rule rules lint buffer
PURE_FILES := $(foreach each,$(PURE),src/milepost/$(each).py src/milepost/$(each)/*)

comma := ,
empty :=
space := $(empty) $(empty)
PURE_LIST := $(subst $(space),$(comma),$(PURE_FILES))

.PHONY: help demo test check fmt bench torture lint cover wheel
.NOTPARALLEL:

help:
	@echo "make demo    play a sample plan with an agent at work"
	@echo "make test    run all tests"
	@echo "make check   everything that must hold before a change goes in"
	@echo "make fmt     put the code into the house's form"
	@echo "make bench   measure, and write benchmarks/RESULTS.md"
	@echo "make torture ten minutes and more of two authors at one file, all real plans and new"
	@echo "             examples of every law (SEED=1 MINUTES=0)"

demo: .venv/.runtime
	@$(BIN)/milepost demo

test: .venv/.dev
	$(BIN)/python -m pytest -n auto

check: lint cover wheel
	@echo "check: everything holds"

fmt: .venv/.dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: .venv/.dev
	$(BIN)/python -m benchmarks

SEED ?= 1
MINUTES ?= 0

torture: .venv/.dev
	MILEPOST_TORTURE=1 HYPOTHESIS_PROFILE=new $(BIN)/python -m pytest -n auto tests/properties
	MILEPOST_TORTURE=1 $(BIN)/python -m pytest -n auto tests/corpus tests/workspace/test_many_writers.py
	$(BIN)/python -m tests.torture.kills --seed $(SEED) --times 1000
	$(BIN)/python -m tests.torture.storm
	$(BIN)/python -m tests.torture.beside
	$(BIN)/python -m tests.torture --seed $(SEED) --intents 10000 --writes 10000 --minutes $(MINUTES)

lint: .venv/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

# The pure layers are covered in full, branch by branch; the rest to nine tenths.
cover: .venv/.dev
	$(BIN)/python -m pytest -n auto --cov --cov-report=
	@echo "coverage of the pure layers:"
	@$(BIN)/coverage report --include='$(PURE_LIST)' --fail-under=100
	@echo "coverage of the rest:"
	@$(BIN)/coverage report --omit='$(PURE_LIST)' --fail-under=90

wheel: .venv/.dev
	.ci/drive-wheel $(BIN)/python

.venv/bin/python:
	@"$(PYTHON)" -c '$(FIT)' 2>/dev/null || { \
		echo "Milepost needs Python 3.11 or newer with its venv module (Debian: python3-venv)," \
			"and $(if $(PYTHON),$(PYTHON) is not that,none was found)." \
			"Name one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; \
		exit 1; }
	@echo "making .venv with $(PYTHON)"
	@"$(PYTHON)" -m venv .venv || { rm -rf .venv; exit 1; }

# Installing again is needed only when pyproject.toml has changed.
.venv/.runtime: pyproject.toml | .venv/bin/python
	@.ci/install $(BIN)/python
	@touch $@

.venv/.dev: pyproject.toml | .venv/bin/python
	@.ci/install $(BIN)/python dev
	@touch .venv/.runtime $@
