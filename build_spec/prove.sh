#!/bin/sh
# Runs a built program's self-test under Linux as the least helpful computer would: prove.sh PROGRAM-FOLDER OUT-FOLDER
# Nothing in PATH, no Python's variables, a home whose name has spaces and accents; and where the system lets us (as root,
# or with user namespaces), no network and a program folder that cannot be written to.
set -eu

program=$(realpath "$1")
mkdir -p "$2"
out=$(realpath "$2")
home="$out/Une maison à Besançon"
mkdir -p "$home"

run() { env -i HOME="$home" PATH= LANG=C.UTF-8 QT_QPA_PLATFORM=offscreen "$program/saliscope" --self-test "$home/self test"; }

if [ "${3:-}" = inside ]; then
    mount --bind "$program" "$program"
    mount -o remount,ro,bind "$program"
    run
elif unshare -rmn true 2>/dev/null; then
    unshare -rmn sh "$0" "$program" "$out" inside
else
    echo "prove: no namespaces here, so with a network and a folder that can be written to" >&2
    run
fi
