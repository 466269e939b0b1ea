#!/bin/sh
# Make .venv with everything that running, testing and checking Soften needs. A second run finds it done and leaves.
#
# System packages are installed where that is possible, and named elsewhere (packages.sh). PYTHON may name the
# interpreter to use.
set -eu

cd "$(dirname "$0")/.."
home=$(pwd)
stamp=.venv/soften-setup

say() { printf '%s\n' "$*"; }
stop() { printf '%s\n' "$*" >&2; exit 1; }

# The stamp changes with what is asked for and with the place: programs in a .venv hold its full path.
stamp_now() { cat pyproject.toml scripts/setup.sh scripts/packages.sh scripts/missing_packages.sh | cksum; say "$home"; }
is_ready() { [ -x .venv/bin/soften ] && [ "$(cat "$stamp" 2>/dev/null)" = "$(stamp_now)" ]; }

suits() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null
}

find_python() {
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if suits "$candidate"; then
            say "$candidate"
            return
        fi
    done
    return 1
}

# Debian keeps ensurepip, without which a .venv has no pip, in a package of its own.
has_ensurepip() { "$1" -c 'import ensurepip' 2>/dev/null; }

if is_ready; then
    sh scripts/packages.sh run
    exit 0
fi

python=$(find_python) || stop "Soften needs Python 3.11, 3.12, 3.13 or 3.14, and none of them was found here." \
    "Install one, or name it: make setup PYTHON=/path/to/python3.12"
venv_package=
has_ensurepip "$python" || venv_package="$(basename "$python")-venv"

# shellcheck disable=SC2086  # a word, or none
sh scripts/packages.sh run $venv_package
[ -z "$venv_package" ] || has_ensurepip "$python" ||
    stop "Without $venv_package there can be no .venv. Please install it, then come back."

say "Making .venv with $("$python" --version). The first time this fetches about 600 MB."
if [ -f "$stamp" ] && [ "$(sed 1d "$stamp")" != "$home" ]; then
    "$python" -m venv --clear .venv
elif ! suits .venv/bin/python; then
    "$python" -m venv --clear .venv
fi
quiet=
[ -t 1 ] || quiet=--quiet  # progress bars are for people
# shellcheck disable=SC2086
.venv/bin/python -m pip install $quiet --disable-pip-version-check 'pip>=25.1'  # older ones know no --group
# shellcheck disable=SC2086
.venv/bin/python -m pip install $quiet --disable-pip-version-check --editable '.[cluster,files,lsl,osc,report,sealed]' --group dev
stamp_now > "$stamp"
say "Ready: .venv/bin/soften"
