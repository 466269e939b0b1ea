#!/bin/sh
# side_by_side.sh COMMAND...: run commands at the same time, print each and what it said in their order, and fail where
# one of them failed.
set -u

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

number=0
for command in "$@"; do
    number=$((number + 1))
    { sh -c "$command" > "$folder/$number" 2>&1; echo $? > "$folder/$number.ended"; } &
done
wait

number=0
failed=0
for command in "$@"; do
    number=$((number + 1))
    printf '%s\n' "$command"
    cat "$folder/$number"
    [ "$(cat "$folder/$number.ended")" = 0 ] || failed=1
done
exit $failed
