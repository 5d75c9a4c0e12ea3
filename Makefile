# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

NAME := ansible_collections/community/zendesk
# The path of the checkout may hold spaces, which make would take for the ends of names: so names
# in rules are relative, and the path is only in variables of the environment.
BUILD := .build
COLLECTIONS := $(BUILD)/collections
VENV := $(BUILD)/venv
PYTHON := $(VENV)/bin/python

export CHECKOUT := $(CURDIR)
# What the user's own Ansible has installed or set must not change a result.
export ANSIBLE_HOME := $(CURDIR)/$(BUILD)/ansible
export ANSIBLE_COLLECTIONS_PATH := $(CURDIR)/$(COLLECTIONS)
export ANSIBLE_CONFIG := $(CURDIR)/tests/ansible.cfg
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONPATH := $(CURDIR)/$(COLLECTIONS)
export PYTHONPYCACHEPREFIX := $(CURDIR)/$(BUILD)/pycache
# Each start of Ansible would compile all of it anew, which takes three times as long.
unexport PYTHONDONTWRITEBYTECODE
export HYPOTHESIS_STORAGE_DIRECTORY := $(CURDIR)/$(BUILD)/hypothesis
export RUFF_CACHE_DIR := $(CURDIR)/$(BUILD)/ruff

SAY = @printf '\n== %s\n'

.PHONY: help setup setup-demo setup-bench setup-docs demo test test-all bench lint docs-lint docs screens sanity \
	integration molecule units faults schemas audit build importer matrix clean

help: ## List what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do \
		printf '  make %-16s %s\n' "$$name" "$$text"; done

$(PYTHON):
	$(SAY) "Making a virtual environment in .build/venv"
	@tests/tools/find-python > /dev/null
	@"$$(tests/tools/find-python)" -m venv $(VENV)

$(COLLECTIONS)/$(NAME):
	@mkdir -p $(dir $@)
	@ln -sfn ../../../.. $@

$(BUILD)/zip_bytecode.installed: tests/tools/zip_bytecode.py | $(PYTHON)
	@$(PYTHON) $< $(BUILD)/zip_bytecode
	@touch $@

$(BUILD)/%.installed: tests/%.txt tests/constraints.txt | $(PYTHON) $(COLLECTIONS)/$(NAME) $(BUILD)/zip_bytecode.installed
	$(SAY) "Installing tests/$*.txt from the package registry"
	@$(PYTHON) -m pip install --quiet --requirement $< --constraint tests/constraints.txt
	@touch $@

setup-demo: $(BUILD)/requirements-demo.installed

setup-bench: $(BUILD)/requirements-bench.installed

setup-docs: $(BUILD)/requirements-docs.installed

setup: $(BUILD)/requirements.installed ## Install all that the checks need, into .build alone

demo: setup-demo ## From an account made by hand to code: simulated, or a real one (see README)
	@$(PYTHON) -m ansible_collections.community.zendesk.tests.demo

CHECKS := units sanity lint integration molecule importer docs docs-lint

test: setup setup-docs ## Run every check, with a sample of the tests (see tests/sampling.py)
	@TESTS=sample $(PYTHON) tests/tools/run_checks.py $(CHECKS)

test-all: setup setup-docs ## Run every check and every test, before a release
	@$(PYTHON) tests/tools/run_checks.py $(CHECKS)

bench: setup-bench ## Measure speed, about an hour, into docs (ARGS=--quick: some minutes)
	@$(PYTHON) -m ansible_collections.community.zendesk.tests.bench $(ARGS)

lint: setup ## Style, types, licences, and the rules for Ansible content
	$(SAY) "ruff: style of the Python code"
	@ruff check .
	@ruff format --check .
	$(SAY) "bandit: what is unsafe in the plugins"
	@bandit --quiet --recursive plugins
	$(SAY) "mypy: types"
	@cd $(COLLECTIONS) && mypy --config-file "$$CHECKOUT/pyproject.toml" --cache-dir "$$CHECKOUT/$(BUILD)/mypy" \
		-p ansible_collections.community.zendesk.plugins -p ansible_collections.community.zendesk.tests
	$(SAY) "yamllint: style of the YAML files"
	@yamllint --strict .
	$(SAY) "ansible-lint: profile production"
	@ansible-lint
	$(SAY) "reuse: licence of every file"
	@reuse lint --lines
	$(SAY) "antsibull-changelog: fragments"
	@antsibull-changelog lint

docs-lint: setup ## Documentation of the plugins, and guides
	$(SAY) "antsibull-docs: documentation of the plugins, and guides"
	@$(PYTHON) tests/tools/lint_docs.py

docs: setup-docs ## The documentation as a site, into .build/docs/html
	$(SAY) "antsibull-docs and Sphinx: the site"
	@$(PYTHON) tests/tools/build_docs.py

screens: setup-docs ## Pictures of the demo and of an audit, into docs/pictures and .build/screens
	$(SAY) "Pictures of the demo and of an audit"
	@$(PYTHON) tests/tools/make_screens.py

sanity: setup ## ansible-test sanity
	$(SAY) "ansible-test sanity"
	@$(PYTHON) tests/tools/run_ansible_test.py sanity

integration: setup ## ansible-test integration, against the simulator
	$(SAY) "ansible-test integration"
	@$(PYTHON) tests/tools/run_ansible_test.py integration

molecule: setup ## molecule scenarios of the roles
	$(SAY) "molecule: scenarios of the roles"
	@$(PYTHON) tests/tools/run_molecule.py

units: setup ## Unit and functional tests, with pytest (ARGS for its options)
	$(SAY) "pytest: unit and functional tests"
	@$(PYTHON) -m pytest -n auto --dist loadgroup $(ARGS)

build: setup ## What is published, into .build/artifact
	$(SAY) "ansible-galaxy: build"
	@$(PYTHON) tests/tools/build_artifact.py

$(BUILD)/importer.installed: tests/requirements-importer.txt tests/constraints-importer.txt | $(PYTHON)
	$(SAY) "Making an environment for galaxy-importer in .build/importer"
	@$(PYTHON) -m venv $(BUILD)/importer
	@$(BUILD)/importer/bin/python -m pip install --quiet --requirement $< \
		--constraint tests/constraints-importer.txt
	@touch $@

importer: setup $(BUILD)/importer.installed ## What Ansible Galaxy says to what is published
	$(SAY) "galaxy-importer: what is published"
	@$(PYTHON) tests/tools/run_importer.py

matrix: setup ## Every check of the code with each ansible-core (ARGS="2.18 2.21" for some)
	@$(PYTHON) tests/tools/run_matrix.py $(ARGS)

faults: setup ## Write docs/faults.md anew, from runs
	@$(PYTHON) -m ansible_collections.community.zendesk.tests.faults

schemas: setup ## Write docs/schemas anew, from the tables, and its address into the examples
	@$(PYTHON) -m ansible_collections.community.zendesk.tests.schemas

audit: setup $(BUILD)/requirements-audit.installed ## Known weaknesses of what is pinned (see SECURITY.md)
	@pip-audit --strict --disable-pip --no-deps --progress-spinner off --requirement tests/constraints.txt

clean: ## Remove all that was made
	rm -rf $(BUILD)
