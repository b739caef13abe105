# LibCoop: `make run` on a fresh checkout builds the graph, answers a question and draws a network.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.PHONY: help run test soak lint format tools views bench wheel lock clean

BIN := .venv/bin
GRAPH := build/kg.nq
VIEW := build/co-participation.html
BUNDLE := kg/views/bundle/map.js kg/views/bundle/sigma.js
# A folder is newer when a file in it came or went.
INPUTS := $(shell find data ontology queries/rules) $(shell find kg -name '*.py')
LINTED := kg tests bench
KILLS := 5000
QUESTION := disagreements -p thing="First Sino-Russia Library Forum"

help:  ## say what there is to make
	@sed -nE 's/^([a-z]+):.*## (.*)/make \1\t\2/p' Makefile | expand -t 16

run: $(VIEW)  ## build the graph, answer a question, draw a network
	@echo
	@$(BIN)/kg query $(QUESTION)
	@echo
	@echo "Who met whom, as a page for the browser: $(abspath $(VIEW))"

test: $(GRAPH) lint  ## run all tests and list what was left out (pytest's options: ARGS=...)
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile $(ARGS)

soak: .venv/test.done  ## kill builds at random moments, for a long while (how often: KILLS=...)
	@KG_KILLS=$(KILLS) $(BIN)/python -m pytest tests/test_faults.py -k killed_at_any_moment

lint: .venv/test.done  ## check style and types
	@$(BIN)/ruff check --quiet $(LINTED)
	@$(BIN)/ruff format --check --quiet $(LINTED) || { echo "style: files are not in form: make format"; exit 1; }
	@$(BIN)/mypy $(LINTED)

format: .venv/test.done  ## bring the code in form
	@$(BIN)/ruff check --fix --quiet $(LINTED) || true
	@$(BIN)/ruff format --quiet $(LINTED)

tools: .venv/test.done $(BUNDLE)  ## install the foreign programs that tests use (Debian, as root)
	@tools/engines.sh

views: $(BUNDLE)  ## make what draws large networks and maps in a browser (`make run` does it)

bench: .venv/test.done $(GRAPH)  ## measure against other engines
	@$(BIN)/python -m bench

wheel: $(BUNDLE)  ## make a wheel that carries the ontology, the data and the queries
	@$(BIN)/python -m hatchling build --target wheel --directory build/dist

lock: .venv/run.done  ## pin the newest packages (commit the result)
	@tools/lock.sh --upgrade

clean:  ## remove all that was made, but for .venv
	@rm -rf build kg/views/bundle .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -path ./.venv -prune -o -name __pycache__ -type d -exec rm -rf {} +

# Where its packages cannot be fetched, a network is drawn all the same.
$(VIEW): $(GRAPH) $(wildcard $(BUNDLE))
	@$(MAKE) --no-print-directory views || echo "views: not made; the page is drawn another way"
	@$(BIN)/kg view co-participation -o $@

# % stands for the folder: files of one pattern are made together.
kg/views/%/map.js kg/views/%/sigma.js: .venv/run.done tools/views.sh $(wildcard tools/views/*.js*)
	@tools/views.sh

$(GRAPH): .venv/run.done $(INPUTS)
	@$(BIN)/kg build
	@touch $@ # an unchanged graph keeps its date otherwise

.venv/%.done: requirements/%.txt pyproject.toml tools/venv.sh
	@tools/venv.sh requirements/$*.txt
	@touch $@

.venv/test.done: .venv/run.done
