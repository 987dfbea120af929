#!/bin/sh
# Takes the pictures of the README from real output: docs/images/terminal.png, scorecard.png, findings.png and workbench.png.
# Needs the environment of scripts/test.sh, Chromium and a Chinese font.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p docs/images

browser=''
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then
        browser=$name
        break
    fi
done
[ -n "$browser" ] || { echo 'no Chromium here' >&2; exit 1; }
# the sandbox does not work for root, and the page is our own
sandbox=''
[ "$(id -u)" != 0 ] || sandbox=--no-sandbox

photograph() { # PAGE PICTURE WIDTH HEIGHT SCALE
    "$browser" --headless --disable-gpu --disable-lcd-text $sandbox --hide-scrollbars --user-data-dir="$work/profile" --disable-background-networking \
        --disable-component-update --disable-sync --force-device-scale-factor="$5" --window-size="$3,$4" \
        --screenshot="$work/picture.png" "file://$1" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
    size=$(wc -c <"$work/picture.png")
    [ "$size" -lt 300000 ] || { echo "$2: $size bytes, more than 300000" >&2; exit 1; }
    cp "$work/picture.png" "$2"
    echo "$2: $size bytes"
}

report=examples/白石县2023年法治政府建设工作情况报告.docx
height=$(.venv/bin/python scripts/terminal_page.py "$work/terminal.html" 34 "fazhi-lint check $report" .venv/bin/fazhi-lint check "$report" --as-of 2024-03-25)
photograph "$work/terminal.html" docs/images/terminal.png 880 "$height" 1.1

.venv/bin/fazhi-lint check examples/云泽市生态环境局2024年法治政府建设年度报告.md --as-of 2025-03-10 --fail-on never --output "$work/scorecard.html"
photograph "$work/scorecard.html" docs/images/scorecard.png 1080 2470 0.85

# of a long page only the cards on figures and claims
.venv/bin/fazhi-lint check "$report" --as-of 2024-03-25 --fail-on never --output "$work/findings.html"
sed 's#</head>#<style>.card{display:none}.card[aria-labelledby$="-figures"],.card[aria-labelledby$="-claims"]{display:block}</style></head>#' \
    "$work/findings.html" >"$work/cards.html"
photograph "$work/cards.html" docs/images/findings.png 1080 1250 1

.venv/bin/python scripts/workbench_picture.py "$report" docs/images/workbench.png "$(command -v "$browser")"
echo "docs/images/workbench.png: $(wc -c <docs/images/workbench.png) bytes"
