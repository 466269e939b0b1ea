#!/bin/sh
# in_a_chroot.sh PACKAGE [SUITE]: install the package in a bare Debian, start it there as an ordinary user, take it away
# again, and say of each whether it was as it should be.
#
# It needs root, mmdebstrap, Xvfb and a mirror of Debian (MIRROR names one). What apt brings is what the package
# asks for and nothing more: the screen and the smoke test are those of this machine. Mounts live in a namespace of
# their own, so that nothing of them stays, whatever becomes of this.
set -eu

cd "$(dirname "$0")/../.."
package=$1
suite=${2:-bookworm}
mirror=${MIRROR:-}  # empty for the one that mmdebstrap takes by itself
pictures=${PICTURES:-build/pictures-$suite}

say() { printf '%s\n' "$*"; }
stop() { printf 'FAILED  %s\n' "$*" >&2; exit 1; }

if [ -z "${SOFTEN_CHROOT:-}" ]; then
    [ "$(id -u)" = 0 ] || stop "a chroot is made by root"
    SOFTEN_CHROOT=$(mktemp -d /tmp/soften-chroot.XXXXXX)
    export SOFTEN_CHROOT
    trap 'rm -rf "$SOFTEN_CHROOT"' EXIT
    unshare --mount --propagation private sh "$0" "$@"
    exit 0
fi
root=$SOFTEN_CHROOT

inside() { chroot "$root" "$@"; }
as_fern() { chroot --userspec=fern:fern "$root" env -i HOME=/home/fern PATH=/usr/bin:/bin LANG=C.UTF-8 "$@"; }
apt() { inside env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o Dpkg::Use-Pty=0 "$@" > /dev/null; }

say "A bare Debian $suite${mirror:+ from $mirror}"
mmdebstrap --quiet --variant=minbase "$suite" "$root" ${mirror:+"$mirror"} || stop "there is no chroot"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mkdir -p "$root/tmp/.X11-unix" /tmp/.X11-unix
mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
inside useradd --create-home fern
[ -z "$(inside sh -c 'command -v python3 || true')" ] || stop "it is not bare: Python is there"

say "apt install ./soften.deb, without what it recommends"
cp "$package" "$root/tmp/soften.deb"
apt update
apt install --no-install-recommends /tmp/soften.deb
inside dpkg --list soften | tail -n 1
inside dpkg --listfiles soften > "$root/tmp/files"
say "$(inside sh -c "dpkg --list | grep -c ^ii") packages are there now; glibc $(inside ldd --version | sed -n '1s/.* //p')"

# Qt's voice of the system is recommended and not needed, so its library may lack.
# The program sets the same path for itself alone.
inside find /usr/lib/soften -name '*.so*' -type f > "$root/tmp/libraries"
grep -q '/libQt6Core\.so' "$root/tmp/libraries" || stop "Qt's libraries are not where they belong"
# It ends badly over a file that is no library, and goes on; that it looked at each is told by its headings.
inside xargs -a /tmp/libraries -d '\n' env LD_LIBRARY_PATH=/usr/lib/soften/_internal ldd > "$root/tmp/linked" 2>&1 || true
[ "$(grep -c '^/usr/lib/soften/.*:$' "$root/tmp/linked")" = "$(wc -l < "$root/tmp/libraries")" ] || stop "ldd did not look at each: $(tail -n 1 "$root/tmp/linked")"
lacking=$(grep 'not found' "$root/tmp/linked" | grep -v libspeechd | sort -u || true)
[ -z "$lacking" ] || stop "libraries are not there: $lacking"
say "ok      none of $(wc -l < "$root/tmp/libraries") libraries lacks another"

inside install -d -o fern -g fern /home/fern/smoke
python3 -m installers.smoke --root "$root" --folder /home/fern/smoke --pictures "$pictures" -- \
    chroot --userspec=fern:fern "$root" env HOME=/home/fern USER=fern LANG=C.UTF-8 /usr/bin/soften || stop "the smoke test"

as_fern soften begin three_breaths --sensor simulated --speed 30 --terminal > /dev/null
kept=$(find "$root/home/fern/.local/share/soften" -name '*.soften' | head -n 1)
[ -s "$kept" ] || stop "no recording in the usual place"
before=$(sha256sum < "$kept")

say "apt purge soften"
apt purge soften
apt autoremove --purge
inside dpkg --status soften > /dev/null 2>&1 && stop "dpkg still knows it"
while read -r file; do
    [ ! -e "$root$file" ] || [ -d "$root$file" ] || stop "$file is still there"
done < "$root/tmp/files"
left=$(find "$root" -xdev -mindepth 1 \( -path "$root/home" -o -path "$root/proc" -o -path "$root/dev" -o -path "$root/tmp" \
    -o -path "$root/var/lib/apt" -o -path "$root/var/log" \) -prune -o -iname '*soften*' -print)
[ -z "$left" ] || stop "this is left: $left"
say "ok      nothing of it is left"
[ "$(sha256sum < "$kept")" = "$before" ] || stop "the recording is another one"
say "ok      the recording is as it was: ${kept#"$root"}"
