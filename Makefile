# followupd: how it is built, tested and installed. `make help` lists what can be asked for.
#
# Every folder with C in it is a room, also those in cli. All files of a room but main.c become one static library,
# main.c becomes the program of that room, and every tests/ROOM/test-*.c becomes a test program.
# A new file needs no line here.

VERSION = 0.1.0

# ---- What can be chosen on the command line -----------------------------------------------------
FLAVOUR ?= gcc
B       ?= build/$(FLAVOUR)
PREFIX  ?= /usr/local
DESTDIR ?=
V       ?= 0

# ---- Debian's packages: the only place that names them ------------------------------------------
packages_build = gcc libc6-dev pkg-config libsystemd-dev libnotify-dev libinih-dev libjansson-dev \
                 libsmartcols-dev libenchant-2-dev libgmime-3.0-dev libical-dev scdoc tzdata gettext
packages_demo  = dbus dbus-daemon dunst xvfb
packages_check = $(packages_demo) mako-notifier sway grim notification-daemon xdotool libcmocka-dev python3 python3-pytest python3-pytest-xdist \
                 python3-gi jq libnotify-bin imagemagick perl-base less procps systemd \
                 util-linux desktop-file-utils shellcheck zsh fish python3-jsonschema hunspell-en-us hunspell-en-gb hunspell-de-de
packages_bench = remind calcurse taskwarrior khal at gnuplot-nox
packages_long  = clang-tidy gcovr strace
packages_tools = clang clang-format cppcheck valgrind git mmdebstrap
packages_fuzz  = clang libclang-rt-14-dev
packages_afl   = afl++ clang libclang-rt-14-dev
packages_vm    = qemu-system-x86 mmdebstrap e2fsprogs

# ---- Flavours: FLAVOUR=NAME takes these two lines -----------------------------------------------
compiler_gcc     = gcc
compiler_clang   = clang
compiler_release = gcc
compiler_asan    = gcc
compiler_coverage = gcc
compiler_fuzz    = clang
compiler_afl     = afl-clang-fast
flags_gcc        = -O2 -g $(fortify)
flags_clang      = -O2 -g $(fortify)
flags_release    = -O3 -DNDEBUG $(fortify)
flags_asan       = -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
                   -fno-sanitize-recover=undefined
flags_coverage   = -O0 -g --coverage -DCOVERAGE_DIR='"$(abspath $(B))"'
flags_fuzz       = -O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined \
                   -fno-sanitize-recover=undefined
flags_afl        = -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
                   -fno-sanitize-recover=undefined
fuzzer_fuzz      = -fsanitize=fuzzer
fuzzer_afl       = -fsanitize=fuzzer
fortify          = -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2

CC          = $(compiler_$(FLAVOUR))
warnings    = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2 \
              -Wconversion $(if $(WERROR),-Werror)
hardening   = -fstack-protector-strong -fPIE
all_cflags  = -std=gnu17 -D_GNU_SOURCE -I. -DFOLLOWUPD_VERSION='"$(VERSION)"' $(warnings) \
              $(hardening) $(flags_$(FLAVOUR)) $(CPPFLAGS) $(CFLAGS)
all_ldflags = -pie -Wl,-z,relro -Wl,-z,now -Wl,--as-needed $(flags_$(FLAVOUR)) $(LDFLAGS)

# ---- Where things are installed -----------------------------------------------------------------
bindir       = $(PREFIX)/bin
libexecdir   = $(PREFIX)/libexec/followupd
datadir      = $(PREFIX)/share
lettersdir   = $(datadir)/followupd/letters
localedir    = $(datadir)/locale
docdir       = $(datadir)/doc/followupd
mandir       = $(datadir)/man
unitdir      = $(PREFIX)/lib/systemd/user
autostartdir = /etc/xdg/autostart
ifeq ($(PREFIX),$(HOME)/.local)
# For one user, without root: the only directories that systemd and the desktop look into there.
unitdir      = $(datadir)/systemd/user
autostartdir = $(HOME)/.config/autostart
endif

# ---- What a room stands on: the compiler and the linker hold the layers too ---------------------
rooms_common    = common
rooms_etiquette = etiquette common
rooms_config    = config etiquette common
rooms_daemon    = daemon config etiquette common
rooms_cli       = cli etiquette common
rooms_letters   = letters cli etiquette common
rooms_doctor    = doctor cli etiquette common
rooms_popup     = popup common
rooms_holidays  = holidays common
rooms_bench     = daemon config etiquette common
rooms_fuzz      = letters cli holidays popup daemon config etiquette common
rooms_crash     = daemon config etiquette common

use   = $(shell pkg-config --cflags $(1))
link  = $(shell pkg-config --libs $(1))
glib  = libnotify gio-unix-2.0 jansson
letters = gmime-3.0 enchant-2 libsystemd

$(B)/common/%.o: room_cflags = -DFOLLOWUPD_LOCALE='"$(localedir)"'
$(B)/daemon/%.o $(B)/tests/daemon/%.o: room_cflags = -I$(B)/gen -DFOLLOWUPD_POPUP='"$(libexecdir)/followup-popup"' \
                                                     -DFOLLOWUPD_HOLIDAYS='"$(libexecdir)/followup-holidays"'
$(B)/popup/%.o $(B)/tests/popup/%.o:   room_cflags = $(call use,$(glib))
$(B)/holidays/%.o $(B)/tests/holidays/%.o: room_cflags = $(call use,libical)
$(B)/cli/%.o $(B)/tests/cli/%.o:       room_cflags = $(call use,smartcols) -I$(B)/gen -DFOLLOWUPD_LIBEXEC='"$(libexecdir)"'
$(B)/cli/letters/%.o $(B)/tests/letters/%.o: room_cflags = $(call use,$(letters)) -DFOLLOWUPD_LETTERS='"$(lettersdir)"'
$(B)/tests/fuzz/%.o:                   room_cflags = $(call use,$(glib) $(letters) libical) -I$(B)/gen

$(B)/followupd:      LDLIBS = $(call link,libsystemd inih jansson)
$(B)/followupctl:    LDLIBS = $(call link,smartcols jansson)
$(B)/followup-doctor:  LDLIBS = $(call link,smartcols jansson libsystemd)
$(B)/followup-letters: LDLIBS = $(call link,smartcols jansson $(letters))
$(B)/followup-popup: LDLIBS = $(call link,$(glib))
$(B)/followup-holidays: LDLIBS = $(call link,libical)
$(B)/tests/%:        LDLIBS = $(call link,cmocka libsystemd inih jansson smartcols)
$(B)/tests/popup/%:  LDLIBS = $(call link,cmocka $(glib))
$(B)/tests/holidays/%: LDLIBS = $(call link,cmocka libical)
$(B)/tests/letters/%: LDLIBS = $(call link,cmocka smartcols jansson $(letters))
$(B)/tests/fuzz/%:   LDLIBS = $(call link,cmocka inih smartcols $(glib) $(letters) libical) $(fuzzer_$(FLAVOUR))

