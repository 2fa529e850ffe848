# One command a job. Set-up happens by itself, marked by stamp files in .venv.

PORT ?= 8000
WORKERS ?= 2
export PORT WORKERS
# What Python has compiled is kept, whatever the shell says: else each process compiles all of it anew.
export PYTHONDONTWRITEBYTECODE :=

SHELL := /bin/sh
VENV := .venv
PYTHON := $(VENV)/bin/python
MANAGE := $(PYTHON) manage.py
# pip compiles on one core, and what nobody imports too.
PIP_INSTALL := $(PYTHON) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --no-compile
PYTHONS := python3.14 python3.13 python3.12 python3 \
	/usr/bin/python3.14 /usr/bin/python3.13 /usr/bin/python3.12 /usr/bin/python3
# No path and no address of this machine may get into what is committed.
PIP_COMPILE := $(PYTHON) -m piptools compile --quiet --generate-hashes --strip-extras --allow-unsafe \
	--no-header --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options \
	--annotation-style=line --newline=lf
# Seconds after which a group of tests hangs; INT, so that it still stops what it has started.
TEST_SECONDS := 1800
BROWSER_SECONDS := 900
# On two cores: while one waits for the browser, others work.
SPREAD := -n 3 --dist loadfile
# Neither browser nor served site: the folders that hold nothing else are not even read.
# Three on two cores: while one waits for a clock, a socket or PostgreSQL, others work.
UNIT := -n 3 --dist worksteal -m "not browser and not stack" --ignore=tests/browser --ignore=tests/stack
# Java and Node's packages that only the long suite needs; none of them runs on a server.
STACK_TOOLS := var/stack-tools
WITHIN := timeout --foreground --signal=INT --kill-after=30

.PHONY: help run dev ready check test unit touched test-browser coverage stack test-stack \
	lint format audit sbom requirements messages bench bench-speed screenshots

help:
	@echo "make run           the site at http://127.0.0.1:$(PORT) (PORT=, WORKERS=)"
	@echo "make ready         what a server needs: the packages, and the code compiled"
	@echo "make dev           the development server, reloading"
	@echo "make check         for the working day: lint, types, the tests of the folders touched since main"
	@echo "make test          every check and test (test-browser: only those in a browser)"
	@echo "make coverage      how much of the code the tests touch"
	@echo "make stack         the whole production stack on loopback, out of Debian's packages"
	@echo "make test-stack    the long suite: long stories, every role everywhere, HTML, links, feeds, Lighthouse"
	@echo "make lint | format check | mend the style of the code"
	@echo "make messages      collect and compile the translations"
	@echo "make requirements  pin the packages named in pyproject.toml"
	@echo "make audit        known holes of the pinned packages (exit 3: nobody could be asked)"
	@echo "make sbom         what the site is made of, into var/sbom.json (CycloneDX)"
	@echo "make screenshots   the pictures in docs/, and those of the workplace to look at (var/workplace/)"
	@echo "make bench         the benchmarks (bench-speed: only the one beside Wagtail)"

run: $(VENV)/.runtime
	@exec $(MANAGE) serve

dev: $(VENV)/.runtime
	@DEBUG=1 $(MANAGE) serve --prepare
	@DEBUG=1 STAFF_MFA_REQUIRED=$${STAFF_MFA_REQUIRED:-0} exec $(MANAGE) runserver 127.0.0.1:$(PORT)

# A service may not write beside the code: what is not compiled here costs each start a second or more.
ready: $(VENV)/.runtime
	@echo "Compiling the code …"
	@$(PYTHON) -m compileall -q -j 0 portal news projects enterprises
	@echo "Ready: all packages are there, the code is compiled. Next: manage.py install (a new machine) or migrate."

# --- Tests -----------------------------------------------------------------------------------------

# What is asked many times a day; `make test` is for what lands.
check: $(VENV)/.dev $(VENV)/.system
	@$(MAKE) --no-print-directory --jobs=2 lint touched

# The types are checked beside the tests: each has times in which only one core works.
test:
	@$(MAKE) --no-print-directory --jobs=2 $(VENV)/.dev $(VENV)/.system
	@$(MAKE) --no-print-directory --jobs=2 lint unit
	$(WITHIN) $(BROWSER_SECONDS) $(PYTHON) -m pytest -q $(SPREAD) -m "browser and not long" tests/browser

