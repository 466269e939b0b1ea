#!/bin/sh
# Make .venv with everything that running, testing and checking Soften needs. A second run finds it done and leaves.
#
# System packages are installed when that is possible without asking (root, or sudo without a password); otherwise
# they are named. PYTHON may name the interpreter to use.
set -eu

cd "$(dirname "$0")/.."
home=$(pwd)
stamp=.venv/soften-setup

say() { printf '%s\n' "$*"; }
stop() { printf '%s\n' "$*" >&2; exit 1; }

# The stamp changes with what is asked for and with the place: programs in a .venv hold its full path.
stamp_now() { cat pyproject.toml scripts/setup.sh scripts/missing_packages.sh | cksum; say "$home"; }
is_ready() { [ -x .venv/bin/soften ] && [ "$(cat "$stamp" 2>/dev/null)" = "$(stamp_now)" ]; }

missing_packages() { sh scripts/missing_packages.sh | tr '\n' ' ' | sed 's/ $//'; }

# Sets as_root to what goes before apt-get, or fails when packages cannot be installed without asking.
may_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif sudo -n true 2>/dev/null; then
        as_root="sudo -n"
    else
        return 1
    fi
}

refresh_package_lists() {
    # Stale lists may still do, so trouble here is not the end.
    $as_root apt-get -qq -o DPkg::Lock::Timeout=120 update || true
}

install_packages() {
    say "Installing system packages: $*"
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=120 \
        install --no-install-recommends "$@" >/dev/null
}

name_packages() {
    say "These system packages are not here: $*"
    if command -v apt-get >/dev/null 2>&1; then
        say "    sudo apt-get install --no-install-recommends $*"
    else
        say "The names are Debian's; your system may call them a little differently."
    fi
}

suits() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null
}

find_python() {
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
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
    missing=$(missing_packages)
    # shellcheck disable=SC2086  # a list of words
    [ -z "$missing" ] || name_packages $missing
    exit 0
fi

python=$(find_python) || stop "Soften needs Python 3.11, 3.12 or 3.13, and none of them was found here." \
    "Install one, or name it: make setup PYTHON=/path/to/python3.12"
venv_package=
has_ensurepip "$python" || venv_package="$(basename "$python")-venv"

missing=$(missing_packages)
if [ -n "$missing$venv_package" ] && may_install; then
    refresh_package_lists
    # The lists may know newer names by now.
    missing=$(missing_packages)
    # shellcheck disable=SC2086
    install_packages $venv_package $missing || true
    missing=$(missing_packages)
    ! has_ensurepip "$python" || venv_package=
fi
# shellcheck disable=SC2086
[ -z "$missing$venv_package" ] || name_packages $venv_package $missing
[ -z "$venv_package" ] || stop "Without $venv_package there can be no .venv. Please install it, then come back."
[ -z "$missing" ] || say "Going on without them: a practice in the terminal needs none."

say "Making .venv with $("$python" --version). The first time this fetches about 250 MB."
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
.venv/bin/python -m pip install $quiet --disable-pip-version-check --editable . --group dev
stamp_now > "$stamp"
say "Ready: .venv/bin/soften"
