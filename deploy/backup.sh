#!/usr/bin/env bash
# Backs a hub up while it runs: its database as of one instant, and the key file without which the secrets in it do not open.
set -euo pipefail
umask 077

usage() {
  cat <<'TEXT'
deploy/backup.sh --to FOLDER [--data-dir DIR] [--keys-file FILE]

  --to FOLDER       made by this, mode 700; holds the back-up whole or is not there at all
  --data-dir DIR    data folder of the hub (default .data, or Integration__DataDir). Without ConnectionStrings__Postgres its
                    embedded database is backed up, for which the hub must run
  --keys-file FILE  the key file (default Integration__KeysFile, else DIR/keys). With Integration__Keys and no file, that

ConnectionStrings__Postgres (or libpq's PGHOST …) says which database it is when it is not the embedded one.
Exit codes: 0 done, 1 it failed and nothing was left, 64 wrong arguments.
TEXT
}

# shellcheck source=database.sh
source "$(dirname "${BASH_SOURCE[0]}")/database.sh"

to='' data=${Integration__DataDir:-.data} keys=${Integration__KeysFile:-}
while (($# > 0)); do
  case $1 in
  --help | -h)
    usage
    exit 0
    ;;
  --to | --data-dir | --keys-file)
    (($# >= 2)) && [[ -n $2 ]] || refuse "$1 needs a value"
    case $1 in
    --to) to=$2 ;;
    --data-dir) data=$2 ;;
    --keys-file) keys=$2 ;;
    esac
    shift 2
    ;;
  *)
    usage >&2
    exit 64
    ;;
  esac
done
[[ -n $to ]] || refuse "--to says where the back-up goes"
[[ ! -e $to ]] || refuse "$to is there already: each back-up gets a folder of its own"
bin=$(find_programs pg_dump pg_restore psql)

if [[ -n ${ConnectionStrings__Postgres:-} ]]; then
  reach "$ConnectionStrings__Postgres"
elif [[ -z ${PGHOST:-} ]]; then
  reach_embedded "$data"
fi

read_keys() {
  if [[ -n $keys ]]; then
    cat "$keys"
  elif [[ -n ${Integration__Keys:-} ]]; then
    printf '%s\n' "$Integration__Keys"
  else
    cat "$data/keys"
  fi
}

partial=$to.partial
trap 'rm -rf "$partial"' EXIT
rm -rf "$partial"
mkdir -p "$(dirname "$to")"
mkdir "$partial"

read_keys >"$partial/keys" || give_up "the key file cannot be read: without it no stored secret opens again (--keys-file)"
say "dumping database $PGDATABASE at $PGHOST:$PGPORT"
# One snapshot. Who was a member of the cluster is no use to another one: its silos would wait for the dead.
"$bin/pg_dump" --format=custom --compress=1 --no-owner --no-privileges \
  --exclude-table-data=orleans_membership --exclude-table-data=orleans_membership_version --file="$partial/database.dump" ||
  give_up "the database was not dumped; does it run?"
"$bin/pg_restore" --list "$partial/database.dump" >/dev/null || give_up "the dump cannot be read back"
read_keys | cmp -s - "$partial/keys" || give_up "the key file was changed meanwhile: run this again"
[[ ! -s $data/admin.key ]] || cp "$data/admin.key" "$partial/admin.key"
(cd "$partial" && sha256sum -- * >checksums.new && mv checksums.new checksums)
sync -f "$partial"
mv "$partial" "$to"
say "backed up to $to ($(du -sh "$to" | cut -f1)); it holds the keys beside what they seal: keep it as safe as the hub itself"
