# cohort: the commands a user and a contributor need. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help report test build install benchmark lint format dependencies test-dependencies swift-there clean

# OpenBLAS runs on one thread: the same input gives the same bytes whatever the machine.
export OPENBLAS_NUM_THREADS := 1
PROTOCOL ?= Datasets/hip-msc-simulated/protocol.yml
OUTPUT ?= report
PREFIX ?= /usr/local
COHORT := .build/release/cohort
# A debug build is forty times slower in the numerics, so everything is built in release.
CONFIGURATION := -c release
LIBRARIES := libopenblas-dev liblapack-dev libboost-math-dev libglpk-dev \
  libcmark-gfm-dev libcmark-gfm-extensions-dev
TEST_TOOLS := cmark-gfm

help: ## list the targets
	@echo "make report     build cohort and write the report of a simulated hip cohort"
	@echo "                (make report PROTOCOL=mine.yml OUTPUT=folder for your own)"
	@echo "make test       run every test"
	@echo "make build      build the program, $(COHORT)"
	@echo "make install    copy the program to $(PREFIX)/bin (PREFIX=... for another place)"
	@echo "make benchmark  time the program on large simulated files, beside R where it is there"
	@echo "make lint       check the formatting of the sources"
	@echo "make format     reformat the sources"
	@echo "make clean      remove what was built"

report: build ## build and write the report of a cohort
	@echo "==> writing the report of $(PROTOCOL)"
	@$(COHORT) report $(PROTOCOL) -o $(OUTPUT)
	@echo "==> read it: $(OUTPUT)/report.md"

test: dependencies test-dependencies ## run every test
	@echo "==> building the program and its tests (some minutes the first time)"
	@swift build $(CONFIGURATION) --build-tests
	@echo "==> running the tests"
	@swift test $(CONFIGURATION) --skip-build
	@echo "==> all tests passed; they are in Tests/, one folder per room of Sources/"

build: dependencies
	@echo "==> building cohort (some minutes the first time)"
	@swift build $(CONFIGURATION) --product cohort
	@echo "==> built $(COHORT)"

install: build
	@install -D $(COHORT) $(PREFIX)/bin/cohort
	@echo "==> installed $(PREFIX)/bin/cohort"

benchmark: build ## time the program on large simulated files
	@Benchmarks/run $(COHORT) $(ROWS)

swift-there:
	@command -v swift >/dev/null || { \
	  echo "swift is not installed: get Swift 6.2 or later from https://www.swift.org/install/linux/"; \
	  exit 1; }

# Installs the Debian or Ubuntu packages that are missing, and only those.
define install-missing
	@missing=""; \
	for package in $(1); do \
	  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  echo "==> installing$$missing"; \
	  command -v apt-get >/dev/null || { echo "apt-get is not here: install$$missing by hand"; exit 1; }; \
	  sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  $$sudo apt-get update -qq && \
	  $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null || \
	  { echo "could not install$$missing; the lines above say why"; exit 1; }; \
	fi
endef

dependencies: swift-there
	$(call install-missing,$(LIBRARIES))

test-dependencies:
	$(call install-missing,$(TEST_TOOLS))

lint: swift-there ## check the formatting
	@echo "==> checking the formatting"
	@swift format lint --strict --parallel --recursive --configuration .swift-format Package.swift Sources Tests
	@echo "==> the sources are formatted as .swift-format says"

format: swift-there ## reformat the sources
	@swift format --in-place --parallel --recursive --configuration .swift-format Package.swift Sources Tests

clean: ## remove what was built
	@rm -rf .build
