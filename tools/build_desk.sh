#!/usr/bin/env bash
# Builds the desk's bundle into web/desk/dist, where its sources have changed since the last time.
set -euo pipefail
cd "$(dirname "$0")/.."
PATH="$(tools/ensure_node.sh):$PATH"
export PATH
stamp=build/desk.stamp
mkdir -p build
sources() { find web/desk web/shared src/api/openapi.json -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -print0 | sort -z | xargs -0 sha256sum | sha256sum; }
now=$(sources)
if [[ -f $stamp && -f web/desk/dist/index.html && $(cat $stamp) == "$now" ]]; then exit 0; fi
echo "Building the desk ..." >&2
cd web/desk
lock=$(sha256sum package-lock.json)
if [[ ! -d node_modules || ! -f ../../build/desk-lock.stamp || $(cat ../../build/desk-lock.stamp) != "$lock" ]]; then
  npm ci --silent --no-audit --no-fund
  echo "$lock" >../../build/desk-lock.stamp
fi
npm run --silent build >&2
cd ../..
sources >$stamp
