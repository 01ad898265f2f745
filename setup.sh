#!/usr/bin/env bash
# Puts what the program and its tests need onto a Debian or Ubuntu machine; quick when nothing is missing.
set -euo pipefail
cd "$(dirname "$0")"

# command:package, looked up by the command, so that a tool from elsewhere counts too
tools="Xvfb:xvfb xauth:xauth dbus-run-session:dbus gnome-keyring-daemon:gnome-keyring
       /usr/sbin/cupsd:cups /usr/sbin/avahi-daemon:avahi-daemon ippeveprinter:cups-ipp-utils pdftotext:poppler-utils npm:npm"
# libraries that Qt's wheels load from the system
libraries="libegl1 libgl1 libopengl0 libfontconfig1 libdbus-1-3 libpulse0 libxkbcommon-x11-0 libxcb-cursor0
           libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0
           libxcb-xinerama0 libxcb-xkb1 libnss3"
# only where the system has them as packages (Ubuntu ships Chromium as a snap): their tests skip without them
wished="espeak-ng:espeak-ng chromium:chromium chromedriver:chromium-driver
        /usr/libexec/at-spi-bus-launcher:at-spi2-core
        strace:strace swtpm:swtpm ip:iproute2 nft:nftables fusermount3:fuse3
        /usr/sbin/gpsd:gpsd gpsfake:gpsd-clients"
wished_libraries="gir1.2-atspi-2.0 python3-gi libpdfbox2-java libactivation-java libjaxb-api-java"

installed() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }

missing=()
for entry in $tools; do command -v "${entry%%:*}" >/dev/null || missing+=("${entry##*:}"); done
for library in $libraries; do installed "$library" || missing+=("$library"); done
# the first Python that really runs, is new enough and can make an environment: a name alone may be a mere shim
usable_python() {
    for name in python3 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
}
[ -n "$(usable_python)" ] || missing+=(python3 python3-venv)
for entry in $wished; do command -v "${entry%%:*}" >/dev/null || wanted+=" ${entry##*:}"; done
for library in $wished_libraries; do installed "$library" || wanted+=" $library"; done

if [ ${#missing[@]} -gt 0 ] || { [ -n "${wanted:-}" ] && [ ! -e .venv/.wished ]; }; then
    as_root=""; [ "$(id -u)" = 0 ] || as_root="sudo"
    $as_root apt-get update -qq
    for package in ${wanted:-}; do
        if [ -n "$(apt-cache policy "$package" 2>/dev/null | grep 'Candidate: [0-9]')" ]; then missing+=("$package"); fi
    done
    if [ ${#missing[@]} -gt 0 ]; then
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
    fi
fi

python=$(usable_python)
if [ -z "$python" ]; then
    echo "Pishkhan needs Python 3.11 or newer; this system has none." >&2
    exit 1
fi

if [ ! -x .venv/bin/python ]; then "$python" -m venv .venv; fi
touch .venv/.wished
if [ ! -e .venv/.locked ] || [ requirements.lock -nt .venv/.locked ] || [ pyproject.toml -nt .venv/.locked ]; then
    .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
    PYTHONWARNINGS=ignore .venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
    touch .venv/.locked
fi
if [ ! -e node_modules/.locked ] || [ package-lock.json -nt node_modules/.locked ]; then
    npm ci --loglevel=error
    touch node_modules/.locked
fi
.venv/bin/python -m assets.build
