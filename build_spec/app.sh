#!/bin/sh
# Builds the packaged program into dist/, proves it, and on Linux makes an archive of it. Run by `make app`.
#     SALISCOPE_VARIANT=cuda   the variant for NVIDIA graphics cards under Linux (docs/PACKAGING.md)
set -eu

PYTHON=${PYTHON:-python3}
VARIANT=${SALISCOPE_VARIANT:-cpu}
case $VARIANT in
    cuda) SUFFIX=-cuda ;;
    *) SUFFIX= ;;
esac
LOCK=build_spec/requirements$SUFFIX.lock
VENV=.venv-build$SUFFIX

say() { printf 'app: %s\n' "$*" >&2; }

inside() { if [ -x "$VENV/Scripts/python.exe" ]; then echo "$VENV/Scripts/python.exe"; else echo "$VENV/bin/python"; fi; }

if ! cmp -s "$LOCK" "$VENV/.installed"; then
    say "installing the packages of $LOCK into $VENV"
    "$PYTHON" -m venv --clear "$VENV"
    "$(inside)" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$LOCK"
    cp "$LOCK" "$VENV/.installed"
fi
# The same source and packages give the same bytes: sets in one order, one date.
PYTHONHASHSEED=0
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || echo 1700000000)
export PYTHONHASHSEED SOURCE_DATE_EPOCH
"$(inside)" -m PyInstaller --noconfirm --clean --log-level WARN --distpath dist --workpath build build_spec/saliscope.spec
if [ "$(uname -s)" = Linux ]; then
    "$(inside)" -m build_spec.desktop dist/saliscope
    say "trying the program out: no Python, no network, a read-only folder, an awkward home"
    sh build_spec/prove.sh dist/saliscope build/self-test
    tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -C dist -c saliscope |
        zstd -q -T0 -12 --long=27 -f -o dist/saliscope-linux-x86_64$SUFFIX.tar.zst
    say "dist/saliscope-linux-x86_64$SUFFIX.tar.zst"
else
    say "trying the program out"
    program=dist/saliscope/saliscope.exe
    if [ -d dist/Saliscope.app ]; then program=dist/Saliscope.app/Contents/MacOS/saliscope; fi
    status=0
    "$program" --self-test build/self-test || status=$?
    cat build/self-test/self-test.txt  # a program without a console prints nothing
    exit "$status"
fi
