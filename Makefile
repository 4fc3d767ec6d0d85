# make run      install what is missing, build, open the explorer
# make test     install what is missing, build, run all tests
# make install  put program, completions and retrograde.py below PREFIX (/usr/local); make uninstall takes them away
# make check    lint, house, build with the import check, test: what must pass before every commit
# make house    print how large the modules are and which folders use each other; fails if that got worse
# make examples build and run the programs of Examples, and compare what they print with what is recorded
# make fuzz     search for inputs that crash or hang, FUZZ_SECONDS (600) for each of five targets
# make kills    kill the program 200 times while it saves; the run must continue as if nothing had happened
# make steady   run what hangs on terminals, processes and clocks STEADY_ROUNDS (20) times on busy processors
# make mutants  plant an error in every rule and check that the tests notice
# make frames   record the golden frames again (and fail once, so that the change is read)
# make pictures redraw the pictures of the README
# make texts    print every text that a person can see, to be read from top to bottom
# make bench    measure speed and memory beside their references (ONLY=training: that part alone)
# make screen-cost   train with the screen and without in turns, for a minute or two
# make learners  train with every way to learn, three seeds each, and print seconds and accuracy beside the goals
# make capture-test  capture the models of Tests/captures with PyTorch and JAX and compare (downloads both: 1 GB)
# make captures      write those captures anew
# make bench-large   open captures with up to 10⁷ parameters, and say how long and how much memory
# make bench-peers   time the same training steps in PyTorch and JAX (downloads both: about 1 GB)

BUILD = swift build -c release --explicit-target-dependency-import-check error
TEST = swift test -c release --explicit-target-dependency-import-check error
PACKAGES = libdnnl-dev libncurses-dev zlib1g-dev
TEST_PACKAGES = tmux curl graphviz
LINTED = Sources Tests Package.swift Examples/Package.swift Examples/Sources Fuzz/Package.swift Fuzz/Sources/fuzz-* \
  Benchmarks/Package.swift Benchmarks/Sources
CAPTURE = $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/retrograde/capture-test
PEERS = $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/retrograde/bench-peers
SUDO = $(shell [ "$$(id -u)" = 0 ] || echo sudo)

FUZZ_SECONDS = 600
STEADY_ROUNDS = 20

# Where `make install` puts things; DESTDIR goes before that, for whoever makes packages.
PREFIX = /usr/local
DESTDIR =
PROGRAM = .build/release/retrograde
INSTALLED_PROGRAM = $(DESTDIR)$(PREFIX)/bin/retrograde
BASH_COMPLETION = $(DESTDIR)$(PREFIX)/share/bash-completion/completions/retrograde
ZSH_COMPLETION = $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_retrograde
CAPTURE_SCRIPT = $(DESTDIR)$(PREFIX)/share/retrograde/retrograde.py
FISH_COMPLETION = $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/retrograde.fish

.PHONY: run build install uninstall test check lint house format frames pictures texts examples fuzz kills steady mutants screen-cost bench bench-peers learners capture-test captures capture-python bench-large packages test-packages

run: build
	@.build/release/retrograde $(ARGS)

build: packages
	$(BUILD)

# Builds nothing that is there: root, who installs, need not have a compiler.
install: $(PROGRAM)
	install -D -m 755 $(PROGRAM) "$(INSTALLED_PROGRAM)"
	install -D -m 644 assets/retrograde.py "$(CAPTURE_SCRIPT)"
	$(call install-completion,bash,$(BASH_COMPLETION))
	$(call install-completion,zsh,$(ZSH_COMPLETION))
	$(call install-completion,fish,$(FISH_COMPLETION))

define install-completion
mkdir -p "$$(dirname "$(2)")"
$(PROGRAM) completions $(1) > "$(2)" && chmod 644 "$(2)"
endef

uninstall:
	rm -f "$(INSTALLED_PROGRAM)" "$(BASH_COMPLETION)" "$(ZSH_COMPLETION)" "$(FISH_COMPLETION)" \
	  "$(CAPTURE_SCRIPT)"

$(PROGRAM):
	$(MAKE) build

