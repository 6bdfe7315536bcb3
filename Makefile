# `make run` needs Python 3.11 to 3.13 and make. See docs/contributing.md.

PORT ?= 8000
PYTHON ?=
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run install install-dev test check lint format bench messages lock clean

help: ## Say what there is to make
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 18

run: install ## Build the demonstration and serve it on http://127.0.0.1:8000 (PORT=… to change)
	@exec $(BIN)/clarion demo --port $(PORT)

install:
	@PYTHON="$(PYTHON)" sh tools/install.sh

install-dev:
	@PYTHON="$(PYTHON)" sh tools/install.sh --dev

test: install-dev ## Run the whole suite, on SQLite and on PostgreSQL where a server answers
	@$(BIN)/python tools/run_tests.py

check: install-dev ## Run what is fast: the style and the quick tests, on SQLite
	@$(BIN)/ruff check --quiet
	@$(BIN)/pytest -n 2 -m "not browser and not slow"

lint: install-dev ## Check style, types, templates, arrows, migrations and production settings
	@$(BIN)/python tools/lint.py

format: install-dev ## Lay out the code as `make lint` wants it
	@$(BIN)/ruff check --fix --quiet
	@$(BIN)/ruff format --quiet

bench: install-dev ## Measure; a table, and var/bench.json (ONLY=name for one)
	@$(BIN)/python -m bench $(if $(ONLY),--only $(ONLY))

messages: install-dev ## Gather the words of every room for translation, name those missing, compile
	@$(BIN)/python tools/messages.py

lock: install-dev ## Choose the versions of all libraries anew
	@sh tools/lock.sh

clean: ## Delete the demonstration and everything that was built, but not .venv
	@rm -rf var .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
