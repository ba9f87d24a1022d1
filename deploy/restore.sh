#!/usr/bin/env bash
# Restores what backup.sh made: into an empty data folder with a new embedded database, or into an empty database of yours.
set -euo pipefail
umask 077

usage() {
  cat <<'TEXT'
deploy/restore.sh --from FOLDER --data-dir DIR

  --from FOLDER   what backup.sh made
  --data-dir DIR  empty or not there: gets the key file, the administrator key and, without
                  ConnectionStrings__Postgres, a new embedded database with the back-up in it

With ConnectionStrings__Postgres (or libpq's PGHOST …) the back-up goes into that database, which must be empty. No hub may
run on it meanwhile; start it afterwards with the same --data-dir. Never start the old hub again beside the restored one:
both would push. Exit codes: 0 done, 1 it failed (delete what it left and begin again), 64 wrong arguments.
TEXT
}

# shellcheck source=database.sh
source "$(dirname "${BASH_SOURCE[0]}")/database.sh"

from='' data=''
while (($# > 0)); do
  case $1 in
  --help | -h)
    usage
    exit 0
    ;;
  --from | --data-dir)
    (($# >= 2)) && [[ -n $2 ]] || refuse "$1 needs a value"
    case $1 in
    --from) from=$2 ;;
    --data-dir) data=$2 ;;
    esac
    shift 2
    ;;
  *)
    usage >&2
    exit 64
    ;;
  esac
done
[[ -n $from && -n $data ]] || refuse "--from and --data-dir are needed"
[[ -s $from/database.dump && -s $from/keys && -s $from/checksums ]] || refuse "$from holds no back-up"
[[ -z $(ls -A "$data" 2>/dev/null) ]] || refuse "$data is not empty: a restore never mixes with what is there"
(cd "$from" && sha256sum --check --quiet checksums) || give_up "$from was changed or is damaged; nothing was restored"

if [[ -n ${ConnectionStrings__Postgres:-} ]]; then
  bin=$(find_programs pg_restore psql)
  reach "$ConnectionStrings__Postgres"
elif [[ -n ${PGHOST:-} ]]; then
  bin=$(find_programs pg_restore psql)
else
  bin=$(find_programs pg_restore psql createdb postgres initdb)
  embedded=true
fi

server=''
stop_server() {
  [[ -n $server ]] || return 0
  # SIGINT: a fast shutdown with a checkpoint.
  kill -INT "$server" 2>/dev/null || true
  wait "$server" || true
  server=''
}
trap stop_server EXIT

# The same as the hub's first start makes it (EmbeddedPostgres); the hub finds it there and goes on with it.
make_database() {
  local copy=$data/postgres.password.init socket
  head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$data/postgres.password"
  if [[ $(id -u) == 0 ]]; then
    setpriv --reuid=postgres --regid=postgres --clear-groups test -x "$data" || refuse "user postgres cannot reach $data: chmod o+x the folders above it"
    install -d -m 700 -o postgres -g postgres "$data/postgres"
    install -m 600 -o postgres -g postgres "$data/postgres.password" "$copy"
  else
    install -d -m 700 "$data/postgres"
    install -m 600 "$data/postgres.password" "$copy"
  fi
  as_postgres "$bin/initdb" --pgdata "$data/postgres" --username integration --auth=scram-sha-256 "--pwfile=$copy" \
    --encoding=UTF8 --no-locale --data-checksums --no-instructions >"$data/restore.log" 2>&1 || give_up "initdb failed: $(tail -3 "$data/restore.log")"
  rm -f "$copy"
  # Reached through a socket in the data folder alone: nobody else can come in before it is whole.
  socket=$(mktemp -d "${TMPDIR:-/tmp}/integration-restore-XXXXXX")
  chmod 711 "$socket"
  [[ $(id -u) != 0 ]] || chown postgres "$socket"
  # Replaces its shell, so that the signal reaches the server itself.
  exec_as_postgres "$bin/postgres" -D "$data/postgres" -c listen_addresses= -c "unix_socket_directories=$socket" -c wal_level=minimal \
    -c max_wal_senders=0 -c max_wal_size=2GB -c timezone=UTC >>"$data/restore.log" 2>&1 </dev/null &
  server=$!
  export PGHOST=$socket PGPORT=5432 PGUSER=integration PGPASSWORD PGDATABASE=integration
  PGPASSWORD=$(<"$data/postgres.password")
  trap 'stop_server; rm -rf "$PGHOST"' EXIT
  until "$bin/psql" -d postgres -qAtc 'select 1' >/dev/null 2>&1; do
    kill -0 "$server" 2>/dev/null || give_up "PostgreSQL did not start: $(tail -3 "$data/restore.log")"
    sleep 0.1
  done
  "$bin/createdb" integration
}

mkdir -p "$data"
# The database's own user must pass when the hub is root; nobody needs to list it.
[[ $(id -u) != 0 ]] || chmod 711 "$data"
data=$(cd "$data" && pwd -P)
from=$(cd "$from" && pwd -P)
[[ -z ${embedded:-} ]] || make_database

tables=$("$bin/psql" -qAtc "select count(*) from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')") ||
  give_up "the database cannot be reached"
[[ $tables == 0 ]] || refuse "the database holds $tables tables: restore into an empty one"
say "restoring into $PGDATABASE"
"$bin/pg_restore" --no-owner --no-privileges --exit-on-error --single-transaction --dbname="$PGDATABASE" "$from/database.dump" ||
  give_up "the dump was not restored"
# Without statistics the first statements would be planned badly.
"$bin/psql" -qc analyze
cp "$from/keys" "$data/keys"
[[ ! -s $from/admin.key ]] || cp "$from/admin.key" "$data/admin.key"
stop_server
rm -f "$data/restore.log"
sync -f "$data"
say "restored into $data; start the hub with --data-dir $data. What was delivered since the back-up is delivered once more, with the same webhook-id"
