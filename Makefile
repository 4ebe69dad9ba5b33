# Awase: every target with a line of help; `make` alone prints them.
SHELL := /bin/sh
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
SEEDS ?= seeds
OUTPUT ?= output
VENV := .venv
BIN := $(VENV)/bin
LOCKED := $(VENV)/.locked
READY := $(VENV)/.ready
DEVELOPED := $(VENV)/.developed

export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1

.PHONY: help extract test check format bench growth reruns pages spark drill fuzz train evaluate docs lock clean

help: ## Print this list.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# Installs what a lock names, hash by hash, in three processes that take its packages by turns. Bytecode is made when a module is first used.
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-compile --no-build-isolation
install = awk '/^[a-z]/ { at = (at + 1) % 3; on = 1 } on { print > ("$(VENV)/part" at ".lock") }' $(1); \
	others=; for part in 1 2; do $(PIP) --require-hashes -r $(VENV)/part$$part.lock & others="$$others $$!"; done; failed=; \
	$(PIP) --require-hashes -r $(VENV)/part0.lock || failed=1; for other in $$others; do wait $$other || failed=1; done; [ -z "$$failed" ]
# Of several runs at once one installs, under a lock on requirements.lock, and the others wait for it and find the work done.
alone = exec 9< requirements.lock; $(PYTHON) -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX)'

# Source packages are built with the setuptools that the lock names, so nothing outside the lock is ever fetched.
$(LOCKED): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Awase needs Python 3.11 or newer; name one with PYTHON=." >&2; exit 1; }
	@set -e; $(alone); \
	[ -n "$$(find requirements.lock -newer $(LOCKED) 2>&1)" ] || exit 0; \
	echo "Installing into $(VENV), once."; \
	$(PYTHON) -m venv --clear $(VENV); \
	awk '/^[a-z]/ { on = /^setuptools==/ } on' requirements.lock > $(VENV)/setuptools.lock; \
	$(PIP) --require-hashes -r $(VENV)/setuptools.lock; \
	$(call install,requirements.lock); \
	touch $(LOCKED)

# Awase itself: what it says of itself in pyproject.toml may change, and no other package is installed again.
$(READY): $(LOCKED) pyproject.toml
	@set -e; $(alone); \
	[ -n "$$(find $(LOCKED) pyproject.toml -newer $(READY) 2>&1)" ] || exit 0; \
	$(PIP) --editable .; \
	touch $(READY)

# What tests, training and measuring need besides.
$(DEVELOPED): requirements-dev.lock $(LOCKED) | $(READY)
	@set -e; $(alone); \
	[ -n "$$(find requirements-dev.lock $(LOCKED) -newer $(DEVELOPED) 2>&1)" ] || exit 0; \
	echo "Installing what tests need, once."; \
	$(call install,requirements-dev.lock); \
	touch $(DEVELOPED)

extract: $(READY) ## Read SEEDS= (seeds) and write the tables to OUTPUT= (output).
	@$(BIN)/awase extract "$(SEEDS)" -o "$(OUTPUT)"; code=$$?; [ $$code -eq 3 ] || exit $$code

test: $(DEVELOPED) ## Run the tests.
	@$(BIN)/python -m pytest

check: $(DEVELOPED) ## Format, lint, types and tests: what has to hold before a commit.
	@$(BIN)/ruff format --check awase.py extractors pipeline tests docs
	@$(BIN)/ruff check awase.py extractors pipeline tests docs
	@$(BIN)/mypy
	@$(MAKE) --no-print-directory test

format: $(DEVELOPED) ## Format the code and sort its imports.
	@$(BIN)/ruff check --fix-only --quiet awase.py extractors pipeline tests docs
	@$(BIN)/ruff format --quiet awase.py extractors pipeline tests docs

bench: $(DEVELOPED) ## Measure speed against yardsticks in the same run, and what runs cost as documents grow in number.
	@$(BIN)/python -m pytest tests/bench --benchmark-enable --benchmark-only
	@$(BIN)/python -m tests.bench.costs

growth: $(DEVELOPED) ## Measure how CPU time grows with the length of a document, family of text by family.
	@$(BIN)/python -m tests.bench.growth

reruns: $(DEVELOPED) ## Measure a run in full, with nothing changed, and with one document changed, of 4, 100 and 1,000 documents.
	@$(BIN)/python -m tests.bench.reruns

pages: $(DEVELOPED) ## Measure how long Chromium takes to show and to filter the report of 1,000 and of 10,000 facts.
	@$(BIN)/python -m tests.bench.pages

spark: $(DEVELOPED) ## Run the tests of the engine on Apache Spark (needs Java 17 or newer).
	@$(PIP) --require-hashes -r requirements-spark.lock
	@$(BIN)/python -m pytest tests/pipeline/engines/test_spark.py

drill: $(DEVELOPED) ## Kill, starve and feed rubbish to runs, at length (CI does a short form).
	@AWASE_DRILL=long $(BIN)/python -m pytest tests/drills tests/pipeline/engines tests/hostile

fuzz: $(DEVELOPED) ## Look for inputs that make readers, extractors or stages fail, at length (CI does a short form).
	@$(BIN)/python -m pytest tests/fuzz --hypothesis-profile=fuzz --hypothesis-show-statistics

FIELD ?= ../shared/gold/field
WRITTEN := docs/data/documents
SEED_GOLD ?= ../shared/gold/seeds
SEED_TEXTS ?= ../shared/seeds
SENTENCES ?= ../shared/bench/en-kpi-edgar/dev.jsonl

train: $(DEVELOPED) ## Learn the weights of claims from annotated documents, and print what they reach on folds.
	@$(BIN)/python docs/data/claims.py $(FIELD) $(WRITTEN) --more $(SEED_GOLD) $(SEED_TEXTS) --sentences $(SENTENCES) --cache build/claims --write

evaluate: $(DEVELOPED) ## Print what claims reach, by folds of publishers, on annotated documents that their weights have not seen.
	@$(BIN)/python docs/data/claims.py $(FIELD) $(WRITTEN) --more $(SEED_GOLD) $(SEED_TEXTS) --sentences $(SENTENCES) --cache build/claims

docs: $(READY) ## Write docs/tables.md from the declared columns.
	@$(BIN)/awase tables > docs/tables.md

COMPILED := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
  --quiet --custom-compile-command "make lock"
lock: ## Write the locks anew from pyproject.toml (needs uv).
	@$(COMPILED) pyproject.toml -o requirements.lock
	@$(COMPILED) --group pyproject.toml:dev -c requirements.lock -o requirements-dev.lock
	@$(COMPILED) --group pyproject.toml:spark -o requirements-spark.lock

clean: ## Remove what was built: tables, caches, the virtual environment.
	@rm -rf $(VENV) output build *.egg-info .mypy_cache .ruff_cache .pytest_cache .benchmarks .hypothesis
