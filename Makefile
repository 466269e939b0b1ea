# The way in, for people and for continuous integration alike: `make` lists what there is.

# A speed for the demo and arguments for pytest come from the command line: make demo SPEED=30, make test ARGS="-k breath"
SPEED ?=
ARGS ?=
SECONDS ?= 120
INPUTS ?= 5000
RENEW ?=
IN ?=
WORDS ?=
BIN := .venv/bin

# What is otherwise from system to system; the rest is, to mypy, the same everywhere, and costs half a minute each time.
OF_ONE_SYSTEM = $(shell grep -rlE --include='*.py' '(sys|os)\.(platform|name)\b|^ *(import|from) (ctypes|fcntl|grp|msvcrt|pwd|resource|signal|termios|tty|winreg)\b' biofeedback devices sessions ui)

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint check audit bench screens guide preview accuracy disorder followers in-step docs messages installer smoke sbom wheels release-check deb deb-proof oracle fuzz kills typed-hangul lab-study soak properties clean test-packages build-packages window-libraries
# The order of `check` is meant (quick things first, pytest's closing line last), also under make -j.
.NOTPARALLEL:

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: ## make .venv with everything needed (instant when it is there)
	@sh scripts/setup.sh

demo: setup ## a three-minute practice with the simulated heart; SPEED=30 makes it short
	@$(BIN)/soften begin compassionate_pause --sensor simulated $(if $(SPEED),--speed $(SPEED))

# Twice as many at a time as there are processors, on two: much of what is tested waits for time to pass.
# They take files in the order of tests/rigs/suite/suite_order.py, not those with most tests first.
# Each would compile every file anew where the system is told to keep nothing compiled.
test: setup test-packages window-libraries ## run the tests; ARGS="-k breath" chooses among them
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest --ignore=tests/benchmarks -n 4 --dist loadfile --no-loadscope-reorder --benchmark-disable $(ARGS)

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	@# At once, because each is of one processor. mypy also as the other two systems have it: each knows of code that is
	@# for the others alone, so that is no fault there.
	@sh scripts/side_by_side.sh '$(BIN)/mypy' \
		'$(BIN)/mypy --platform win32 --no-warn-unreachable --cache-dir .mypy_cache/win32 $(OF_ONE_SYSTEM)' \
		'$(BIN)/mypy --platform darwin --no-warn-unreachable --cache-dir .mypy_cache/darwin $(OF_ONE_SYSTEM)' \
		'$(BIN)/lint-imports --no-cache'

check: lint test ## formatting, lint, types, import contracts, then the tests

audit: setup ## look for known vulnerabilities in all that is installed; says so where nobody answers
	@sh scripts/audit.sh

bench: setup oracle test-packages window-libraries ## run the benchmarks
	@$(BIN)/python -m pytest tests/benchmarks --benchmark-only $(ARGS)

screens: setup ## take every screen into screens/ and compare them with their references; RENEW=1 renews those and the guide's, IN=ko takes them in a language
	@$(BIN)/python -m tests.ui.pictures $(if $(RENEW),--renew) $(IN)
	@$(if $(RENEW),$(BIN)/python -m tests.ui.pictures.guide)

preview: setup ## the window in a language as its files are now, IN=de, with data of its own; WORDS="begin --terminal" for a command
	@$(BIN)/python -m scripts.preview $(IN) $(WORDS)

guide: setup ## take the pictures of docs/guide anew
	@$(BIN)/python -m tests.ui.pictures.guide

accuracy: setup ## write docs/accuracy.md: how well we and others do on the shared recordings
	@sh scripts/side_venv.sh .compare-venv 'neurokit2==0.2.13' 'systole==0.2.0' 'heartpy==1.2.7' 'sleepecg==0.6.0'
	@$(BIN)/python -m scripts.accuracy

disorder: setup ## print how well disorder is told from hearts, write docs/disorder.md
	@$(BIN)/python -m scripts.disorder

followers: setup ## simulate 200 people, print how far followers lie apart, write docs/followers.svg
	@$(BIN)/python -m scripts.followers

in-step: setup ## print how often hearts are in step by chance, write docs/in-step.md
	@$(BIN)/python -m scripts.in_step

messages: setup ## extract the messages of the code, then update and compile the catalogue of each language
	@$(BIN)/python -m scripts.messages

docs: messages ## write the pages of docs that are made from what the program itself knows
	@$(BIN)/python scripts/write_signals_page.py
	@$(BIN)/python scripts/write_sensors_page.py
	@$(BIN)/python scripts/write_practices_page.py
	@$(BIN)/python scripts/write_recording_page.py
	@$(BIN)/python scripts/write_live_page.py
	@$(BIN)/python scripts/write_architecture_table.py

oracle: setup ## make .oracle-venv with NeuroKit2, which the benchmarks measure against
	@sh scripts/side_venv.sh .oracle-venv 'neurokit2==0.2.13'

