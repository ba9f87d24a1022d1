#!/usr/bin/env bash
# A whole cluster on one machine: PostgreSQL, silos and gateways, each a process that is started again when it ends.
set -euo pipefail

usage() {
  cat <<'TEXT'
deploy/local-cluster.sh COMMAND

  up                start what is not running, wait until every gateway is ready, say what runs where
  down [--now]      stop all of it, gateways first; --now kills everything at once (-9). The data stays
  status            what runs where, how it is, where the key lies
  kill NODE         kill -9; started again by its supervisor
  hang NODE [SEC]   SIGSTOP, and SIGCONT after SEC seconds (default 20)
  term NODE         SIGTERM; started again once it has ended

NODE is a name or number that status shows (silo-1, 2, postgres …), or all (every silo and gateway).

Environment: INTEGRATION_CLUSTER_DIR    data folder (default .cluster in the repository; for root's PostgreSQL under /var/tmp)
             INTEGRATION_CLUSTER_PORT   first of 32 ports (default 18400)
             INTEGRATION_CLUSTER_SILOS, INTEGRATION_CLUSTER_GATEWAYS   how many (default 2 and 2, at most 8 each)
             INTEGRATION_HOST_DLL       Integration.Host.dll to run (default: built from this repository)
             INTEGRATION_CLUSTER_OWNER  a process id: when that process has gone, everything is killed (for tests)
Every other variable reaches the nodes, so Integration__Cluster__ProbeTimeout=00:00:02 sets them all.
Exit codes: 0 done, 1 something did not start or stop, 64 wrong arguments or a port that is taken.
TEXT
}

cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
# shellcheck source=../.ci/prerequisites.sh
source .ci/prerequisites.sh

refuse() {
  printf 'error: %s\n' "$*" >&2
  exit 64
}

base=${INTEGRATION_CLUSTER_PORT:-18400}
silos=${INTEGRATION_CLUSTER_SILOS:-2}
gateways=${INTEGRATION_CLUSTER_GATEWAYS:-2}
[[ $base =~ ^[0-9]+$ ]] && ((base >= 1024 && base <= 65000)) || refuse "INTEGRATION_CLUSTER_PORT=$base is no port from 1024 to 65000"
[[ $silos =~ ^[1-8]$ ]] || refuse "INTEGRATION_CLUSTER_SILOS=$silos is not 1 to 8"
[[ $gateways =~ ^[1-8]$ ]] || refuse "INTEGRATION_CLUSTER_GATEWAYS=$gateways is not 1 to 8"

choose_dir() {
  local chosen
  if [[ -n ${INTEGRATION_CLUSTER_DIR:-} ]]; then
    realpath -m "$INTEGRATION_CLUSTER_DIR"
    return
  fi
  chosen=$(choose_data_dir '' "$root")
  [[ $chosen == "$root/.data" ]] && printf '%s\n' "$root/.cluster" || printf '%s-cluster\n' "$chosen"
}
dir=$(choose_dir)
run=$dir/run
logs=$dir/logs

nodes=()
for ((n = 1; n <= silos; n++)); do nodes+=("silo-$n"); done
for ((n = 1; n <= gateways; n++)); do nodes+=("gateway-$n"); done

# The ports of a node, counted from the first one: database, HTTP of gateways, HTTP of silos, silo ports, gateway ports.
postgres_port() { printf '%s\n' "$base"; }
http_port() {
  case $1 in
  gateway-*) printf '%s\n' $((base + ${1#*-})) ;;
  silo-*) printf '%s\n' $((base + 8 + ${1#*-})) ;;
  esac
}
silo_port() { printf '%s\n' $((base + 16 + ${1#*-})); }
client_port() { printf '%s\n' $((base + 24 + ${1#*-})); }

# The process of a name, when the file of its id is there and it runs.
pid_of() {
  local id
  id=$(cat "$run/$1.pid" 2>/dev/null) || return 1
  [[ -n $id ]] && kill -0 "$id" 2>/dev/null && printf '%s\n' "$id"
}
supervisor_of() {
  local id
  id=$(pid_of "$1.supervisor") || return 1
  # A number that another process has by now is nobody of ours.
  tr '\0' ' ' <"/proc/$id/cmdline" 2>/dev/null | grep -q -- "supervise $1 " && printf '%s\n' "$id"
}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# The status of a GET on this machine, 0 where nobody answers.
http_status() {
  local line=''
  {
    printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$2" >&3
    read -r -t 5 line <&3 || true
  } 2>/dev/null 3<>"/dev/tcp/127.0.0.1/$1" || true
  [[ $line =~ ^HTTP/1\.1\ ([0-9]{3}) ]] && printf '%s\n' "${BASH_REMATCH[1]}" || printf '0\n'
}

host_dll() { printf '%s\n' "${INTEGRATION_HOST_DLL:-$root/src/Integration.Host/bin/Release/net10.0/Integration.Host.dll}"; }

connection_string() {
  printf 'Host=127.0.0.1;Port=%s;Database=integration;Username=integration;Password=%s' "$(postgres_port)" "$(cat "$dir/postgres.password")"
}

export_settings() {
  ConnectionStrings__Postgres=$(connection_string)
  Integration__KeysFile=$dir/keys
  export ConnectionStrings__Postgres Integration__KeysFile
}

as_postgres() {
  if [[ $(id -u) == 0 ]]; then
    setpriv --reuid=postgres --regid=postgres --clear-groups "$@"
  else
    "$@"
  fi
}

# A file of a secret, readable by us alone, made once and whole.
make_secret() {
  [[ -s $1 ]] || (umask 077 && printf '%s\n' "$2" >"$1.new" && mv "$1.new" "$1")
}

create_database() {
  local bin=$1 copy=$dir/postgres.password.init
  [[ ! -d $dir/postgres ]] || return 0
  say "making a database in $dir/postgres"
  rm -rf "$dir/postgres.new"
  if [[ $(id -u) == 0 ]]; then
    setpriv --reuid=postgres --regid=postgres --clear-groups test -x "$dir" ||
      give_up "user postgres cannot reach $dir: choose another INTEGRATION_CLUSTER_DIR, or chmod o+x the folders above it"
    install -d -m 700 -o postgres -g postgres "$dir/postgres.new"
    install -m 600 -o postgres -g postgres "$dir/postgres.password" "$copy"
  else
    install -d -m 700 "$dir/postgres.new"
    install -m 600 "$dir/postgres.password" "$copy"
  fi
  as_postgres "$bin/initdb" --pgdata "$dir/postgres.new" --username integration --auth=scram-sha-256 "--pwfile=$copy" \
    --encoding=UTF8 --no-locale --data-checksums --no-instructions >"$logs/initdb.log" 2>&1 ||
    give_up "initdb failed: $(tail -3 "$logs/initdb.log")"
  rm -f "$copy"
  mv "$dir/postgres.new" "$dir/postgres"
}

# Replaces this shell by the process of a node.
become() {
  local name=$1 bin
  case $name in
  postgres)
    bin=$(find_postgres "$dir")
    local settings=(listen_addresses=127.0.0.1 unix_socket_directories= max_connections=400 shared_buffers=256MB wal_level=minimal
      max_wal_senders=0 max_wal_size=2GB checkpoint_timeout=15min jit=off autovacuum_naptime=15s timezone=UTC)
    local arguments=(-D "$dir/postgres" -p "$(postgres_port)") setting
    for setting in "${settings[@]}"; do arguments+=(-c "$setting"); done
    if [[ $(id -u) == 0 ]]; then
      exec setpriv --reuid=postgres --regid=postgres --clear-groups "$bin/postgres" "${arguments[@]}"
    fi
    exec "$bin/postgres" "${arguments[@]}"
    ;;
  silo-*)
    export_settings
    export Integration__Silo__Port Integration__Silo__GatewayPort Integration__Silo__AdvertisedAddress=127.0.0.1
    Integration__Silo__Port=$(silo_port "$name")
    Integration__Silo__GatewayPort=$(client_port "$name")
    exec dotnet "$(host_dll)" --role silo --data-dir "$dir" --urls "http://127.0.0.1:$(http_port "$name")"
    ;;
  gateway-*)
    export_settings
    exec dotnet "$(host_dll)" --role gateway --data-dir "$dir" --urls "http://127.0.0.1:$(http_port "$name")"
    ;;
  esac
}

# Ends a node for good when the process that wanted the cluster has gone without saying so.
watch_owner() {
  while kill -0 "$INTEGRATION_CLUSTER_OWNER" 2>/dev/null; do sleep 2; done
  : >"$run/stop"
  kill -KILL "$(pid_of "$1")" 2>/dev/null || true
}

# Runs a node again and again until the cluster is to go down. Its own process: it outlives the command that made it.
supervise() {
  local name=$1 code began
  if [[ -n ${INTEGRATION_CLUSTER_OWNER:-} ]]; then
    watch_owner "$name" &
    trap "kill $! 2>/dev/null || true" EXIT
  fi
  while [[ ! -e $run/stop ]]; do
    began=$SECONDS
    code=0
    (
      printf '%s\n' "$BASHPID" >"$run/$name.pid"
      become "$name"
    ) >>"$logs/$name.log" 2>&1 </dev/null &
    wait $! || code=$?
    rm -f "$run/$name.pid"
    printf '%s %s ended with %s after %s s\n' "$(date -u +%H:%M:%S.%3N)" "$name" "$code" $((SECONDS - began)) >>"$logs/supervisor.log"
    # What ends at once would be started without end.
    if ((SECONDS - began < 2)) && [[ ! -e $run/stop ]]; then sleep 1; fi
  done
}

start_supervisor() {
  supervisor_of "$1" >/dev/null && return 0
  setsid "$root/deploy/local-cluster.sh" supervise "$1" "$dir" >>"$logs/supervisor.log" 2>&1 </dev/null 9>&- &
  printf '%s\n' $! >"$run/$1.supervisor.pid"
}

# Waits for a condition: what it is, seconds, a command.
wait_for() {
  local what=$1 end=$((SECONDS + $2))
  shift 2
  until "$@"; do
    if ((SECONDS >= end)); then
      printf 'error: waited in vain for %s; see %s\n' "$what" "$logs" >&2
      return 1
    fi
    sleep 0.1
  done
}

check_ports() {
  local name port
  for name in postgres "${nodes[@]}"; do
    supervisor_of "$name" >/dev/null && continue
    for port in $(case $name in
      postgres) postgres_port ;;
      silo-*) http_port "$name" && silo_port "$name" && client_port "$name" ;;
      *) http_port "$name" ;;
      esac); do
      ! listens "$port" || refuse "port $port, wanted for $name, is in use by another program: set INTEGRATION_CLUSTER_PORT"
    done
  done
}

database_is_ready() { PGPASSWORD=$(cat "$dir/postgres.password") PGCONNECT_TIMEOUT=2 "$psql" -h 127.0.0.1 -p "$(postgres_port)" -U integration -d "${1:-postgres}" -qAtc 'select 1' >/dev/null 2>&1; }

start_database() {
  local bin psql
  bin=$(find_postgres "$dir")
  psql=$bin/psql
  start_supervisor postgres
  if [[ -x $psql ]]; then
    wait_for "PostgreSQL" 60 database_is_ready
    database_is_ready integration || PGPASSWORD=$(cat "$dir/postgres.password") "$psql" -h 127.0.0.1 -p "$(postgres_port)" \
      -U integration -d postgres -qc 'create database integration'
  else
    give_up "PostgreSQL's psql is missing beside $bin/postgres"
  fi
}

create_key() {
  [[ ! -s $dir/admin.key ]] || return 0
  local key
  key=$(export_settings && dotnet "$(host_dll)" create-key --role administrator --name cluster-administrator --data-dir "$dir" 2>>"$logs/create-key.log") ||
    give_up "the administrator key could not be made: $(tail -2 "$logs/create-key.log")"
  make_secret "$dir/admin.key" "$(printf '%s\n' "$key" | tail -1)"
}

is_ready() { [[ $(http_status "$(http_port "$1")" /health/ready) == 200 ]]; }

up() {
  need_dotnet
  need_postgres "$dir"
  check_ports
  if [[ -z ${INTEGRATION_HOST_DLL:-} ]] && { [[ ! -f $(host_dll) ]] || ! up_to_date "$run_stamp" "${run_sources[@]}"; }; then
    say "building"
    build_release src/Integration.Host || give_up "the build failed"
  fi
  [[ -f $(host_dll) ]] || refuse "INTEGRATION_HOST_DLL=$(host_dll) is not there"
  rm -f "$run/stop"
  make_secret "$dir/postgres.password" "$(head -c 24 /dev/urandom | base64 -w0 | tr -d '/+=')"
  make_secret "$dir/keys" "k1:$(head -c 32 /dev/urandom | base64 -w0)"
  create_database "$(find_postgres "$dir")"
  start_database
  create_key
  local name
  for name in "${nodes[@]}"; do start_supervisor "$name"; done
  for name in "${nodes[@]}"; do
    wait_for "$name to be ready" 90 is_ready "$name" || {
      tail -5 "$logs/$name.log" >&2
      return 1
    }
  done
  status
}

status() {
  local name id state number=0
  printf '%-2s %-11s %-8s %-9s %s\n' '#' node process state address
  for name in "${nodes[@]}" postgres; do
    number=$((number + 1))
    id=$(pid_of "$name") || id='-'
    state=ended
    if [[ $id != - ]]; then
      state=runs
      [[ $(awk '/^State:/ { print $2 }' "/proc/$id/status" 2>/dev/null) != T ]] || state=hangs
      [[ $state == hangs || $name == postgres ]] || { is_ready "$name" && state=ready || state='not ready'; }
    fi
    case $name in
    postgres) printf '%-2s %-11s %-8s %-9s 127.0.0.1:%s\n' $number $name "$id" "$state" "$(postgres_port)" ;;
    silo-*) printf '%-2s %-11s %-8s %-9s http://127.0.0.1:%s (silo %s, gateway %s)\n' $number "$name" "$id" "$state" \
      "$(http_port "$name")" "$(silo_port "$name")" "$(client_port "$name")" ;;
    *) printf '%-2s %-11s %-8s %-9s http://127.0.0.1:%s\n' $number "$name" "$id" "$state" "$(http_port "$name")" ;;
    esac
  done
  [[ ! -s $dir/admin.key ]] || printf 'administrator key: %s\n' "$dir/admin.key"
  printf 'logs: %s\n' "$logs"
}

# The names that a NODE stands for.
named() {
  local name number=0
  [[ $1 != all ]] || {
    printf '%s\n' "${nodes[@]}"
    return
  }
  for name in "${nodes[@]}" postgres; do
    number=$((number + 1))
    if [[ $1 == "$name" || $1 == "$number" ]]; then
      printf '%s\n' "$name"
      return
    fi
  done
  refuse "'$1' is no node; see deploy/local-cluster.sh status"
}

signal_nodes() {
  local signal=$1 names name id
  names=$(named "$2")
  for name in $names; do
    id=$(pid_of "$name") || {
      printf '%s does not run\n' "$name" >&2
      continue
    }
    kill "-$signal" "$id" && printf '%s (%s): SIG%s\n' "$name" "$id" "$signal"
  done
}

hang() {
  local seconds=${2:-20} names name id
  [[ $seconds =~ ^[0-9]+$ ]] || refuse "'$seconds' is no number of seconds"
  names=$(named "$1")
  for name in $names; do
    id=$(pid_of "$name") || continue
    kill -STOP "$id"
    printf '%s (%s): SIGSTOP for %s s\n' "$name" "$id" "$seconds"
    setsid bash -c 'sleep "$1"; kill -CONT "$2"' _ "$seconds" "$id" >/dev/null 2>&1 </dev/null 9>&- &
  done
}

# Ends the nodes given with a signal, and with SIGKILL after so many seconds; the supervisors see the stop file.
stop_nodes() {
  local signal=$1 seconds=$2 name id
  shift 2
  for name; do
    id=$(pid_of "$name") || continue
    kill -CONT "$id" 2>/dev/null || true
    kill "-$signal" "$id" 2>/dev/null || true
  done
  for name; do
    wait_for "$name to end" "$seconds" not_running "$name" 2>/dev/null || kill -KILL "$(pid_of "$name")" 2>/dev/null || true
    wait_for "the supervisor of $name to end" 10 not_supervised "$name" || kill -KILL "$(supervisor_of "$name")" 2>/dev/null || true
    rm -f "$run/$name.supervisor.pid"
  done
}
not_running() { ! pid_of "$1" >/dev/null; }
not_supervised() { ! supervisor_of "$1" >/dev/null; }

# Everybody who ever ran here, also with other counts than those of now.
everybody() { find "$run" -name '*.supervisor.pid' -printf '%f\n' | sed 's/\.supervisor\.pid$//' | { grep "^$1" || true; }; }

down() {
  [[ -d $run ]] || return 0
  : >"$run/stop"
  if [[ ${1:-} == --now ]]; then
    # shellcheck disable=SC2046
    stop_nodes KILL 10 $(everybody '')
  elif [[ -z ${1:-} ]]; then
    local kind
    for kind in gateway silo; do
      # shellcheck disable=SC2046
      stop_nodes TERM 40 $(everybody "$kind")
    done
    # SIGINT: a fast shutdown with a checkpoint.
    # shellcheck disable=SC2046
    stop_nodes INT 30 $(everybody postgres)
  else
    refuse "down takes --now or nothing, not '$1'"
  fi
  say "down; the data stays in $dir"
}

command=${1:-}
case $command in
supervise)
  dir=$3 run=$3/run logs=$3/logs
  supervise "$2"
  exit
  ;;
'' | -h | --help | help)
  usage
  [[ -n $command ]] || exit 64
  exit 0
  ;;
up | down)
  mkdir -p "$dir" "$run" "$logs"
  chmod o+x "$dir"
  exec 9>"$dir/command.lock"
  flock -w 120 9 || give_up "another up or down of $dir is under way"
  "$@"
  ;;
status) status ;;
kill | term | hang)
  (($# >= 2)) || refuse "$command needs a node; see deploy/local-cluster.sh status"
  case $command in
  kill) signal_nodes KILL "$2" ;;
  term) signal_nodes TERM "$2" ;;
  hang) hang "$2" "${3:-20}" ;;
  esac
  ;;
*)
  usage >&2
  exit 64
  ;;
esac
