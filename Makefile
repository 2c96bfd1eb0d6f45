# Every task of the project; `make help` lists them. GNU make; names of files must have no spaces.
# Nothing has to be activated: what a task needs is set up in .venv the first time.

PYTHON ?= python3
ISSUES_DIR ?= examples
DEMO := examples/yunxi-2026-09/issue-57.yaml
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
LOWEST := .venv-lowest
CONSUMERS := .venv-consumers
QUIET := --quiet --disable-pip-version-check
# One version of each for every Python and every system, with the hashes of all its files.
RESOLVE_GROUP = $(BIN)/uv pip compile --quiet --universal --fork-strategy fewest --generate-hashes \
	--custom-compile-command 'make lock'
RESOLVE = $(RESOLVE_GROUP) pyproject.toml
# The variable keeps its makers' advertisement out of our output.
SITE = NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build
FACES := fonts/free/fetched.json
WORDS := $(addprefix src/huibian/linebreak/jieba/words.,trie entries)

.DEFAULT_GOAL := help
.PHONY: help demo issues fonts test test-lowest coverage mutate engines onlyoffice consumers copying structure man words lock refs check format site pictures bench \
	line-quality wheel clean faces data

help: ## List the tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: $(VENV)/installed data ## Render the example issue and say where the files are
	@$(BIN)/huibian render $(DEMO)

issues: $(VENV)/installed data ## Render every issue under ISSUES_DIR=examples that changed; ARGS='-j 1' for one by one
	@$(BIN)/huibian build '$(ISSUES_DIR)' $(ARGS)

fonts: $(VENV)/installed ## Fetch the free faces, and check those there are; ARGS='--script rare_han' for more
	@$(BIN)/python -m tools.fetch_fonts $(ARGS)
	@touch $(FACES)

