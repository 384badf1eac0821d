#!/usr/bin/env bash
# Makes this machine ready to start and to test Vafa: Node 24, the system's packages, the project's packages.
# Does only what is missing, so a second run does nothing. Writes to standard error only; asks nothing.
set -eu

node_major_min=24
root=$(cd "$(dirname "$0")/.." && pwd)
toolchain="$root/.toolchain"
stamp="$root/node_modules/.vafa-setup"
# Compilers for the card reader's native module; the PC/SC daemon with its virtual reader, and the tools of the tests.
debian_packages="gcc g++ make python3 pkg-config libpcsclite-dev pcscd vsmartcard-vpcd socat strace chromium poppler-utils"

say() { printf '%s\n' "$*" >&2; }
fail() {
  say "$@"
  exit 1
}

# The system packages that dpkg doesn't know as installed.
missing_debian_packages() {
  # shellcheck disable=SC2086 # a list of words
  installed=" $(dpkg-query -W -f '${binary:Package} ${db:Status-Status}\n' $debian_packages 2>/dev/null |
    sed -n 's/^\([^ :]*\)[^ ]* installed$/\1/p' | tr '\n' ' ')"
  for package in $debian_packages; do
    case "$installed" in *" $package "*) ;; *) printf '%s ' "$package" ;; esac
  done
  # npm brings Node and the packages. Where a newer npm came another way, Debian's is not wanted.
  command -v npm >/dev/null 2>&1 || printf 'nodejs npm '
}

system_packages() {
  if ! command -v apt-get >/dev/null 2>&1 || ! command -v dpkg-query >/dev/null 2>&1; then
    other_system
    return
  fi
  missing=$(missing_debian_packages)
  [ -n "$missing" ] || return 0
  command="apt-get install -y --no-install-recommends $missing"
  if [ "$(id -u)" = 0 ]; then
    as_root="env"
  elif command -v sudo >/dev/null 2>&1; then
    as_root="sudo env"
  else
    fail "System packages are missing. As root, run: apt-get update && $command"
  fi
  say "Installing system packages: $missing"
  # A broken third-party source must not stop what the other sources can give; the installation decides.
  $as_root apt-get update -q >&2 || say "apt-get update failed; trying with the lists that are here."
  $as_root DEBIAN_FRONTEND=noninteractive $command -q >&2 </dev/null ||
    fail "System packages are missing. As root, run: apt-get update && $command"
}

# Not Debian or Ubuntu: names what to install, and stops only when the project could not be built without it.
other_system() {
  needed=""
  for tool in npm cc c++ make python3; do command -v "$tool" >/dev/null 2>&1 || needed="$needed $tool"; done
  if [ "$(uname -s)" = Linux ] && ! pkg-config --exists libpcsclite 2>/dev/null; then needed="$needed libpcsclite"; fi
  if [ -n "$needed" ]; then
    say "Missing:$needed. Install these, then run this again:"
    say "  Fedora:  dnf install gcc gcc-c++ make python3 pkgconf pcsc-lite pcsc-lite-devel socat strace poppler-utils nodejs npm"
    say "  Arch:    pacman -S base-devel python pcsclite socat strace poppler nodejs npm"
    say "  macOS:   xcode-select --install; brew install node socat poppler        (PC/SC is part of macOS)"
    say "  Windows: use WSL with Debian or Ubuntu for the tests and the demo"
    exit 1
  fi
  if [ ! -e "$stamp" ]; then
    say "The tests with a virtual card need pcscd and vsmartcard-vpcd (https://frankmorgner.github.io/vsmartcard)."
  fi
}

# Sets $node to the project's Node, and PATH and npm_config_nodedir so that all that is started here uses it.
project_node() {
  node="$toolchain/node_modules/node/bin/node"
  if [ ! -x "$node" ]; then
    node=$(command -v node || true)
    major=0
    [ -z "$node" ] || major=$("$node" -p 'process.versions.node.split(".")[0]')
    if [ "$major" -lt "$node_major_min" ]; then bring_node; fi
  fi
  PATH="$(dirname "$node"):$PATH"
  export PATH
  # Native modules must be compiled against this Node's headers, whatever npm's settings on this machine say.
  headers=$("$node" -p 'require("path").dirname(require("path").dirname(require("fs").realpathSync(process.execPath)))')
  for place in "$toolchain"/node_modules/node/node_modules/node-*/ "$headers/"; do
    if [ -e "${place}include/node/node.h" ]; then
      npm_config_nodedir=${place%/}
      export npm_config_nodedir
      break
    fi
  done
}

# A registry's connection can stall for ever: each try has a limit, and there are three.
patiently() {
  limit=""
  if command -v timeout >/dev/null 2>&1; then limit="timeout 300"; fi
  for try in 1 2 3; do
    # Word splitting is wanted: the limit is a command and its argument, or nothing.
    # shellcheck disable=SC2086
    if $limit "$@" >&2 </dev/null; then return 0; fi
    say "That did not work (try $try of 3): $*"
  done
  return 1
}

bring_node() {
  say "Bringing Node $node_major_min from the npm registry into .toolchain"
  # A prefix of its own: an installation in the project's tree would remove what this package unpacks. The package
  # fetches the binary in a script of its own, which newer npm versions run only when they are told so.
  mkdir -p "$toolchain"
  printf '{ "private": true, "allowScripts": { "node": true } }\n' >"$toolchain/package.json"
  patiently npm install --prefix "$toolchain" --no-save --no-audit --no-fund --fetch-timeout=60000 \
    "node@$node_major_min" ||
    fail "Node $node_major_min could not be installed. Install it from https://nodejs.org and run this again."
  node="$toolchain/node_modules/node/bin/node"
  [ -x "$node" ] || fail "The npm package of Node has no binary for this machine. Install Node $node_major_min."
}

node_packages() {
  # What the installed packages depend on: the lock file, and the Node that native modules were compiled for.
  now="$(cksum <"$root/package-lock.json") node $("$node" -p process.versions.modules)"
  if [ -e "$stamp" ] && [ "$(cat "$stamp")" = "$now" ]; then return 0; fi
  say "Installing the project's packages"
  (cd "$root" && patiently npm ci --prefer-offline --no-audit --no-fund --fetch-timeout=60000) ||
    fail "npm ci failed: see above."
  printf '%s' "$now" >"$stamp"
}

system_packages
project_node
node_packages
