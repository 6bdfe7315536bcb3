#!/bin/sh
# Finds a Python that Clarion runs on and lets it install: PYTHON if it is set, else .venv's own, else one on the PATH.
set -eu

suits() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' >/dev/null 2>&1
}

found=""
if [ -n "${PYTHON:-}" ]; then
    if ! suits "$PYTHON"; then
        echo "make: PYTHON=$PYTHON is no Python 3.11, 3.12 or 3.13." >&2
        exit 1
    fi
    found=$PYTHON
else
    for candidate in .venv/bin/python python3.13 python3.12 python3.11 python3 python; do
        if suits "$candidate"; then
            found=$candidate
            break
        fi
    done
fi
if [ -z "$found" ]; then
    echo "make: no Python 3.11, 3.12 or 3.13 found. Install one (on Debian and Ubuntu: apt install python3 python3-venv)," >&2
    echo "      or say where it is: make run PYTHON=/path/to/python3.12" >&2
    exit 1
fi
exec "$found" tools/install.py "$@"
