#!/bin/sh
# Chooses versions for every supported Python at once, with the digest of every file, and no host names.
set -eu

.venv/bin/python -m pip install --quiet --disable-pip-version-check "uv>=0.9"
compile() {
    .venv/bin/uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-header --group build "$@"
}
compile --output-file requirements.lock
compile --extra scale --group dev --constraint requirements.lock --output-file requirements-dev.lock
