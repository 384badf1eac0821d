#!/usr/bin/env bash
# Command 2: sets this machine up, then runs the check and every test. Its last line is
# `N passed, N failed[, N skipped]`.
set -eu
cd "$(dirname "$0")/.."

if ! bash build/setup.sh; then
  echo "The set-up failed, so no test could run: see above."
  echo "0 passed, 1 failed"
  exit 1
fi
exec node build/run.mjs test:all
