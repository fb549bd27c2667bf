#!/usr/bin/env bash
# Installs the Debian packages of the named lists (.ci/packages-NAME.txt) that are missing. Needs root or sudo only
# where something is missing.
set -euo pipefail
cd "$(dirname "$0")/.."
missing=()
for list in "$@"; do
  while read -r package; do
    [[ -z $package || $package == \#* ]] && continue
    [[ $(dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null) == ii* ]] || missing+=("$package")
  done <".ci/packages-$list.txt"
done
[[ ${#missing[@]} -eq 0 ]] && exit 0
become=()
if [[ $(id -u) -ne 0 ]]; then
  command -v sudo >/dev/null || { echo "Missing packages and neither root nor sudo: ${missing[*]}" >&2; exit 1; }
  become=(sudo)
fi
echo "Installing ${#missing[@]} packages: ${missing[*]}" >&2
# No service may start on its own: tests and ./run start what they need, on their own ports.
policy=/usr/sbin/policy-rc.d
made_policy=no
if [[ ! -e $policy && ! -d /run/systemd/system ]]; then
  printf '#!/bin/sh\nexit 101\n' | "${become[@]}" tee $policy >/dev/null
  "${become[@]}" chmod +x $policy
  made_policy=yes
fi
"${become[@]}" apt-get -o DPkg::Lock::Timeout=1800 -qq update >&2
"${become[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=1800 -qq install -y \
  --no-install-recommends "${missing[@]}" >&2
if [[ $made_policy == yes ]]; then "${become[@]}" rm -f $policy; fi
