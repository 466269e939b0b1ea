#!/bin/sh
# Make .oracle-venv with NeuroKit2, which the benchmarks measure against. It stands apart from .venv, so that nothing
# of it can become part of Soften. A second run finds it done and leaves.
set -eu

cd "$(dirname "$0")/.."
home=$(pwd)
stamp=.oracle-venv/soften-oracle

say() { printf '%s\n' "$*"; }

stamp_now() { cksum < scripts/oracle.sh; say "$home"; }

if [ "$(cat "$stamp" 2>/dev/null)" = "$(stamp_now)" ]; then exit 0; fi

say "Making .oracle-venv. The first time this fetches about 150 MB."
.venv/bin/python -m venv --clear .oracle-venv
.oracle-venv/bin/python -m pip install --quiet --disable-pip-version-check 'neurokit2==0.2.13' || {
    say "NeuroKit2 could not be fetched, so there is nothing to measure against just now." >&2
    exit 1
}
stamp_now > "$stamp"
say "Ready: .oracle-venv/bin/python"
