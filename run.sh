#!/usr/bin/env bash
# Starts the whole hub on this machine, sends real traffic through it and shows what becomes of it.
set -euo pipefail

usage() {
  cat <<'TEXT'
./run.sh [--for 20s] [--data-dir DIR] [--urls http://127.0.0.1:8080]

  --for DURATION   end by itself after that time, with a summary; exit code 0 only if everything
                   that was acknowledged was delivered or is accounted for, and the hub's copy of
                   the sandbox's shop is the shop
  --data-dir DIR   where the embedded database and the keys lie (default .data)
  --urls URLS      where the API listens (default http://127.0.0.1:8080)

Installs what is missing (PostgreSQL's programs), builds when sources have changed, and starts. Ctrl-C stops all of it.
TEXT
}

caller=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")"
root=$PWD
# shellcheck source=.ci/prerequisites.sh
source .ci/prerequisites.sh

wanted_dir=''
urls='http://127.0.0.1:8080'
duration=()
while (($# > 0)); do
  case $1 in
  --help | -h)
    usage
    exit 0
    ;;
  --for=* | --data-dir=* | --urls=*)
    set -- "${1%%=*}" "${1#*=}" "${@:2}"
    continue
    ;;
  --for | --data-dir | --urls)
    if (($# < 2)) || [[ -z $2 ]]; then
      printf '%s needs a value\n' "$1" >&2
      exit 64
    fi
    case $1 in
    --for) duration=(--for "$2") ;;
    --data-dir) wanted_dir=$([[ $2 == /* ]] && printf '%s' "$2" || printf '%s' "$caller/$2") ;;
    --urls) urls=$2 ;;
    esac
    shift 2
    ;;
  *)
    printf 'unknown argument: %s\n\n' "$1" >&2
    usage >&2
    exit 64
    ;;
  esac
done

need_dotnet
data_dir=$(choose_data_dir "$wanted_dir" "$root")
[[ -n ${ConnectionStrings__Postgres:-} ]] || need_postgres "$data_dir"

host=src/Integration.Host/bin/Release/net10.0/Integration.Host.dll
sandbox=tests/Integration.Sandbox/bin/Release/net10.0/Integration.Sandbox.dll
if [[ ! -f $host || ! -f $sandbox ]] || ! up_to_date "$run_stamp" "${run_sources[@]}"; then
  say "building (the first time takes a minute or two: packages are fetched)"
  begin_stamp "$run_stamp" "${run_sources[@]}"
  build_release src/Integration.Host tests/Integration.Sandbox || give_up "the build failed"
  mv "$run_stamp.new" "$run_stamp"
fi

say "starting; data in $data_dir, API at $urls"
exec dotnet "$sandbox" demo --host-dll "$root/$host" --data-dir "$data_dir" --urls "$urls" "${duration[@]}"
