#!/usr/bin/env bash
# A private PostgreSQL for the tests: its own cluster in a temporary folder, owned by user postgres, reached through a
# Unix socket alone.
#   postgres.sh start [--loopback PORT | --no-flush]   prints one line: URL DIRECTORY PID
#   postgres.sh stop DIRECTORY            ends that server and removes its folder
#   postgres.sh pause|resume DIRECTORY    a database that is down for a while, then back
# --loopback makes it listen on 127.0.0.1:PORT too. Flushes stay on, since tests prove durability; --no-flush is for
# suites that prove behaviour alone.
set -euo pipefail

bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
as_postgres() { if [[ $(id -u) -eq 0 ]]; then runuser -u postgres -- "$@"; else "$@"; fi; }
pid_of() { head -n 1 "$1/data/postmaster.pid"; }
launch() { as_postgres "$bin/pg_ctl" -D "$1/data" -l "$1/log" -w -t 60 start >/dev/null; }

case ${1:-} in
  start)
    port=
    flush=on
    [[ ${2:-} != --no-flush ]] || flush=off
    [[ ${2:-} == --loopback ]] && port=${3:?--loopback wants a port}
    dir=$(mktemp -d "${TMPDIR:-/tmp}/aproape-pg-XXXXXX")
    [[ $(id -u) -ne 0 ]] || chown postgres "$dir"
    chmod 755 "$dir"
    as_postgres "$bin/initdb" -D "$dir/data" -U aproape -A trust -E UTF8 --locale=C.UTF-8 >"$dir.initdb" 2>&1 || {
      cat "$dir.initdb" >&2
      exit 1
    }
    rm -f "$dir.initdb"
    as_postgres tee -a "$dir/data/postgresql.conf" >/dev/null <<CONF
listen_addresses = '${port:+127.0.0.1}'
port = ${port:-5432}
unix_socket_directories = '$dir'
unix_socket_permissions = 0777
max_connections = 120
shared_buffers = 128MB
fsync = $flush
CONF
    launch "$dir"
    if [[ -n $port ]]; then
      url="postgresql://aproape@127.0.0.1:$port/postgres"
    else
      url="postgresql://aproape@/postgres?host=$dir"
    fi
    echo "$url $dir $(pid_of "$dir")"
    ;;
  stop)
    dir=${2:?stop wants the directory}
    [[ ! -f $dir/data/postmaster.pid ]] || as_postgres "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null
    # A suite leaves hundreds of thousands of small files: nobody waits for their end.
    mv -- "$dir" "$dir.gone"
    setsid rm -rf -- "$dir.gone" >/dev/null 2>&1 </dev/null &
    ;;
  pause) as_postgres "$bin/pg_ctl" -D "${2:?pause wants the directory}/data" -m fast -w stop >/dev/null ;;
  resume) launch "${2:?resume wants the directory}" ;;
  *)
    sed -n '2,8s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