unit: $(VENV)/.dev
	$(WITHIN) $(TEST_SECONDS) $(PYTHON) -m pytest -q $(UNIT)

touched: $(VENV)/.dev
	$(WITHIN) $(TEST_SECONDS) $(PYTHON) -m pytest -q $(UNIT) \
		$$($(PYTHON) tests/touched.py)

test-browser: $(VENV)/.dev $(VENV)/.system
	$(WITHIN) $(BROWSER_SECONDS) $(PYTHON) -m pytest -q $(SPREAD) -m browser tests/browser

# What the tests touch, in a quarter more time than they take alone.
coverage: $(VENV)/.dev
	$(WITHIN) $(TEST_SECONDS) $(PYTHON) -m pytest -q $(UNIT) \
		--cov --cov-report=term

# All that `make test` leaves out, and nothing of what it has tried; an hour at most, with a report.
test-stack: $(VENV)/.dev $(VENV)/.system $(VENV)/.stack $(STACK_TOOLS)/.installed ready
	@exec $(PYTHON) -m tests.long_suite

# PostgreSQL, Valkey and nginx of Debian, the files of deploy/, on loopback.
stack: $(VENV)/.dev $(VENV)/.stack ready
	@exec $(PYTHON) -m tests.stack.production

# `check --deploy` is asked about production: https, a database elsewhere, no demo.
lint: $(VENV)/.dev $(VENV)/.system
	$(PYTHON) -m ruff format --check --quiet
	$(PYTHON) -m ruff check --quiet
	@git ls-files -z -- '*.html' | xargs -0 $(VENV)/bin/djade --check --target-version 6.1
	$(PYTHON) -m mypy
	$(VENV)/bin/lint-imports --no-logo
	$(PYTHON) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	DEBUG=0 SITE_IS_DEMO=0 SITE_URL=https://portal.example STAFF_MFA_REQUIRED=1 \
	EMAIL_URL=smtp+tls://mail.portal.example:587 TRUSTED_PROXIES=127.0.0.1 ALERT_EMAIL=operator@portal.example \
	DATABASE_URL='postgres://app@db/portal?sslmode=verify-full' \
	DATABASE_OWNER_URL='postgres://owner@db/portal?sslmode=verify-full' \
	SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(60))') \
	$(MANAGE) check --deploy --fail-level WARNING
	$(MANAGE) check_messages

format: $(VENV)/.dev
	$(PYTHON) -m ruff check --fix --quiet
	$(PYTHON) -m ruff format --quiet
	@git ls-files -z -- '*.html' | xargs -0 $(VENV)/bin/djade --target-version 6.1

audit: $(VENV)/.dev
	$(PYTHON) tests/packages.py

# It holds what it writes to the schema, and fails where that is broken.
sbom: $(VENV)/.dev
	@mkdir -p var
	$(VENV)/bin/cyclonedx-py requirements --pyproject pyproject.toml --output-file var/sbom.json requirements.txt

screenshots: $(VENV)/.dev $(VENV)/.system
	SCREENSHOTS=docs/img $(PYTHON) -m pytest -q -m browser tests/browser/test_screenshots.py
	WORKPLACE_SCREENSHOTS=var/workplace $(PYTHON) -m pytest -q -m browser \
		tests/browser/test_workplace_screenshots.py

bench: bench-speed
	$(PYTHON) -m benchmarks

# Beside a constant answer, plain Django and Wagtail; pip installs that one below var/.
bench-speed: $(VENV)/.dev
	$(PYTHON) -m benchmarks.speed

# --- What is compiled and committed ----------------------------------------------------------------

requirements: $(VENV)/.dev
	$(PIP_COMPILE) --output-file=requirements.txt pyproject.toml
	$(PIP_COMPILE) --extra dev --constraint requirements.txt --output-file=requirements-dev.txt pyproject.toml

messages: $(VENV)/.runtime $(VENV)/.system
	$(MANAGE) makemessages --locale vi --no-obsolete --no-wrap --add-location file \
		--ignore '.venv/*' --ignore 'var/*' --ignore 'tests/*'
	$(MANAGE) compilemessages --locale vi --ignore '.venv/*' --ignore 'var/*'

