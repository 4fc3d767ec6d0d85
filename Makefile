# make run      install what is missing, build, open the explorer
# make test     install what is missing, build, run all tests
# make check    lint, build with the import check, test: what must pass before every commit
# make examples build and run the programs of Examples, and compare what they print with what is recorded
# make fuzz     search for inputs that crash or hang, FUZZ_SECONDS (600) for each of three targets
# make kills    kill the program 200 times while it saves; the run must go on as if nothing happened
# make mutants  plant an error in every rule and look whether the tests notice
# make frames   record the golden frames anew (and fail once, so that the change is read)
# make pictures draw the pictures of the README anew
# make bench    measure speed and memory beside their references (ONLY=training: that part alone)
# make screen-cost   train with the screen and without in turns, for a minute or two
# make bench-peers   time the same training steps in PyTorch and JAX (downloads both: about 1 GB)

BUILD = swift build -c release --explicit-target-dependency-import-check error
TEST = swift test -c release --explicit-target-dependency-import-check error
PACKAGES = libdnnl-dev libncurses-dev zlib1g-dev
TEST_PACKAGES = tmux
LINTED = Sources Tests Package.swift Examples/Package.swift Examples/Sources Fuzz/Package.swift Fuzz/Sources/fuzz-* \
  Benchmarks/Package.swift Benchmarks/Sources
PEERS = $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/retrograde/bench-peers
SUDO = $(shell [ "$$(id -u)" = 0 ] || echo sudo)

FUZZ_SECONDS = 600

.PHONY: run build test check lint format frames pictures examples fuzz kills mutants screen-cost bench bench-peers packages test-packages

run: build
	@.build/release/retrograde $(ARGS)

build: packages
	$(BUILD)

test: packages test-packages
	$(TEST)

check: lint test

lint:
	swift format lint --strict --recursive $(LINTED)

format:
	swift format --in-place --recursive $(LINTED)

frames: packages
	RETROGRADE_RECORD=1 $(TEST) --filter "SessionTests|GoldenTests|RenderTrainTests|Drawing"

# Its commas would end an argument of `call`.
UNDERFLOW = f = [0, -1000, 3]; s = softmax(f); b = log(s); z = sum(s*b)

# Each picture is what the program itself draws: a name and the command that draws it.
pictures: build
	@mkdir -p assets/pictures
	$(call picture,explorer,render sum-of-product-and-sine --size 112x26 --keys 'n n n n n n n n s')
	$(call picture,reason,render '$(UNDERFLOW)' --size 80x24 --keys 'G W')
	$(call picture,network,render four-equations --size 120x36 --keys 'G')
	$(call picture,graph,export cached-chain --mode both)
	$(call picture,training,render train --steps 2998 --size 150x48 --keys '3 . .')

define picture
.build/release/retrograde $(2) --format svg > assets/pictures/$(1).svg
endef

examples: packages
	swift build --package-path Examples
	@for output in Examples/Output/*.txt; do \
	  name=$$(basename $$output .txt); echo "running $$name"; \
	  Examples/.build/debug/$$name | diff -u $$output - || exit 1; done

fuzz: packages
	Fuzz/run $(FUZZ_SECONDS)

# Kills the program in the middle of saving, many times.
kills: packages
	RETROGRADE_KILLS=200 $(TEST) --filter SavingTests

mutants: packages
	Tests/mutate

screen-cost: packages
	RETROGRADE_SCREEN_COST=7 $(TEST) --filter ScreenCostTests

bench: packages
	swift run -c release --package-path Benchmarks benchmark $(ONLY)

bench-peers:
	test -x "$(PEERS)/bin/python" || python3 -m venv "$(PEERS)"
	"$(PEERS)/bin/pip" install --quiet --upgrade torch jax numpy
	"$(PEERS)/bin/python" Benchmarks/peers/training.py

# Installs only what is missing, so that a machine that has all needs neither root nor a network.
packages:
	@$(call install,$(PACKAGES))

test-packages:
	@$(call install,$(TEST_PACKAGES))

define install
missing=; for package in $(1); do \
  dpkg -s $$package >/dev/null 2>&1 || missing="$$missing $$package"; done; \
if [ -n "$$missing" ]; then \
  if ! command -v apt-get >/dev/null; then \
    echo "please install with your package manager:$$missing" >&2; exit 1; fi; \
  echo "installing$$missing"; \
  $(SUDO) apt-get update -qq && \
  $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; \
fi
endef