test: $(VENV)/installed-dev data ## Run the tests; ARGS='-k toc' for some of them
	$(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

test-lowest: $(LOWEST)/installed data ## Run the tests with the oldest libraries that pyproject.toml allows
	$(LOWEST)/bin/python -m pytest -n 2 --dist worksteal $(ARGS)

# Takes more than twice as long as `make test`, so neither that nor CI measures. Left out is what counts the files that
# huibian opens, and the time that it takes: measuring opens files of its own, and takes time.
UNMEASURED := --ignore tests/test_security.py \
	--deselect tests/text/markdown/test_read.py::test_what_repeats_itself_is_read_in_linear_time
coverage: $(VENV)/installed-dev data ## Run the tests, and fail where they run fewer lines and branches than they did
	@rm -f .coverage .coverage.*
	$(BIN)/python -m coverage run -m pytest -n 2 $(UNMEASURED) $(ARGS)
	-@$(BIN)/python -m coverage combine --quiet
	@$(BIN)/python -m coverage report --skip-covered

mutate: $(VENV)/installed-dev data ## Put faults into what differs from main and say which no test sees; ARGS=--help
	@$(BIN)/python -m tools.mutate $(ARGS)

engines: onlyoffice $(CONSUMERS)/node_modules/installed ## Set up ONLYOFFICE and LibreOffice 24.8 in .venv-consumers

onlyoffice: $(CONSUMERS)/installed $(CONSUMERS)/faces/names.json

lock: $(VENV)/installed-dev ## Update requirements/ from pyproject.toml; ARGS=--upgrade for the newest versions
	$(RESOLVE) --group build --output-file requirements/run.txt $(ARGS)
	$(RESOLVE) --group build --group dev --constraint requirements/run.txt --output-file requirements/dev.txt $(ARGS)
	$(RESOLVE_GROUP) --group docs --constraint requirements/dev.txt --output-file requirements/docs.txt $(ARGS)
	$(RESOLVE_GROUP) --group consumers --output-file requirements/consumers.txt $(ARGS)
	$(RESOLVE) --group build --extra preview --resolution lowest-direct --upgrade --output-file requirements/lowest.txt

refs: $(VENV)/installed-dev data ## Write the reference files of the tests; read the diff before a commit
	HUIBIAN_REFS=write $(BIN)/python -m pytest -q $(ARGS)
	@git --no-pager diff --stat -- tests

# The site without --quiet, which would keep the warnings from --strict too.
check: $(VENV)/installed-docs $(WORDS) ## Run the linters, the type checker and the import contracts, and build the site strictly
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(SITE) --strict

format: $(VENV)/installed-dev ## Format the code and fix what the linter can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

site: $(VENV)/installed-docs $(WORDS) ## Build the site of the documents into site/: open site/index.html
	@$(SITE) --quiet

pictures: $(VENV)/installed-dev data ## Draw the pages that the README shows; look at them before a commit
	$(BIN)/python -m tools.pictures

bench: $(VENV)/installed-dev data ## Measure what a render costs, beside other typesetters; ARGS=--help
	$(BIN)/python -m tools.bench $(ARGS)

line-quality: $(VENV)/installed-dev data ## Compare our lines with those of Typst, Chromium and XeLaTeX
	@$(BIN)/python -m tools.line_quality $(ARGS)

words: $(VENV)/installed ## Make the dictionary of words, if it is not there; ARGS=dict.txt out of that file of jieba
	@$(BIN)/python -m tools.words $(ARGS)
	@touch $(WORDS)

man: $(VENV)/installed ## Write the man page out of the help, into docs/huibian.1
	@$(BIN)/python -m tools.man

copying: $(VENV)/installed-dev data ## Count the lines that are cut when text is copied; ARGS=3 for fewer random issues
	@$(BIN)/python -m tools.copying $(ARGS)

structure: $(VENV)/installed-dev $(WORDS) ## Count what is read right of the manuscripts in tests/corpus; ARGS=FILE shows that one
	@$(BIN)/python -m tools.structure $(ARGS)

consumers: $(VENV)/installed-dev data engines ## Compare our pages with those of other engines; ARGS=--help says how
	@$(BIN)/python -m tools.consumers $(ARGS)

wheel: $(VENV)/installed $(WORDS) ## Build the wheel into dist/
	$(BIN)/python -m pip wheel $(QUIET) --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist/*.whl

clean: ## Remove what was made, except .venv, the fonts and the dictionary of words
	rm -rf build dist site .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find examples -maxdepth 2 -name '*.pdf' -o -name '*.docx' | xargs rm -f
	find src tests tools -name __pycache__ | xargs rm -rf

# What every render reads and git does not have.
data: faces $(WORDS)

# A pattern, though there is one of each: so one run makes both, in every version of make.
$(subst .,%,$(WORDS)): tools/words.py | $(VENV)/installed
	@$(MAKE) --no-print-directory words ARGS=

# Where there is no apt-get, huibian still renders, in the faces that it finds.
faces: $(VENV)/installed
	@test $(FACES) -nt fonts/catalogue.yaml || $(MAKE) --no-print-directory fonts ARGS= \
		|| echo 'Going on without the free faces.' >&2

$(VENV)/installed: pyproject.toml requirements/run.txt
	@$(call install,$(VENV),requirements/run.txt)
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements/dev.txt
	@$(BIN)/python -m pip install $(QUIET) --require-hashes --requirement requirements/dev.txt
	@touch $@

$(VENV)/installed-docs: $(VENV)/installed-dev requirements/docs.txt
	@$(BIN)/python -m pip install $(QUIET) --require-hashes --requirement requirements/docs.txt
	@touch $@

# All the tests' tools, and over them what a user has who has the oldest of everything.
$(LOWEST)/installed: pyproject.toml requirements/dev.txt requirements/lowest.txt
	@$(call install,$(LOWEST),requirements/dev.txt)
	@$(LOWEST)/bin/python -m pip install $(QUIET) --require-hashes --requirement requirements/lowest.txt
	@$(LOWEST)/bin/python -m pip check
	@touch $@

# Programs that we run and never import, one of them under the AGPL: not in the venv of those who run huibian.
$(CONSUMERS)/installed: requirements/consumers.txt
	@echo 'Installing other engines into $(CONSUMERS) ...'
	@$(PYTHON) -m venv $(CONSUMERS)
	@$(CONSUMERS)/bin/python -m pip install $(QUIET) --require-hashes --requirement requirements/consumers.txt
	@touch $@

$(CONSUMERS)/node_modules/installed: tools/consumers/package.json tools/consumers/package-lock.json
	@mkdir -p $(CONSUMERS) && cp $^ $(CONSUMERS)
	@if command -v npm >/dev/null; then npm ci --prefix $(CONSUMERS) --ignore-scripts --omit=peer --no-audit --no-fund --silent && touch $@; \
		else echo 'Going on without LibreOffice 24.8: there is no npm.' >&2; fi

$(CONSUMERS)/faces/names.json: $(CONSUMERS)/installed $(VENV)/installed-dev tools/consumers/rename_faces.py | faces
	@$(BIN)/python -m tools.consumers.faces

# Byte code is made here, pip's and ours, for those who run huibian where they may not write.
define install
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	|| { echo 'huibian needs Python 3.11 or later: make PYTHON=python3.12 $(MAKECMDGOALS)' >&2; exit 1; }; \
$(PYTHON) -c 'import ensurepip, venv' \
	|| { echo 'Python has no venv here; on Debian: apt-get install python3-venv' >&2; exit 1; }; \
echo 'Installing huibian into $(1) ...'; \
$(PYTHON) -m venv $(1) \
	&& $(1)/bin/python -m pip install $(QUIET) --require-hashes --requirement $(2) \
	&& $(1)/bin/python -m pip install $(QUIET) --no-deps --no-build-isolation --editable . \
	&& $(1)/bin/python -m compileall -q src
endef
