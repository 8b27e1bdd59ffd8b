# Each command is a step list in config/bootstrap; `python3 -m config.bootstrap --help` tells more.
PYTHON ?= python3
NARA = $(PYTHON) -m config.bootstrap

.DEFAULT_GOAL := help
.PHONY: run test check bench audit soak manage stop clean help

run:   ## Install what is missing and start Nära on http://localhost:8000 (PORT=... to change)
	@$(NARA) run
test:  ## Run every test: Python, frontend units, browser journeys
	@$(NARA) test
check: ## Run every static check: style, types, imports, API description, translations, settings
	@$(NARA) check
bench: ## Measure how fast the API answers
	@$(NARA) bench
audit: ## Audit accessibility and speed of the pages (AT=http://... for a running one)
	@$(NARA) audit $(AT)
soak:  ## Run the long random tests (hours)
	@$(NARA) soak
manage: ## Run a manage.py command on it: make manage DO="example_code EMAIL"
	@$(NARA) manage $(DO)
stop:  ## Stop a `make run` of another terminal, and what a crash left running
	@$(NARA) stop
clean: ## Remove what can be made again; keeps the database (DATA=yes asks about it)
	@$(NARA) clean $(if $(DATA),--data)
help:  ## Show this list
	@sed -n 's/^\([a-z]*\): *## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 15
