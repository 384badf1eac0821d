#!/usr/bin/env bash
# Command 1: sets this machine up, then starts Vafa. Without --demo: the till of a real shop in the browser. With it:
# the counter on a demo shop with virtual hardware; with --demo --json the scripted run.
set -eu
cd "$(dirname "$0")/.."

script=start
if [ "${1:-}" = --demo ]; then
  shift
  script=demo:counter
  # What only the scripted run knows asks for it.
  case " $* " in *" --json "* | *" --bills"* | *" --tier-percent"* | *" --spend"* | *" --away "*) script=demo ;; esac
fi

# The standard output belongs to what is started: its first line may be `ready <link>`.
bash build/setup.sh >&2
exec node build/run.mjs "$script" "$@"
