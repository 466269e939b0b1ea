#!/bin/sh
# audit.sh: look for known vulnerabilities in everything that Soften is installed with. It fails when there is one;
# where pip-audit cannot be fetched or its service does not answer, it says so and that is no failure.
set -eu

cd "$(dirname "$0")/.."

ANSWERS_WITHIN_S=15  # of one question: a choice, a service that is there takes a fraction of a second

say() { printf '%s\n' "$*"; }

sh scripts/side_venv.sh .audit-venv 'pip-audit>=2.9' || {
    say "So nobody has looked for known vulnerabilities." >&2
    exit 0
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
packages=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')

# Asked of osv.dev, which takes names and versions. A report is written when it answered, whatever it found.
if .audit-venv/bin/pip-audit --path "$packages" --skip-editable --vulnerability-service osv \
    --timeout "$ANSWERS_WITHIN_S" --progress-spinner off --output "$folder/report" 2>"$folder/errors"; then
    tail -n 1 "$folder/errors"
elif [ -s "$folder/report" ]; then
    cat "$folder/report"
    exit 1
else
    tail -n 1 "$folder/errors" | cut -c 1-300
    say "The service that knows of vulnerabilities does not answer, so nobody has looked for any."
fi
