# 政务公开助手. Each target sets up what it needs; `make help` lists them.
PYTHON := .venv/bin/python
GONGKAI := .venv/bin/gongkai
TEST_ENV := QT_QPA_PLATFORM=offscreen
# A file's tests share what they set up; one process more than cores, since many tests wait for something.
TESTS := -n $(shell expr `nproc` + 1) --maxprocesses 5 --dist loadfile
ARCHIVE = gongkai-desk-$(shell sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)-linux-$(shell uname -m).tar.gz

.DEFAULT_GOAL := help
.PHONY: help setup setup-test run test check audit layouts faults bench golden contact-sheets screenshots manual demo dist dist-clean-room clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 18

setup: ## virtual environment, system libraries, Chinese fonts (quick when nothing changed)
	@scripts/setup.sh

setup-test: ## the same and what the tests need
	@scripts/setup.sh --test

run: setup ## the window with a reference portal beside it; without a display the demo
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then $(PYTHON) -m desktop_app --with-portal; \
	else $(GONGKAI) demo --out build/demo; fi

test: setup-test ## the whole test suite
	$(TEST_ENV) $(PYTHON) -m pytest $(TESTS)

check: setup-test ## the gate: format, lint, types, imports, forms, tests
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports
	$(GONGKAI) lint
	$(TEST_ENV) $(PYTHON) -m pytest $(TESTS)

audit: setup-test ## asks PyPI's advisories about every pinned package; says so where it cannot
	@$(PYTHON) -m tests.audit

layouts: setup-test ## every type's sample, measured on printed pages (the suite measures one of every area)
	@EVERY_LAYOUT=1 $(TEST_ENV) $(PYTHON) -m pytest -q tests/forms/test_measured_layout.py tests/forms/test_pdf_standards.py tests/adapters/writers/test_office_rules.py

faults: setup-test ## a thousand items over a chaotic line, killed again and again; 120 kills while locking (the suite does fewer)
	@EVERY_FAULT=1 $(TEST_ENV) $(PYTHON) -m pytest tests/services/test_faults.py tests/journeys/test_killed_while_locking.py

bench: setup-test ## one table of ratios, each measured against its counterpart
	@$(TEST_ENV) $(PYTHON) -m tests.bench

fuzz: setup-test ## a hundred thousand damaged files through the readers (some twenty minutes; COUNT=1000 for fewer)
	@$(PYTHON) -m tests.fuzz $(or $(COUNT),100000)

golden: setup-test ## rewrites the golden files; read the diff
	@$(TEST_ENV) $(PYTHON) -m tests.golden

contact-sheets: setup-test ## first pages of every type's sample into build/contact-sheets
	@$(PYTHON) -m tests.contact_sheets

screenshots: setup-test ## the window's pictures into build/screenshots
	@$(TEST_ENV) $(PYTHON) -m tests.screenshots

manual: setup-test ## the manual's pictures, taken from the real window, into docs/manual/pictures
	@$(TEST_ENV) $(PYTHON) -m tests.manual

demo: setup ## the main job from end to end, into build/demo
	@$(GONGKAI) demo --out build/demo

dist: setup-test ## the program as a folder and one archive, unpacked and tried without Python (OCR=1: reads scans)
	OCR=$(OCR) $(PYTHON) -m PyInstaller --noconfirm build.spec
	cp packaging/linux/* dist/gongkai/
	tar -C dist -czf dist/$(ARCHIVE) gongkai
	rm -rf build/unpacked && mkdir -p build/unpacked && tar -C build/unpacked -xzf dist/$(ARCHIVE)
	GONGKAI_TRY_OCR=$(OCR) $(PYTHON) -m tests.packed packaging/try_out.sh $(CURDIR)/build/unpacked/gongkai $(CURDIR)/build/samples $(CURDIR)/build/tried
	@du -sh dist/gongkai dist/$(ARCHIVE)

dist-clean-room: ## the packed program, tried on a Debian without Python (root and debootstrap)
	GONGKAI_TRY_OCR=$(OCR) PATH="$$PATH:/usr/sbin" $(PYTHON) -m tests.packed packaging/clean_room.sh dist/gongkai build/samples

clean: ## removes what was built; keeps .venv and .fonts
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov
