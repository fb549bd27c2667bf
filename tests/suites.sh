# The suites of ./test, one function each. Sourced; uses build() and $jobs of ./test.

# One private PostgreSQL for the whole run of a suite; its URL in APROAPE_TEST_POSTGRES.
with_postgres() {
  local started url dir
  started=$(tests/harness/postgres.sh start ${POSTGRES_OPTION:-}) || return 1
  read -r url dir _ <<<"$started"
  export APROAPE_TEST_POSTGRES=$url
  "$@"
  local code=$?
  tests/harness/postgres.sh stop "$dir"
  unset APROAPE_TEST_POSTGRES
  return $code
}

suite_gates() {
  local ok=0
  python3 tools/check_floors.py || ok=1
  python3 tools/lint_co_await.py || ok=1
  python3 tools/check_texts.py || ok=1
  python3 tools/check_tree.py || ok=1
  git ls-files 'src/*.cpp' 'src/*.hpp' 'sim/*.cpp' 'sim/*.hpp' | xargs clang-format-14 --dry-run --Werror || ok=1
  if [[ $APROAPE_TEST_LONG == 1 ]]; then python3 tools/check_tidy.py --all || ok=1; else python3 tools/check_tidy.py || ok=1; fi
  return $ok
}

suite_web() {
  tools/build_desk.sh || return 1
  (PATH="$(tools/ensure_node.sh):$PATH" && cd web/desk && npm run --silent check && npm run --silent test)
}

build_release() { tools/build_desk.sh && build release all benchmarks; }

run_unit_programs() { # PRESET
  ctest --test-dir "build/$1" --output-on-failure -j 2
}
suite_unit() { with_postgres run_unit_programs "$1"; }

pytest_suite() { # FOLDER [ARGUMENTS]
  /usr/bin/python3 -m pytest -q -p no:cacheprovider --no-header --durations=5 "$@"
}
# Most of a system test is waiting for what the program does beside it: three at a time share two cores well.
parallel_suite() { pytest_suite -n 3 --dist loadfile "$@"; }
suite_system() { APROAPE_TEST_DATABASE=$1 parallel_suite tests/system; }
# Without the tests that meet no database.
suite_postgres() { POSTGRES_OPTION=--no-flush APROAPE_TEST_DATABASE=postgres with_postgres parallel_suite tests/system --ignore=tests/system/test_simulator.py --ignore=tests/system/test_reader_comparison.py; }
suite_engines() { pytest_suite tests/engines; }
suite_voice() { PATH="$(tools/ensure_node.sh):$PATH" APROAPE_TEST_DATABASE=sqlite pytest_suite tests/voice; }
suite_crash() { pytest_suite tests/crash; }
suite_faults() { with_postgres pytest_suite tests/faults; }
suite_browser() { PATH="$(tools/ensure_node.sh):$PATH" /usr/bin/python3 tests/browser/run.py; }

suite_asan() {
  build asan all || return 1
  export LSAN_OPTIONS=suppressions=$PWD/tests/leaks.supp:print_suppressions=0 ASAN_OPTIONS=detect_leaks=1:abort_on_error=1 UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
  # PostgreSQL where its own code is met; the rooms above ask both databases the same, and did so in suite unit.
  APROAPE_TEST_POSTGRES= run_unit_programs asan && with_postgres build/asan/test_db --minimal &&
    APROAPE_TEST_BINARY=build/asan/aproape pytest_suite tests/system -k "mail or http" --deselect tests/system/test_metrics.py
}

suite_tsan() {
  build tsan test_db test_storage test_net test_http test_channels || return 1
  local program
  for program in db storage net http channels; do
    TSAN_OPTIONS=suppressions=$PWD/tests/races.supp:halt_on_error=1:second_deadlock_stack=1 "build/tsan/test_$program" --minimal || return 1
  done
}

suite_fuzz() {
  local seconds=6  # with a fixed seed: a new finding belongs to --long, not to somebody else's change
  local seed=-seed=1
  [[ $APROAPE_TEST_LONG == 1 ]] && seconds=600 seed=
  [[ -f build/fuzz/build.ninja ]] || cmake --preset fuzz >/dev/null || return 1
  build fuzz fuzzers || return 1
  local program
  while read -r program; do
    mkdir -p "build/fuzz/corpus/$program"
    "build/fuzz/$program" -max_total_time=$seconds $seed -timeout=5 -rss_limit_mb=2048 -print_final_stats=0 -verbosity=0 \
      "build/fuzz/corpus/$program" 2>"build/fuzz/$program.log" || { tail -n 30 "build/fuzz/$program.log"; return 1; }
    echo "fuzzed $program for $seconds s"
  done <build/fuzz/fuzzers.txt
}
