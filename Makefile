# Two commands matter: `make demo` and `make check`. Each sets up all it needs, and is quick the second time.
.PHONY: demo check setup lint types imports test bench faults conformance package lock clean

BIN := .venv/bin

demo: setup
	$(BIN)/pishkhan demo --out build/demo

check: setup lint types imports test

setup:
	./setup.sh

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy

imports:
	$(BIN)/lint-imports --no-cache

test:
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n auto --dist loadgroup

bench: setup
	$(BIN)/python -m tests.bench $(only)

faults: setup
	PISHKHAN_FAULTS=1 PISHKHAN_KILLS=1000 $(BIN)/python -m pytest tests/faults tests/sync -q

conformance: setup
	$(BIN)/python -m tests.differential

package: setup
	PYTHONHASHSEED=0 $(BIN)/pyinstaller --noconfirm --clean --distpath build/package --workpath build/pyinstaller build.spec
	PISHKHAN_PACKAGE=build/package/pishkhan $(BIN)/python -m pytest tests/e2e/test_package.py -q

# uv resolves for every system and Python at once; the lock carries hashes and no addresses
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml --group dev -o requirements.lock

clean:
	rm -rf build .mypy_cache .ruff_cache .pytest_cache
