#!/bin/sh
# Sets the project up: system libraries where they are missing, a virtual environment in .venv, the locked packages.
# Run from the project's folder. Safe to run again: what is there is left alone.
set -eu

PYTHON=${PYTHON:-python3}
VENV=.venv
LIBRARIES="libgl1 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3 libglib2.0-0 libxcb-cursor0 libxkbcommon-x11-0
libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-image0 libxcb-render-util0 libxcb-xinerama0 libwayland-cursor0
libwayland-egl1 fonts-dejavu-core"
FOR_TESTS="xvfb"

say() { printf 'setup: %s\n' "$*" >&2; }

# Debian's 64-bit time transition gave some libraries another name: either will do.
missing_packages() {
    for package in "$@"; do
        dpkg -s "$package" >/dev/null 2>&1 || dpkg -s "${package}t64" >/dev/null 2>&1 || printf '%s ' "$package"
    done
}

install_packages() {
    command -v dpkg >/dev/null 2>&1 || { say "not a Debian-like system: Qt needs the libraries of $*"; return 0; }
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" = 0 ]; then as_root=""
    elif sudo -n true 2>/dev/null; then as_root="sudo -n"
    else
        say "these system packages are missing; install them with"
        printf '    sudo apt-get install %s\n' "$missing" >&2
        return 0
    fi
    say "installing $missing"
    # shellcheck disable=SC2086
    $as_root apt-get update -qq || true  # one broken source need not stop the rest
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive \
        $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null || {
        say "that did not work; install them with"
        printf '    sudo apt-get install %s\n' "$missing" >&2
    }
}

check_python() {
    "$PYTHON" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || {
        say "Python 3.11, 3.12 or 3.13 is needed; $PYTHON is $("$PYTHON" -V 2>&1). Try: make setup PYTHON=python3.12"
        exit 1
    }
}

make_venv() {
    "$VENV/bin/python" -m pip --version >/dev/null 2>&1 && return 0
    rm -rf "$VENV"  # half made, by a Python without ensurepip
    version=$("$PYTHON" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || install_packages "python$version-venv"
    "$PYTHON" -m venv "$VENV"
}

# An NVIDIA driver on Linux: the same packages, and CUDA's beside them.
lock_file() {
    if [ -e /proc/driver/nvidia/version ]; then echo requirements-cuda.lock; else echo requirements.lock; fi
}

install_locked() {
    lock=$(lock_file)
    stamp="$VENV/.installed"
    cmp -s "$lock" "$stamp" && return 0
    say "installing the packages of $lock into $VENV (once; about 2 GB on disk)"
    # Builds of OpenCV share one folder: an older environment's must go before the one with contrib comes.
    if "$VENV/bin/python" -m pip show -q opencv-python-headless 2>/dev/null; then
        "$VENV/bin/python" -m pip uninstall -q -y opencv-python-headless
    fi
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
    cp "$lock" "$stamp"
}

check_python
# shellcheck disable=SC2086
case ${1:-run} in
    test) install_packages $LIBRARIES $FOR_TESTS ;;
    *) install_packages $LIBRARIES ;;
esac
make_venv
install_locked
