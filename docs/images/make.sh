#!/usr/bin/env bash
# Makes the README's pictures from the program's own report. Needs Chromium.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
"$root/evenflow" study quickstart --out "$out/quickstart"
picture() { # name, height, dark or light
    chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update \
        --disable-sync --hide-scrollbars --user-data-dir="$out/browser" --window-size="1280,$2" --screenshot="$root/docs/images/$1.png" \
        "file://$out/quickstart/report.html#theme=$3"
}
picture report 2400 light
