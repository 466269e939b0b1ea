#!/bin/sh
# packages.sh run|tests|build [PACKAGE...]: see to the system packages that Soften, or its tests as well, or what builds
# the installed program, would use.
#
# They are installed when that is possible without asking (root, or sudo without a password); otherwise they are named,
# and that is no error: a practice in the terminal needs none, and what cannot be built without them says so itself.
set -eu

cd "$(dirname "$0")/.."
for_what=$1
shift

say() { printf '%s\n' "$*"; }

missing_packages() { sh scripts/missing_packages.sh "$for_what" | tr '\n' ' ' | sed 's/ $//'; }

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
    case $for_what in
        build) say "Going on without them: the folder takes binutils alone, the package all of them." ;;
        *) say "Going on without them: a practice in the terminal needs none." ;;
    esac
}

missing=$(missing_packages)
[ -n "$missing$*" ] || exit 0
if may_install; then
    refresh_package_lists
    # The lists may know newer names by now.
    missing=$(missing_packages)
    # shellcheck disable=SC2086  # a list of words
    install_packages "$@" $missing || true
    missing=$(missing_packages)
fi
# shellcheck disable=SC2086
[ -z "$missing" ] || name_packages $missing
