#!/usr/bin/env bash
# Checks the formatting, builds everything with warnings as errors and runs all tests, one project after the other.
# The very last line is the count: "N passed, N failed" (and ", N skipped").
set -euo pipefail

usage() {
  cat <<'TEXT'
./test.sh [--filter TEXT] [--long]

  --filter TEXT   only tests whose full name (namespace, class, method) contains TEXT
  --long          the soak and chaos runs as well (INTEGRATION_LONG=1)

Exit code 0 only if everything was built, at least one test ran and none failed.
TEXT
}

cd "$(dirname "${BASH_SOURCE[0]}")"
# shellcheck source=.ci/prerequisites.sh
source .ci/prerequisites.sh

filter=''
limit=900
while (($# > 0)); do
  case $1 in
  --help | -h)
    usage
    exit 0
    ;;
  --filter=*)
    set -- --filter "${1#*=}" "${@:2}"
    continue
    ;;
  --filter)
    if (($# < 2)) || [[ -z $2 ]]; then
      printf -- '--filter needs a value\n' >&2
      exit 64
    fi
    filter=$2
    shift 2
    ;;
  --long)
    export INTEGRATION_LONG=1
    limit=14400
    shift
    ;;
  *)
    printf 'unknown argument: %s\n\n' "$1" >&2
    usage >&2
    exit 64
    ;;
  esac
done

passed=0
failed=0
skipped=0
group=''

# However it ends: nothing of ours keeps running, and the count is the last line.
finish() {
  local code=$?
  trap - EXIT
  [[ -z $group ]] || kill -KILL -- "-$group" 2>/dev/null || true
  if ((code != 0 && failed == 0)); then
    failed=1
  fi
  if ((passed + failed == 0)); then
    printf 'no test was run\n'
    code=1
  fi
  printf '%d passed, %d failed' "$passed" "$failed"
  ((skipped == 0)) || printf ', %d skipped' "$skipped"
  printf '\n'
  ((failed == 0)) || code=$((code == 0 ? 1 : code))
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

need_dotnet
need_postgres "$(choose_data_dir '' "$PWD")"
mkdir -p .run/tests

if [[ -z $filter ]]; then
  say "formatting"
  dotnet tool restore >.run/tests/tools.log 2>&1 || {
    cat .run/tests/tools.log
    give_up "the tools of .config/dotnet-tools.json cannot be restored"
  }
  if ! dotnet csharpier check .; then
    say "not formatted: dotnet csharpier format ."
    failed=$((failed + 1))
  fi
fi

say "building"
begin_stamp "$run_stamp" "${run_sources[@]}"
build_release Integration.Orleans.sln || give_up "the build failed"
mv "$run_stamp.new" "$run_stamp"

# Most processes of the tests live for seconds: a method is compiled a second time, and well, only where it is called tens of thousands
# of times. (Hexadecimal: 28,672.)
export DOTNET_TC_CallCountThreshold=${DOTNET_TC_CallCountThreshold:-7000}

# The databases of the tests are thousands of small files each: in memory where there is plenty of it.
if [[ -z ${TMPDIR:-} && -w /dev/shm ]] && (($(df --output=avail --block-size=1M /dev/shm | tail -1) > 12288)) &&
  (($(awk '/^MemAvailable:/ { print int($2 / 1024) }' /proc/meminfo) > 16384)); then
  export TMPDIR=/dev/shm
fi

# Adds the numbers of a runner's closing line: "Total: 52, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0, Time: 16.0s".
add_up() {
  local name=$1 log=$2 code=$3 line
  local pattern='Total: ([0-9]+), Errors: ([0-9]+), Failed: ([0-9]+), Skipped: ([0-9]+), Not Run: ([0-9]+)'
  line=$(grep -E "$pattern" "$log" | tail -1 || true)
  if [[ $line =~ $pattern ]]; then
    local total=${BASH_REMATCH[1]} errors=${BASH_REMATCH[2]} bad=${BASH_REMATCH[3]}
    local skips=${BASH_REMATCH[4]} not_run=${BASH_REMATCH[5]}
    passed=$((passed + total - bad - skips - not_run))
    failed=$((failed + bad + errors))
    skipped=$((skipped + skips))
    if ((code != 0 && bad + errors == 0)); then
      say "$name ended with code $code although no test failed"
      failed=$((failed + 1))
    fi
  elif [[ -z $filter || $code != 0 ]] && ! grep -qE 'Total: 0$' "$log"; then
    say "$name ended with code $code and without a summary (124: it took more than $limit s)"
    failed=$((failed + 1))
  fi
}

# In a session of its own, so that whatever a test leaves behind can be found and ended with it.
run_tests() {
  local name=$1 dll=$2 log=.run/tests/$1.log code=0
  local arguments=(-noColor -longRunning 60)
  [[ -z $filter ]] || arguments+=(-method "*$filter*")
  say "$name"
  setsid timeout --kill-after=20 "$limit" dotnet "$dll" "${arguments[@]}" >"$log" 2>&1 </dev/null &
  group=$!
  wait "$group" || code=$?
  if kill -KILL -- "-$group" 2>/dev/null; then
    say "$name left processes behind; they were ended"
  fi
  group=''
  cat "$log"
  add_up "$name" "$log" "$code"
}

# The end-to-end tests last: what they find is explained by the others, if by any.
mapfile -t projects < <(
  find tests -mindepth 2 -maxdepth 2 -name '*.Tests.csproj' ! -name '*EndToEnd*' | sort
  find tests -mindepth 2 -maxdepth 2 -name '*EndToEnd.Tests.csproj' | sort
)
for project in "${projects[@]}"; do
  name=$(basename "$project" .csproj)
  run_tests "$name" "$(dirname "$project")/bin/Release/net10.0/$name.dll"
done
