#!/usr/bin/env bash
# Writes requirements/*.txt anew: every package that run and test need, on any system, pinned with its hashes
# and without the address of a registry, so that each place installs from its own.
# Usage: tools/lock.sh [--upgrade]
set -euo pipefail

[ -x build/lock/bin/uv ] || { .venv/bin/python -m venv build/lock && build/lock/bin/pip install --quiet uv; }

compile() { # compile LOCK GROUPS...
    local lock=$1
    shift
    build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --custom-compile-command "make lock" --output-file "$lock" pyproject.toml "$@"
}

compile requirements/run.txt --group build "$@"
compile requirements/test.txt --group build --group test --group lint --constraints requirements/run.txt "$@"