fuzz: setup ## look for bytes that a parser cannot take, for SECONDS (120), and for such files, INPUTS (5000) of a kind
	@sh scripts/side_venv.sh .fuzz-venv 'atheris>=2.3' numpy scipy pyserial 'sleepecg>=0.6'
	@.fuzz-venv/bin/python -m tests.fuzz.fuzz_protocols -max_total_time=$(SECONDS) -print_final_stats=1
	@$(BIN)/python -m tests.fuzz.fuzz_files --inputs $(INPUTS)

properties: ## hold every property against examples that no run has seen before, and other statements against many more
	@$(MAKE) --no-print-directory test ARGS='--hypothesis-profile=searching -m "hypothesis or long" $(ARGS)'

kills: setup ## kill a sealed recording at KILLS (200) random moments and look at what is left
	@KILLS=$(or $(KILLS),200) $(BIN)/python -m pytest -q -n 0 tests/sessions/sealed/test_sealed_crash.py

# Also: HOURS of the long practice, SESSIONS of the large library, ONLY="kills places", RENEW=1 for what was through.
soak: setup ## bring every fault about (an hour at most) and write docs/faults.md; KILLS=200 of each kind
	@$(BIN)/python -m tests.soak --kills $(or $(KILLS),200) --hours $(or $(HOURS),8) --sessions $(or $(SESSIONS),2000) \
		$(if $(ONLY),--only $(ONLY)) $(if $(RENEW),--renew)

# Takes ibus and ibus-hangul beside the packages of the tests: IBus is a desktop's own, so no test starts it.
typed-hangul: setup test-packages ## type Korean into a note of a real window through IBus, as a person does; PICTURE=FILE keeps its picture
	@$(BIN)/python -m tests.rigs.screens.typed_hangul $(PICTURE)

lab-study: setup ## a small study as a lab does it: twenty simulated people, two conditions, the key opened at the end
	@folder=$$(mktemp -d) && $(BIN)/python -m tests.rigs.studies.lab_study $$folder; rm -rf $$folder

# Of all that the build takes: once over the network, then only where pyproject.toml changed.
installer: setup build-packages ## build the installed program in dist/soften, for the system that this is
	@sh scripts/side_venv.sh .installer-venv 'pyinstaller>=6.16,<7' 'pillow>=11' 'babel>=2.17' 'hatchling>=1.27' -e '.[files,lsl,osc,report,sealed,voice]'
	@PYTHONHASHSEED=1 .installer-venv/bin/python -m PyInstaller --log-level WARN --noconfirm installers/soften.spec

smoke: test-packages ## start what `make installer` built: window, practice, replay, report, export, seal
	@$(BIN)/python -m installers.smoke dist/soften/soften --pictures build/pictures

# Packed by zstd in half a minute; a release takes COMPRESSION=xz, which is smaller and slow.
deb: build-packages ## make the Debian package of what `make installer` built; COMPRESSION=xz for a release
	@.installer-venv/bin/python -m installers.debian.build --compression $(or $(COMPRESSION),zstd)

deb-proof: ## install the newest package in a bare Debian chroot, start it there, purge it; SUITE=trixie (as root)
	@sh installers/debian/in_a_chroot.sh $$(ls -t dist/soften_*.deb | head -n 1) $(or $(SUITE),bookworm)

# In a .venv of its own, because what writes the list is no part of the program that the list is of.
sbom: setup ## write what the installed program is made of (CycloneDX) into dist, from the libraries of `make installer`
	@sh scripts/side_venv.sh .sbom-venv 'cyclonedx-python-lib[json-validation]>=11'
	@.sbom-venv/bin/python -m installers.sbom --libraries $$(.installer-venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')

# Every Python that is found and suits, or PYTHONS="python3.12 /path/to/python3.14".
wheels: setup test-packages ## install wheel and sdist with uv and pipx on each Python there is, and try what came of it
	@sh scripts/side_venv.sh .wheels-venv 'uv>=0.9' 'pipx>=1.8'
	@PATH="$(CURDIR)/.wheels-venv/bin:$$PATH" $(BIN)/python -m scripts.try_wheels --whole $(PYTHONS)

release-check: setup ## say whether the version, the changelog and TAG (v and the version) fit for a release
	@$(BIN)/python -m scripts.check_release $(TAG)

clean: ## take away .venv and whatever tools left behind; recordings stay
	rm -rf .venv .oracle-venv .compare-venv .fuzz-venv .installer-venv .audit-venv .sbom-venv .wheels-venv build dist .hypothesis .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .benchmarks .soak screens
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Programs and libraries that a practice does without: a pretend radio, a virtual screen, a sound server, compilers.
test-packages:
	@sh scripts/packages.sh tests

# What looks into libraries and packs them.
build-packages:
	@sh scripts/packages.sh build

# Asked of Qt itself, because its own message comes without the names of packages.
window-libraries:
	@$(BIN)/python -c 'import PySide6.QtWidgets' 2>/dev/null || { \
		$(BIN)/python -c 'import PySide6.QtWidgets' 2>&1 | tail -n 1; \
		echo 'The tests open windows, which takes the system packages that `make setup` names.'; exit 1; } >&2
