# The commands of this repository; CMake and the scripts do the work. See README.md.

JOBS := $(or $(VITRINE_JOBS),$(shell nproc))
STEP := scripts/step

.DEFAULT_GOAL := help
.PHONY: help setup guest build demo test stress bench lint clean

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 14

setup: ## Install the system packages (as root or with sudo)
	@$(STEP) "system packages" scripts/setup

guest: setup ## Build the guests into build/guest (cached in ~/.cache/vitrine)
	@$(STEP) "guest" scripts/build_guest.py

build: guest ## Build everything; leaves build/release/vitrine
	@$(STEP) "configure" cmake --preset release --log-level=WARNING
	@$(STEP) "build" cmake --build --preset release -j $(JOBS)

demo: build ## Build, then answer a question about a sample database
	@$(STEP) "demo" examples/demo.sh build/release/vitrine

test: build ## Build, then run all tests
	@ctest --preset release -j $(JOBS)

stress: build ## Build, then run MicroPython's own tests, collecting garbage at every allocation (minutes)
	@$(STEP) "MicroPython under stress" tests/micropython/run_suite.py --vitrine build/release/vitrine --jobs $(JOBS) \
	  --seconds 20 --stress build/release/tests/stress/vitrine_micropython_stress \
	  build/release/tests/stress/micropython_stress.image

bench: build ## Build, then measure (against native interpreters of the same versions)
	@$(STEP) "reference interpreters" scripts/build_guest.py --reference
	@$(STEP) "start, reset, host calls" build/release/bench/vitrine_sandbox_bench
	@$(STEP) "workers" build/release/bench/vitrine_worker_bench
	@$(STEP) "sessions" build/release/bench/vitrine_session_bench
	@$(STEP) "whole processes" bench/command_line_bench.py build/release/vitrine
	@$(STEP) "server" bench/serve_bench.py build/release/vitrine
	@$(STEP) "programs" build/release/bench/vitrine_compare_bench --native build/guest/reference-python
	@$(STEP) "programs, MicroPython" build/release/bench/vitrine_compare_bench --guest micropython \
	  --native build/guest/reference-micropython

lint: build ## Check the format and the code with clang-format and clang-tidy
	@$(STEP) "format" scripts/lint format
	@$(STEP) "tidy" scripts/lint tidy build/release

clean: ## Remove build/ (the cache stays: ~/.cache/vitrine)
	rm -rf build
