#!/bin/sh
# side_venv.sh FOLDER PACKAGE...: make a .venv of its own for a tool that must not become part of Soften.
# A second run finds it done and leaves.
set -eu

cd "$(dirname "$0")/.."
home=$(pwd)
folder=$1
shift
stamp=$folder/soften-stamp

say() { printf '%s\n' "$*"; }

# Where Soften itself is among them, what it requires decides as well.
stamp_now() {
    say "$home $*"
    case " $* " in *" -e "*) cksum < pyproject.toml ;; esac
}

if [ "$(cat "$stamp" 2>/dev/null)" = "$(stamp_now "$@")" ]; then exit 0; fi

say "Making $folder with $*. The first time this fetches about 150 MB."
.venv/bin/python -m venv --clear "$folder"
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check "$@" || {
    say "$* could not be fetched, so what needs it cannot run just now." >&2
    exit 1
}
stamp_now "$@" > "$stamp"
say "Ready: $folder/bin/python"
