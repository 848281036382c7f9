# Two commands do the main job: `make site` and `make test`. Each installs what it needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SITE_READY := $(VENV)/.site-ready
TEST_READY := $(VENV)/.test-ready
AUDIT := $(VENV)/audit

# What a change is compared with, how problems are printed, and where its preview will be found.
BASE ?= main
FORMAT ?= text
PREVIEW ?=

.DEFAULT_GOAL := help

.PHONY: help site serve check check-change comment preview style test test-code bench queries links stale audit lock golden schema clean post-comment post-reports

help: ## List these commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

site: $(SITE_READY) ## Check all records and build the site into site/
	$(BIN)/beacon build

serve: $(SITE_READY) ## Preview at http://localhost:8000, built anew on every save
	$(BIN)/beacon serve

check: $(SITE_READY) ## Only check the content
	$(BIN)/beacon check

check-change: $(SITE_READY) ## Check the content; fail only for files changed since BASE (main)
	$(BIN)/beacon check --touched $(BASE) --format $(FORMAT)

comment: $(SITE_READY) ## Write into build/comment/ what is said of the changes since BASE, with their pictures
	$(BIN)/beacon comment $(BASE) --out build/comment --preview "$(PREVIEW)"

preview: $(SITE_READY) ## Build the site with a page of the changes since BASE into build/preview/
	rm -rf .beacon/compared
	$(BIN)/beacon build --compare $(BASE) --keep-going --site .beacon/compared || test -e .beacon/compared/index.html
	rm -rf build/preview && mkdir -p build && cp -RL .beacon/compared build/preview

style: $(SITE_READY) ## Bring every record into the one style; no value changes
	$(BIN)/beacon fmt

test: check test-code ## Run everything that must pass

test-code: $(TEST_READY) ## The same without the check of the content, of which a proposal answers for its own files only
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@# A file of tests stays with one worker, which makes its costly fixtures once.
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

bench: $(TEST_READY) ## Measure speed and size beside Hugo, Pagefind and MkDocs; takes a while
	$(BIN)/python -m tests.bench --out docs/benchmarks.md

queries: $(SITE_READY) $(TEST_READY) ## Ask the built site what people ask, and print how often search answers
	$(BIN)/python -m tests.search

golden: $(TEST_READY) ## Refresh the golden pages and expected problems; review the diff
	UPDATE=1 $(BIN)/python -m pytest tests/test_golden.py tests/test_broken.py

links: $(SITE_READY) ## Ask external addresses whether they answer; report in build/reports/links.md, answers in links.json for the site
	mkdir -p build/reports
	$(BIN)/beacon links --visit --memory links.json --format markdown > build/reports/links.md

stale: $(SITE_READY) ## List what must be read again; report in build/reports/stale.md
	mkdir -p build/reports
	$(BIN)/beacon stale --format markdown > build/reports/stale.md

audit: | $(VENV)/bin/python ## Ask public databases for known faults of what we depend on
	$(PYTHON) -m venv $(AUDIT)
	$(AUDIT)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/audit.txt
	$(AUDIT)/bin/pip-audit --require-hashes --disable-pip -r requirements/test.txt

post-comment: ## Post what the check RUN of a pull request left behind (in a workflow; needs GITHUB_TOKEN)
	$(PYTHON) -m generator.post comment --run "$$RUN"

post-reports: ## Keep the reports in build/reports/ in issues (in a workflow; needs GITHUB_TOKEN)
	$(PYTHON) -m generator.post issue --title "Addresses outside the library" --file build/reports/links.md
	$(PYTHON) -m generator.post issue --title "Records to be read again" --file build/reports/stale.md

schema: $(SITE_READY) ## Write JSON Schemas for editors into .beacon/schemas/
	$(BIN)/beacon schema

lock: ## Resolve requirements/*.in anew into requirements/*.txt (needs uv on the PATH)
	cd requirements && uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header test.in -o test.txt
	cd requirements && uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -c test.txt site.in -o site.txt
	cd requirements && uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header audit.in -o audit.txt

clean: ## Remove the environment, the site and all builds and caches
	rm -rf $(VENV) .beacon site build *.egg-info .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

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
