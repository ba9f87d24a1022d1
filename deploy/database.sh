# shellcheck shell=bash
# What backup.sh and restore.sh both need: where PostgreSQL's client programs are, and how a database is reached. To be sourced.

say() { printf '== %s\n' "$*" >&2; }
give_up() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}
refuse() {
  printf 'error: %s\n' "$*" >&2
  exit 64
}

# A folder with all the programs named: PG_BINDIR alone where it is set, else the highest version of Debian, else the PATH.
find_programs() {
  local folder program
  while read -r folder; do
    for program; do [[ -x $folder/$program ]] || continue 2; done
    printf '%s\n' "$folder"
    return
  done < <(
    if [[ -n ${PG_BINDIR:-} ]]; then
      printf '%s\n' "$PG_BINDIR"
    else
      printf '%s\n' /usr/lib/postgresql/*/bin | sort -t/ -k5,5nr
      dirname "$(command -v "$1" || printf '/none/none')"
    fi
  )
  refuse "PostgreSQL's programs ($*) are missing: install them (Debian: postgresql-client, and postgresql for an embedded database), or set PG_BINDIR"
}

# One field of a connection string as the hub takes it (Npgsql): all spellings of its name, value without quotes.
field() {
  local text=$1 part name value wanted
  shift
  local IFS=';'
  for part in $text; do
    name=${part%%=*}
    value=${part#*=}
    name=$(printf '%s' "$name" | tr '[:upper:]' '[:lower:]' | tr -d ' _')
    for wanted; do
      [[ $name == "$wanted" ]] || continue
      [[ $value != *[\"\']* ]] || refuse "a connection string with quotes is not understood: set PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE instead"
      printf '%s' "$value"
      return
    done
  done
}

# Sets libpq's variables from a connection string; the password never stands in a command line.
reach() {
  local text=$1 host mode
  host=$(field "$text" host server)
  [[ -n $host ]] || refuse "the connection string names no Host"
  export PGHOST=${host%%,*} PGPORT PGUSER PGPASSWORD PGDATABASE PGSSLMODE
  PGPORT=$(field "$text" port)
  PGPORT=${PGPORT:-5432}
  PGUSER=$(field "$text" username user userid uid)
  PGPASSWORD=$(field "$text" password pwd psw)
  PGDATABASE=$(field "$text" database db)
  PGDATABASE=${PGDATABASE:-$PGUSER}
  mode=$(field "$text" sslmode | tr '[:upper:]' '[:lower:]')
  case $mode in
  verifyca) PGSSLMODE=verify-ca ;;
  verifyfull) PGSSLMODE=verify-full ;;
  '') PGSSLMODE=prefer ;;
  *) PGSSLMODE=$mode ;;
  esac
}

# The embedded database of a data folder whose hub runs.
reach_embedded() {
  [[ -s $1/postgres.port && -s $1/postgres.password ]] || refuse "$1 is no data folder of a hub with an embedded database"
  export PGHOST=127.0.0.1 PGPORT PGUSER=integration PGPASSWORD PGDATABASE=integration PGSSLMODE=disable
  PGPORT=$(<"$1/postgres.port")
  PGPASSWORD=$(<"$1/postgres.password")
}

exec_as_postgres() {
  if [[ $(id -u) == 0 ]]; then
    exec setpriv --reuid=postgres --regid=postgres --clear-groups "$@"
  fi
  exec "$@"
}
as_postgres() { (exec_as_postgres "$@"); }