# ---- What there is ------------------------------------------------------------------------------
folder       = $(if $(wildcard $(1)),$(1),cli/$(1))
objects      = $(patsubst %.c,$(B)/%.o,$(filter-out %/main.c,$(wildcard $(folder)/*.c)))
program      = $(if $(wildcard $(folder)/main.c),$(B)/$(2))
libraries    = $(patsubst %,$(B)/lib%.a,$(1))

programs     = $(call program,daemon,followupd) $(call program,cli,followupctl) \
               $(call program,letters,followup-letters) \
               $(call program,doctor,followup-doctor) $(call program,popup,followup-popup) \
               $(call program,holidays,followup-holidays)
unit_tests   = $(patsubst %.c,$(B)/%,$(wildcard tests/*/test-*.c)) $(fuzz_targets)
fuzz_targets = $(patsubst %.c,$(B)/%,$(wildcard tests/fuzz/fuzz-*.c))
benches      = $(patsubst %.c,$(B)/%,$(wildcard tests/bench/*.c))
loaders      = $(patsubst %.c,$(B)/%,$(wildcard tests/crash/*.c))
test_helpers = $(patsubst %.c,$(B)/%.o,$(filter-out tests/bench/% tests/crash/% tests/fuzz/fuzz-% tests/fuzz/main.c \
               $(wildcard tests/*/test-*.c),$(wildcard tests/*/*.c)))
preloads     = $(patsubst %.c,$(B)/%.so,$(wildcard tests/programs/harness/*.c))
filled_in    = $(patsubst %.in,$(B)/%,$(wildcard systemd/*.in popup/data/*.in))
manuals      = $(patsubst docs/%.scd,$(B)/man/%,$(wildcard docs/*.scd))
catalogues   = $(patsubst po/%.po,$(B)/locale/%/LC_MESSAGES/followupd.mo,$(wildcard po/*.po))
interface    = $(patsubst daemon/io.followupd.Control.varlink,$(B)/gen/control-interface.h,\
               $(wildcard daemon/io.followupd.Control.varlink))
scripts      = $(if $(wildcard cli/shells),$(B)/gen/shell-scripts.h)
house_checks = $(sort $(wildcard tests/house/check-*))

# ---- How it is built ----------------------------------------------------------------------------
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:
.SECONDEXPANSION:

ifeq ($(V),1)
say = @:
else
Q   = @
say = @printf '  %-5s %s\n'
MAKEFLAGS += --no-print-directory
endif

.PHONY: all
all: $(programs) $(filled_in) $(manuals) $(catalogues) ## build the programs, the units and the manual pages (default)

$(B)/followupd: $(B)/daemon/main.o $(call libraries,$(rooms_daemon))
$(B)/followupctl: $(B)/cli/main.o $(call libraries,$(rooms_cli))
$(B)/followup-letters: $(B)/cli/letters/main.o $(call libraries,$(rooms_letters))
$(B)/followup-doctor: $(B)/cli/doctor/main.o $(call libraries,$(rooms_doctor))
$(B)/followup-popup: $(B)/popup/main.o $(call libraries,$(rooms_popup))
$(B)/followup-holidays: $(B)/holidays/main.o $(call libraries,$(rooms_holidays))
$(programs):
	$(say) LINK $@
	$(Q)$(CC) $(all_ldflags) -o $@ $^ $(LDLIBS)

# A target has the main() of its fuzzer, or else one that reads its corpus.
$(fuzz_targets): $(if $(fuzzer_$(FLAVOUR)),,$(B)/tests/fuzz/main.o)

ifeq ($(FLAVOUR),coverage)
$(B)/followupd $(B)/followup-holidays: $(B)/tests/house/coverage/landlock.o
$(B)/followupd $(B)/followup-holidays: LDLIBS += -Wl,--wrap=syscall
endif

$(B)/tests/%: $(B)/tests/%.o $$(call libraries,tests $$(rooms_$$(firstword $$(subst /, ,$$*))))
	$(say) LINK $@
	$(Q)$(CC) $(all_ldflags) -o $@ $(filter %.o,$^) $(filter %.a,$^) $(LDLIBS)

# Libraries that the harness loads into the programs before all others; never with a sanitizer.
$(B)/tests/%.so: tests/%.c $(B)/flags
	$(say) CC $@
	$(Q)mkdir -p $(@D) && $(CC) -std=gnu17 -D_GNU_SOURCE $(warnings) -O2 -g -fPIC -shared -o $@ $(filter %.c,$^) -ldl
$(B)/tests/programs/harness/point-shim.so: $(wildcard tests/programs/harness/points/*)

$(B)/libtests.a: $(test_helpers)
$(B)/lib%.a: $$(call objects,$$*)
	$(say) AR $@
	$(Q)mkdir -p $(@D) && rm -f $@ && ar rcs $@ $^

$(B)/%.o: %.c $(B)/flags | $(interface) $(scripts)
	$(say) CC $<
	$(Q)mkdir -p $(@D) && $(CC) $(all_cflags) $(room_cflags) -MMD -MP -c -o $@ $<

# Holds the flags of the last build; newer than the objects as soon as one of them changes.
$(B)/flags: export flags_now = $(CC) $(all_cflags) $(all_ldflags) $(PREFIX)
$(B)/flags: FORCE
	@mkdir -p $(@D) && printf '%s\n' "$$flags_now" | cmp -s - $@ || printf '%s\n' "$$flags_now" >$@

# The interface description that the daemon hands out is the file itself, as a string.
$(B)/gen/control-interface.h: daemon/io.followupd.Control.varlink
	$(say) GEN $@
	$(Q)mkdir -p $(@D) && { echo '/* Made from $<. */'; \
		echo 'static const char control_interface[] ='; \
		sed 's/[\\"]/\\&/g; s/.*/\t"&\\n"/' $<; echo '	;'; } >$@

# So are the scripts that `followupctl completion` prints: script_bash and its like.
$(B)/gen/shell-scripts.h: $(wildcard cli/shells/*)
	$(say) GEN $@
	$(Q)mkdir -p $(@D) && { echo '/* Made from $^. */'; for file in $^; do \
		echo "static const char script_$${file##*.}[] ="; \
		sed 's/[\\"]/\\&/g; s/.*/\t"&\\n"/' $$file; echo '	;'; done; } >$@

$(B)/%: %.in $(B)/flags
	$(say) FILL $@
	$(Q)mkdir -p $(@D) && sed 's|@bindir@|$(bindir)|g; s|@libexecdir@|$(libexecdir)|g' $< >$@

# The programs find it there as long as they are not installed.
$(B)/locale/%/LC_MESSAGES/followupd.mo: po/%.po
	$(say) TEXTS $@
	$(Q)mkdir -p $(@D) && msgfmt --check --output-file=$@ $<

$(B)/man/%: docs/%.scd
	$(say) MAN $@
	$(Q)mkdir -p $(@D) && scdoc <$< >$@

# The settings in followupd.conf(5) are those of the example, which check-examples holds to the table.
$(B)/man/followupd.conf.5: docs/followupd.conf.5.scd docs/settings.awk config/examples/followupd.conf
	$(say) MAN $@
	$(Q)mkdir -p $(@D) && awk -f docs/settings.awk config/examples/followupd.conf >$@.settings
	$(Q)sed -e '/^@settings@$$/{r $@.settings' -e 'd}' $< | scdoc >$@

.PHONY: generated
generated: $(interface) $(scripts)

-include $(shell find $(B) -name '*.d' 2>/dev/null)

.PHONY: FORCE
FORCE:

# ---- Packages -----------------------------------------------------------------------------------
.PHONY: deps deps-build deps-demo deps-check deps-tools deps-long deps-bench deps-fuzz deps-afl deps-vm
deps: ## install the Debian packages that build, run and check need
	@.ci/install-packages $(packages_build) $(packages_check)
deps-tools: ## install the packages for lint, clang, valgrind and fresh
	@.ci/install-packages $(packages_tools)
deps-long: deps-tools ## install the packages for analyze and coverage
	@.ci/install-packages $(packages_long)
deps-bench: ## install the programs that bench compares with
	@.ci/install-packages $(packages_bench)
deps-fuzz: ## install the packages for fuzz
	@.ci/install-packages $(packages_build) libcmocka-dev $(packages_fuzz)
deps-afl: ## install those for fuzz AFL=yes
	@.ci/install-packages $(packages_build) libcmocka-dev $(packages_afl)
deps-vm: ## install the packages for check-vm
	@.ci/install-packages $(packages_vm)
deps-build:
	@.ci/install-packages $(packages_build)
deps-demo:
	@.ci/install-packages $(packages_demo)

# ---- Tests --------------------------------------------------------------------------------------
# Each part notes its result in $(B)/results; `check` runs all parts, whatever fails, and prints the sum.
.PHONY: check check-all tests units programs transcript house asan valgrind coverage fuzz fuzz-run kill-points crash-states faults syscalls load check-vm bench fresh
check: deps ## install what is missing, build, and run all tests
	$(Q)rm -rf $(B)/results
	$(Q)$(MAKE) units || true
	$(Q)$(MAKE) house || true
	$(Q)$(MAKE) programs || true
	@tests/house/sum.sh $(B) all units house programs

tests: $(unit_tests) $(benches) $(loaders) ## build the unit tests without running them

units: $(unit_tests) ## run the unit tests (cmocka)
	@tests/house/run-units.sh $(B) $(unit_tests)

.PHONY: properties mutants
properties: tests ## what holds for every plan, all of it over 100,000 random processes (some minutes)
	@FOLLOWUPD_PROCESSES=100000 tests/house/run-units.sh $(B) \
	    $(addprefix $(B)/tests/,daemon/test-days etiquette/test-next-change etiquette/test-stage etiquette/test-properties)

mutants: ## break the etiquette on purpose, once for each of its properties: does a test notice?
	@tests/house/mutants.py

house: all ## check the layers, the style, the shell scripts and the list of installed files
	@tests/house/run-checks.sh $(B) $(house_checks)

programs: all $(preloads) $(loaders) ## test the whole programs (pytest); PYTEST_ARGS='-k NAME' picks some
	@tests/house/run-programs.sh $(B) $(PYTEST_ARGS)

transcript: all $(preloads) ## write docs/transcript.md anew: what the programs say, to be read again
	$(Q)FOLLOWUPD_BIN=$(abspath $(B)) PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 tests/programs/transcript.py

check-all: ## the whole matrix of .ci/run: both compilers, sanitizers, valgrind, all analyzers, coverage, load, bench
	$(Q).ci/run all

asan: ## run the whole suite with AddressSanitizer and UBSan
	$(Q)$(MAKE) check FLAVOUR=asan

valgrind: deps deps-tools ## run the unit tests under valgrind
	$(Q)$(MAKE) units WRAPPER='valgrind -q --suppressions=tests/house/valgrind.supp --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite,indirect,possible'
export WRAPPER

coverage: deps deps-long ## which lines the tests run, and which none does
	$(Q)$(MAKE) FLAVOUR=coverage all tests
	$(Q)find build/coverage -name '*.gcda' -delete
	$(Q)$(MAKE) FLAVOUR=coverage units || true
	$(Q)$(MAKE) FLAVOUR=coverage programs || true
	@tests/house/coverage.py build/coverage

SECONDS ?= 60
fuzz: $(if $(AFL),deps-afl,deps-fuzz) ## feed each parser with random input for SECONDS=60, by libFuzzer or, with AFL=yes, by AFL++; TARGETS='book edit' picks some
	$(Q)$(MAKE) fuzz-run FLAVOUR=$(if $(AFL),afl,fuzz)

fuzz-run: $(if $(TARGETS),$(patsubst %,$(B)/tests/fuzz/fuzz-%,$(TARGETS)),$(fuzz_targets))
	@tests/house/fuzz.sh $(B) $(FLAVOUR) $(SECONDS) $(TARGETS)

kill-points: all $(preloads) ## kill -9 before and after each write and each word on a bus; a table of what came of it
	@tests/house/kill-points.sh $(B)

crash-states: all $(preloads) $(loaders) ## every state in which a crash may leave the files, read by the daemon, and counted
	@tests/house/crash-states.sh $(B)

faults: all $(preloads) ## no memory at each allocation, and what else may run out; the sum of what came of it
	@tests/house/faults.sh $(B)

syscalls: deps-long all $(preloads) $(loaders) ## the system calls of the service's programs in all of their tests, beside those that the unit is made for (some minutes)
	@tests/house/syscalls.sh $(B)

load: all $(preloads) ## many clients, slow and hostile ones, for minutes
	$(Q)LOAD=long $(MAKE) programs PYTEST_ARGS='-n 0 -k test_load'

VM ?= build/vm
check-vm: all deps-vm ## suspend, clock steps, lock, reboot and power-off on a whole machine, under qemu (as root)
	@tests/vm/run.sh $(B) $(VM)

bench: deps-bench all $(benches) $(preloads) ## measure memory, wake-ups and times, beside what other programs take
	@tests/house/run-bench.sh $(B)

fresh: deps-tools ## both commands of the README in a bare Debian tree
	@tests/house/fresh.sh

# ---- Translations -------------------------------------------------------------------------------
.PHONY: texts
texts: ## bring the catalogues in po/ up to date with the texts in the source
	$(Q)po/texts update

# ---- Lint ---------------------------------------------------------------------------------------
.PHONY: lint analyze format-check format
lint: deps deps-tools format-check ## warnings as errors with gcc and clang, shellcheck, formatting
	$(Q)LINT_BUILD=$(LINT_BUILD) tests/house/lint.sh

analyze: deps $(if $(TOOLS),deps-tools,deps-long) ## gcc -fanalyzer, cppcheck and clang-tidy find nothing that has no reason to stay
	$(Q)tests/house/analyze $(TOOLS)

format-check: deps-tools
	$(say) FORMAT
	$(Q)git ls-files '*.c' '*.h' | xargs -r clang-format --dry-run -Werror

format: ## let clang-format rewrite the C files
	$(Q)git ls-files '*.c' '*.h' | xargs -r clang-format -i

# ---- Running and installing ---------------------------------------------------------------------
# MODE:SOURCE:TARGET of each file that is installed; tests/house/install.list is what comes of it.
installed = \
    755:$(B)/followupd:$(bindir)/followupd \
    755:$(B)/followupctl:$(bindir)/followupctl \
    755:$(B)/followup-popup:$(libexecdir)/followup-popup \
    755:$(B)/followup-letters:$(libexecdir)/followup-letters \
    755:$(B)/followup-doctor:$(libexecdir)/followup-doctor \
    755:$(B)/followup-holidays:$(libexecdir)/followup-holidays \
    644:$(B)/systemd/followupd.service:$(unitdir)/followupd.service \
    644:systemd/followupd.socket:$(unitdir)/followupd.socket \
    644:$(B)/systemd/followupd-autostart.desktop:$(autostartdir)/followupd.desktop \
    644:$(B)/popup/data/followupd.desktop:$(datadir)/applications/followupd.desktop \
    644:popup/data/followupd.svg:$(datadir)/icons/hicolor/scalable/apps/followupd.svg \
    $(foreach file,$(wildcard cli/letters/data/*.txt),644:$(file):$(lettersdir)/$(notdir $(file))) \
    $(foreach language,$(patsubst po/%.po,%,$(wildcard po/*.po)),\
        644:$(B)/locale/$(language)/LC_MESSAGES/followupd.mo:$(localedir)/$(language)/LC_MESSAGES/followupd.mo) \
    644:cli/shells/followupctl.bash:$(datadir)/bash-completion/completions/followupctl \
    644:cli/shells/followupctl.zsh:$(datadir)/zsh/site-functions/_followupctl \
    644:cli/shells/followupctl.fish:$(datadir)/fish/vendor_completions.d/followupctl.fish \
    $(foreach file,$(examples),644:$(file):$(docdir)/examples/$(notdir $(file))) \
    $(foreach page,$(manuals),644:$(page):$(mandir)/man$(subst .,,$(suffix $(page)))/$(notdir $(page)))
examples        = $(wildcard config/examples/*.conf config/examples/*.ini)
installed_files = $(foreach file,$(installed),$(lastword $(subst :, ,$(file))))
sandbox         = $(unitdir)/followupd.service.d/sandbox.conf
own_directories = $(dir $(sandbox)) $(libexecdir) $(lettersdir) $(dir $(lettersdir)) $(docdir)/examples $(docdir)

.PHONY: run install uninstall clean help
run: deps-build $(if $(DISPLAY)$(WAYLAND_DISPLAY),,deps-demo) ## build, then show a real pop-up from a private copy of a sample book
	$(Q)$(MAKE) all
	$(Q)docs/demo/run.sh $(B)

install: all ## install below $(DESTDIR)$(PREFIX); SANDBOX=yes|no decides on the sandbox drop-in
	$(Q)printf '%s\n' $(installed) | while IFS=: read -r mode from to; do \
		install -Dm"$$mode" "$$from" "$(DESTDIR)$$to" || exit; done
	$(Q)SANDBOX='$(SANDBOX)' systemd/install-sandbox '$(DESTDIR)' $(sandbox)

uninstall: ## remove what install put there
	$(Q)rm -f $(addprefix $(DESTDIR),$(installed_files) $(sandbox))
	$(Q)rmdir --ignore-fail-on-non-empty $(addprefix $(DESTDIR),$(own_directories)) 2>/dev/null || true

clean: ## remove everything that was built
	$(Q)rm -rf build

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 14