test: packages test-packages
	$(TEST)

check: lint house test

house:
	@Tests/house

lint:
	swift format lint --strict --recursive $(LINTED)

format:
	swift format --in-place --recursive $(LINTED)

frames: packages test-packages
	RETROGRADE_RECORD=1 $(TEST) --filter '\.Recorded'

# Its commas would end an argument of `call`.
UNDERFLOW = f = [0, -1000, 3]; s = softmax(f); b = log(s); z = sum(s*b)

# Each picture is what the program itself draws: a name and the command that draws it.
pictures: build
	@mkdir -p assets/pictures
	$(call picture,explorer,render sum-of-product-and-sine --size 112x26 --keys 'n n n n n n n n s')
	$(call picture,reason,render '$(UNDERFLOW)' --size 80x24 --keys 'G W')
	$(call picture,network,render four-equations --size 120x36 --keys 'G')
	$(call picture,graph,export cached-chain --mode both)
	$(call picture,plot,plot sum-of-product-and-sine 'z by x -3 4')
	$(call picture,learners,render train --learner kernel --steps 100 --size 132x36 \
	  $(foreach learner,descent evolution genetic contrastive flow,--compare assets/pictures/learners/$(learner).jsonl))
	$(call picture,training,render train --steps 2998 --size 150x48 --keys '3 . .')

define picture
.build/release/retrograde $(2) --format svg > assets/pictures/$(1).svg
endef

texts:
	@Tests/texts

examples: packages
	swift build --package-path Examples
	@for output in Examples/Output/*.txt; do \
	  name=$$(basename $$output .txt); echo "running $$name"; \
	  Examples/.build/debug/$$name | diff -u $$output - || exit 1; done

fuzz: packages
	Fuzz/run $(FUZZ_SECONDS)

# Kills the program in the middle of saving, many times.
kills: packages test-packages
	RETROGRADE_KILLS=200 $(TEST) --filter SavingTests

# On processors that do other things, too, as those of a fresh machine do.
steady: packages test-packages
	Tests/steady $(STEADY_ROUNDS)

mutants: packages test-packages
	Tests/mutate $(ARGS)

screen-cost: packages test-packages
	RETROGRADE_SCREEN_COST=7 $(TEST) --filter ScreenCostTests

bench: packages
	swift run -c release --package-path Benchmarks benchmark $(ONLY)

# The same models and faults by the PyTorch of the day: its numbers, and what it takes them apart into.
capture-test: build capture-python
	"$(CAPTURE)/bin/python" -W ignore Tests/captures/check.py $(PROGRAM)

captures: build capture-python
	"$(CAPTURE)/bin/python" -W ignore Tests/captures/check.py $(PROGRAM) --record

capture-python:
	test -x "$(CAPTURE)/bin/python" || python3 -m venv "$(CAPTURE)"
	"$(CAPTURE)/bin/pip" install --quiet --upgrade torch jax numpy

bench-large: build
	python3 Benchmarks/large/captures.py .build/release/retrograde .build/large-captures

bench-peers:
	test -x "$(PEERS)/bin/python" || python3 -m venv "$(PEERS)"
	"$(PEERS)/bin/pip" install --quiet --upgrade torch jax numpy
	"$(PEERS)/bin/python" Benchmarks/peers/training.py

# What the runs of seed 1 print is kept for the picture of the README.
learners: build
	Benchmarks/learners --keep assets/pictures/learners

# Installs only what is missing, so that a machine that has all needs neither root nor a network.
packages:
	@$(call install,$(PACKAGES))

test-packages:
	@$(call install,$(TEST_PACKAGES))

define install
missing=; for package in $(1); do \
  dpkg-query -W -f '$${db:Status-Status}' $$package 2>/dev/null | grep -qx installed || \
    missing="$$missing $$package"; done; \
if [ -n "$$missing" ]; then \
  if ! command -v apt-get >/dev/null; then \
    echo "please install with your package manager:$$missing" >&2; exit 1; fi; \
  echo "installing$$missing"; \
  $(SUDO) apt-get update -qq && \
  $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; \
fi
endef
