#!/usr/bin/env bash
# Makes .venv with what a lock lists, checked by hash, and this project in place.
# Usage: tools/venv.sh requirements/run.txt     (PYTHON=... names another interpreter)
set -euo pipefail

lock=$1

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    local candidate
    for candidate in ${PYTHON:-python3 python3.11 python3.12 python3.13}; do
        if is_new_enough "$candidate"; then echo "$candidate"; return; fi
    done
    echo "python: none of ${PYTHON:-python3 python3.11 python3.12 python3.13} is Python 3.11 or newer:" \
         "install one, or say 'make run PYTHON=/path/to/python'" >&2
    return 1
}

if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    python=$(find_python)
    if ! "$python" -m venv --clear .venv >/dev/null; then
        echo "$python: cannot make a virtual environment: install its venv module (on Debian: apt install python3-venv)" >&2
        exit 1
    fi
fi

echo "installing what $lock lists into .venv (a minute or two the first time)"
# Errors only: warnings about the settings of the place are none of ours.
pip=(.venv/bin/python -m pip install --quiet --quiet --disable-pip-version-check)
"${pip[@]}" --require-hashes --requirement "$lock"
"${pip[@]}" --no-deps --no-build-isolation --no-index --editable .
