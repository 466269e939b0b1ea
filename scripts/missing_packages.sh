#!/bin/sh
# missing_packages.sh run|tests|build: print the Debian names of the system packages that Soften, or its tests as well,
# or what builds the installed program, would use and that are not here, one a line. It looks for the libraries and
# programs themselves, so it is right on every Linux; it changes nothing.
set -eu

[ "$(uname)" = Linux ] || exit 0  # elsewhere the wheels bring everything along

PATH="$PATH:/usr/sbin:/sbin"  # where ldconfig lives; not everyone has these folders in the path
libraries=$(ldconfig -p 2>/dev/null || true)

# Some packages were renamed between releases: the first name that this machine's package lists know, else the last.
first_known() {
    for name in "$@"; do
        if apt-cache show "$name" >/dev/null 2>&1; then break; fi
    done
    echo "$name"
}

library() {
    soname=$1
    shift
    case $libraries in
        *"$soname "*) ;;
        *) first_known "$@" ;;
    esac
}

# Plug-ins are in no list of libraries: they lie in a folder beside libasound.
alsa_plugin() {
    wanted=libasound_module_pcm_$1.so
    shift
    for folder in /usr/lib/*/alsa-lib /usr/lib/alsa-lib /usr/lib64/alsa-lib; do
        [ ! -e "$folder/$wanted" ] || return 0
    done
    first_known "$@"
}

file() {
    wanted=$1
    shift
    [ -e "$wanted" ] || first_known "$@"
}

program() {
    wanted=$1
    shift
    command -v "$wanted" >/dev/null 2>&1 || first_known "$@"
}

# What looks into the libraries of the installed program (PyInstaller too), and names those that its package takes from
# the system.
if [ "$1" = build ]; then
    program readelf binutils
    program dpkg-shlibdeps dpkg-dev
    exit 0
fi

# What Qt needs to paint at all, even without a screen.
library libglib-2.0.so.0 libglib2.0-0t64 libglib2.0-0
library libEGL.so.1 libegl1
library libGL.so.1 libgl1
library libxkbcommon.so.0 libxkbcommon0
library libfontconfig.so.1 libfontconfig1
library libdbus-1.so.3 libdbus-1-3

# What Qt needs for a window under X11. It always names xcb-cursor, whichever of these is missing.
library libxcb-cursor.so.0 libxcb-cursor0
library libxcb-icccm.so.4 libxcb-icccm4
library libxcb-keysyms.so.1 libxcb-keysyms1
library libxcb-shape.so.0 libxcb-shape0
library libxkbcommon-x11.so.0 libxkbcommon-x11-0

# What sound goes through.
library libportaudio.so.2 libportaudio2

[ "$1" = tests ] || exit 0

# What the tests start for themselves: a private message bus for the pretend radio, a virtual screen for the window with
# a window manager, real keys and what screen readers ask, a sound server with a loudspeaker that nobody hears, a voice
# that speaks into a file, a second opinion on catalogues of messages, on the entry in the desktop's menu, on the
# metadata and on the manual page of the package, and what the sketch of the pulse sensor is compiled with, for this
# machine and for a board that is simulated.
program dbus-daemon dbus-daemon dbus
program Xvfb xvfb
program openbox openbox
program xdotool xdotool
file /usr/libexec/at-spi-bus-launcher at-spi2-core
program xrandr x11-xserver-utils
program pulseaudio pulseaudio
program parec pulseaudio-utils
program espeak-ng espeak-ng
alsa_plugin pulse libasound2-plugins
program msgfmt gettext
program desktop-file-validate desktop-file-utils
program appstreamcli appstream
program groff groff-base
program g++ g++
program avr-g++ gcc-avr
file /usr/lib/avr/include/avr/io.h avr-libc
file /usr/share/arduino/hardware/arduino/avr/cores/arduino/Arduino.h arduino-core-avr
file /usr/include/simavr/sim_avr.h libsimavr-dev
file /usr/include/libelf.h libelf-dev
