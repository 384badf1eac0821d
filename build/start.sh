#!/usr/bin/env bash
# Command 1: sets this machine up, then starts Vafa. With --demo: the scripted demo on virtual hardware.
set -eu
cd "$(dirname "$0")/.."

if [ "${1:-}" = --demo ]; then
  shift
  bash build/setup.sh
  exec node build/run.mjs demo "$@"
fi

if [ $# -gt 0 ]; then
  echo "build/start.sh knows --demo (and passes on what follows it), not: $1" >&2
  exit 2
fi

bash build/setup.sh
cat <<'TEXT'
وفا — پایانهٔ باشگاه مشتریان

آنچه تا امروز هست: هستهٔ پایانه، کارت روی کارت‌خوان، چاپ رسید و دفتر رمزنگاری‌شده. هنوز صفحه‌ای ندارد.
برای دیدن یک فروش کامل با کارت، کارت‌خوان و چاپگر مجازی:

    ./build/start.sh --demo

Vafa, the loyalty terminal

What exists so far: the terminal's core, the card on its reader, the printed receipt and the encrypted ledger. It has no
pages yet. To watch a whole sale with a virtual card, reader and printer:

    ./build/start.sh --demo
TEXT
