# Tripoint. The two commands of a newcomer: `make report` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RAW := $(or $(TRIPOINT_RAW),$(wildcard ../shared/data))
export TRIPOINT_RAW := $(if $(RAW),$(abspath $(RAW)))
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: report demo-return test check bench oracle edition protocol words clean

report: $(VENV)/.run
	@$(BIN)/tripoint report --out out/report

demo-return: $(VENV)/.run
	@sh scripts/demo_return.sh $(BIN)/tripoint out/demo-return

test: $(VENV)/.test
	@$(BIN)/python tests/run.py

check: $(VENV)/.test
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest tests -m "not slow and not raw" -x

bench: $(VENV)/.test
	$(BIN)/python -m bench --write $(if $(GROUP),--group $(GROUP))

# What R says, for the tests to compare with; half an hour, or one script: make oracle ORACLE=aberration
oracle: $(VENV)/.run
	@command -v Rscript >/dev/null && Rscript -e 'library(surveillance)' >/dev/null 2>&1 || { echo "make oracle needs R with surveillance: apt-get install r-base-core r-cran-surveillance"; exit 1; }
	@for script in tests/oracle/$(or $(ORACLE),*).R; do echo "$$script …" && PYTHON=$(BIN)/python Rscript "$$script" || exit 1; done

edition: $(VENV)/.run
	@test -n "$(RAW)" || { echo "make edition needs the publishers' files: TRIPOINT_RAW=folder make edition"; exit 1; }
	$(BIN)/python -m tripoint.pipeline.edition --from "$(RAW)"

protocol: $(VENV)/.run
	$(BIN)/python -m tripoint.protocol.document docs/protocol
	$(BIN)/python -m tripoint.returns.document docs/return

words: $(VENV)/.test
	$(BIN)/python -m tripoint.present.extract

$(VENV)/.run: requirements/run.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Tripoint needs Python 3.11 or newer: apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv is missing: apt-get install python3-venv"; exit 1; }
	@echo "Installing what the report needs into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.run requirements/test.txt requirements/spark.txt
	@echo "Installing what the tests need into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements/test.txt
	@$(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: --no-binary pyspark --no-build-isolation -r requirements/spark.txt
	@touch $@

clean:
	rm -rf $(VENV) out build
