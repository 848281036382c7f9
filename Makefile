# Two commands do the main job: `make site` and `make test`. Each installs what it needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SITE_READY := $(VENV)/.site-ready
TEST_READY := $(VENV)/.test-ready

.DEFAULT_GOAL := help

.PHONY: help site serve check test lint bench queries lock golden schema clean

help: ## List these commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

site: $(SITE_READY) ## Check all records and build the site into site/
	$(BIN)/beacon build

serve: $(SITE_READY) ## Preview at http://localhost:8000, built anew on every save
	$(BIN)/beacon serve

check: $(SITE_READY) ## Only check the content
	$(BIN)/beacon check

test: $(TEST_READY) ## Run everything that CI runs
	$(BIN)/beacon check
	$(BIN)/beacon fmt --check
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2 --dist loadgroup

bench: $(TEST_READY) ## Measure speed and size beside Hugo, Pagefind and MkDocs; takes a while
	$(BIN)/python -m tests.bench --out docs/benchmarks.md

queries: $(SITE_READY) $(TEST_READY) ## Ask the built site what people ask, and print how often search answers
	$(BIN)/python -m tests.search

golden: $(TEST_READY) ## Refresh the golden pages and expected problems; review the diff
	UPDATE=1 $(BIN)/python -m pytest tests/test_golden.py tests/test_broken.py

schema: $(SITE_READY) ## Write JSON Schemas for editors into .beacon/schemas/
	$(BIN)/beacon schema

lock: ## Resolve requirements/*.in anew into requirements/*.txt (needs uv on the PATH)
	cd requirements && uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header test.in -o test.txt
	cd requirements && uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -c test.txt site.in -o site.txt

clean: ## Remove everything that was made, the environment included
	rm -rf $(VENV) .beacon site build *.egg-info

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Beacon needs Python 3.11 or newer; try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(SITE_READY): requirements/site.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/site.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(TEST_READY): requirements/test.txt $(SITE_READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@$(BIN)/python -m tests.browser --install
	@touch $@