# --- Set-up ----------------------------------------------------------------------------------------

# A .venv whose Python was upgraded or moved away is made anew.
ifneq ($(wildcard $(VENV)/.),)
$(shell $(PYTHON) -c '' 2>/dev/null || rm -rf $(VENV))
endif

# A pyenv shim may stand for a version that is not there, and Debian's python3 may lack venv: try.
$(PYTHON):
	@for found in $(PYTHONS); do \
		if $$found -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then \
			rm -rf $(VENV); exec $$found -m venv $(VENV); \
		fi; \
	done; \
	echo "No Python 3.12 or later (with venv) here; on Debian: apt-get install python3-venv" >&2; exit 1

$(VENV)/.runtime: requirements.txt | $(PYTHON)
	@echo "Installing the packages of requirements.txt: some minutes …"
	@$(PIP_INSTALL) -r requirements.txt
	@$(PYTHON) -m compileall -qq -j 0 $(VENV)/lib || true
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	@echo "Installing the packages of requirements-dev.txt …"
	@$(PIP_INSTALL) -r requirements-dev.txt
	@touch $@

# The browser and gettext are Debian's; tests that need them are never skipped for their absence.
$(VENV)/.system: | $(PYTHON)
	@missing=""; \
	command -v chromium >/dev/null || missing="chromium fonts-dejavu-core"; \
	command -v xgettext >/dev/null && command -v msgfmt >/dev/null || missing="$$missing gettext"; \
	if [ -n "$$missing" ]; then \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
				apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
		else \
			echo "Missing: install as root, on Debian by apt-get install $$missing" >&2; exit 1; \
		fi; \
	fi
	@# The light build of the same browser, where it is to be had: tests of pages take half the time.
	@command -v chromium-headless-shell >/dev/null || [ "$$(id -u)" != 0 ] || \
		DEBIAN_FRONTEND=noninteractive timeout 120 \
			apt-get install -y -qq --no-remove --no-install-recommends chromium-headless-shell >/dev/null 2>&1 || true
	@touch $@

# What the production stack runs on, and what its files are looked at with; none of it is started here.
$(VENV)/.stack: | $(PYTHON)
	@missing=""; \
	ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || missing="postgresql"; \
	command -v valkey-server >/dev/null || missing="$$missing valkey-server"; \
	PATH="$$PATH:/usr/sbin" command -v nginx >/dev/null || missing="$$missing nginx libnginx-mod-http-brotli-static"; \
	command -v openssl >/dev/null || missing="$$missing openssl"; \
	command -v promtool >/dev/null || missing="$$missing promtool"; \
	command -v systemd-analyze >/dev/null || missing="$$missing systemd"; \
	command -v age >/dev/null || missing="$$missing age"; \
	command -v faketime >/dev/null || missing="$$missing faketime"; \
	command -v pgbackrest >/dev/null || missing="$$missing pgbackrest"; \
	if [ -n "$$missing" ]; then \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -qq && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive \
				apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
		else \
			echo "Missing: install as root, on Debian by apt-get install $$missing" >&2; exit 1; \
		fi; \
	fi
	@touch $@

# No package may run code of its own while it is installed, and no lock file names addresses: what is
# pinned is in package.json.
$(STACK_TOOLS)/.installed: tests/stack/package.json
	@missing=""; \
	command -v java >/dev/null || missing="default-jre-headless"; \
	command -v npm >/dev/null || missing="$$missing nodejs npm"; \
	[ -x /usr/sbin/clamd ] || missing="$$missing clamav-daemon"; \
	if [ -n "$$missing" ]; then \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
				apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
		else \
			echo "Missing: install as root, on Debian by apt-get install $$missing" >&2; exit 1; \
		fi; \
	fi
	@echo "Installing the programs of tests/stack/package.json …"
	@mkdir -p $(STACK_TOOLS) && cp tests/stack/package.json $(STACK_TOOLS)/package.json
	@cd $(STACK_TOOLS) && npm install --silent --no-package-lock --no-audit --no-fund --ignore-scripts
	@touch $@
