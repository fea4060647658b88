# `make demo` prints the sample contracts, `make test` runs what CI runs. Both need Python 3.11 or later, and nothing else.

PYTHON ?= python3
OUT ?= out
# More for pytest, such as PYTEST="-k orders --update-golden".
PYTEST ?=
# LOCK=--upgrade takes newer versions, else only what pyproject.toml asks for is changed.
LOCK ?=

VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check
INSTALL_PROJECT = $(PIP) install --no-deps --no-index --no-build-isolation --editable .
REVIEW = $(BIN)/tamdocs review
FORMATS = --format docx --format pdf --format html
COMPILE = $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header --no-emit-index-url $(LOCK)

.PHONY: demo test lint format lock clean
.DELETE_ON_ERROR:

demo: $(VENV)/installed
	$(BIN)/tamdocs pack contracts/ --out $(OUT)
	@for kind in monthly:2018-08 quarterly:2018-Q3 annual:2018; do \
	  period=$${kind#*:}; kind=$${kind%:*}; \
	  $(REVIEW) $$kind contracts/order-apac-cn-direct.json --cases contracts/cases/TAM-2017-004218.csv --period $$period \
	    --notes contracts/notes/TAM-2017-004218-$$period.md --lang zh-Hans --out $(OUT)/reviews $(FORMATS) || exit 1; \
	  $(REVIEW) $$kind contracts/order-americas-us-direct.json --cases contracts/cases/RPS-2017-000931.csv --period $$period \
	    --notes contracts/notes/RPS-2017-000931-$$period.md --lang en --out $(OUT)/reviews $(FORMATS) || exit 1; \
	done
	$(REVIEW) optimization contracts/order-americas-us-direct.json --notes contracts/notes/RPS-2017-000931-optimization.md --lang en \
	  --out $(OUT)/reviews $(FORMATS)
	@echo "The contract packs lie in $(OUT)/: one folder for each order, with one for each language in it; case reviews in $(OUT)/reviews/."

test: lint
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder $(PYTEST)

lint: $(VENV)/installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/installed-dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

lock: $(VENV)/installed-dev
	$(COMPILE) --group build --output-file requirements.lock pyproject.toml
	$(COMPILE) --group dev --all-extras --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml

clean:
	rm -rf $(VENV) $(OUT) dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(VENV)/created:
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'tamdocs needs Python 3.11 or later: make PYTHON=python3.11')"
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/installed: $(VENV)/created requirements.lock pyproject.toml
	$(PIP) install --require-hashes -r requirements.lock
	$(INSTALL_PROJECT)
	@touch $@

$(VENV)/installed-dev: $(VENV)/created requirements-dev.lock pyproject.toml
	$(PIP) install --require-hashes -r requirements-dev.lock
	$(INSTALL_PROJECT)
	@touch $@
