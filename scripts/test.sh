#!/bin/sh
# Everything a fresh machine needs, then every check of the project. Needs Python 3.11 or later with pip.
#
#   sh scripts/test.sh                 all checks; the last line is pytest's own
#   sh scripts/test.sh -k cli          further words go to pytest (then coverage is not judged)
#   PYTHON=python3.12 sh scripts/test.sh
#
# As root on Debian it installs the missing Debian packages; any other user is told which ones are missing.
set -eu
cd "$(dirname "$0")/.."

say() { printf '== %s\n' "$*"; }
has() { command -v "$1" >/dev/null 2>&1; }

# --- Debian packages: only the missing ones, quietly
suitable() { has "$1" && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
find_python() {
    for name in ${PYTHON:-} python3 python3.11 python3.12 python3.13 python3.14; do
        if suitable "$name"; then
            command -v "$name"
            return
        fi
    done
}
chinese_fonts() { has fc-list && [ -n "$(fc-list :lang=zh family 2>/dev/null)" ]; }

missing=''
python=$(find_python)
if [ -z "$python" ]; then
    missing='python3 python3-venv'
elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    missing='python3-venv'
fi
has git || missing="$missing git"
has chromium || has chromium-browser || has google-chrome || missing="$missing chromium"
chinese_fonts || missing="$missing fontconfig fonts-noto-cjk"
has soffice || missing="$missing libreoffice-writer-nogui"
has pdftotext || missing="$missing poppler-utils"

if [ -n "$missing" ]; then
    if has apt-get && [ "$(id -u)" = 0 ]; then
        say "apt-get install$(printf ' %s' $missing)"
        log=$(mktemp)
        export DEBIAN_FRONTEND=noninteractive
        if ! { apt-get -qq update && apt-get -qq -y --no-install-recommends install $missing; } </dev/null >"$log" 2>&1; then
            cat "$log" >&2
            exit 1
        fi
        rm -f "$log"
    else
        say "not installed here, some tests will fail:$(printf ' %s' $missing)" >&2
    fi
fi

python=$(find_python)
if [ -z "$python" ]; then
    say 'Python 3.11 or later is needed (set PYTHON to name one)' >&2
    exit 1
fi

# --- the environment: never the system's own, which Debian guards
if [ ! -x .venv/bin/python ]; then
    say "python -m venv .venv ($("$python" --version 2>&1))"
    "$python" -m venv .venv
fi
say "pip install -e '.[test]'"
.venv/bin/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
PATH="$PWD/.venv/bin:$PATH"
export PATH

# --- the checks, cheap ones first
say ruff
ruff check --quiet .
say mypy
mypy --no-error-summary
say 'import contracts'
lint-imports --no-cache >.venv/contracts.log 2>&1 || { cat .venv/contracts.log >&2; exit 1; }
say 'examples of the reports'
python scripts/make_examples.py --check
say 'pages made from the rules'
python scripts/make_docs.py --check
say 'fazhi-lint rules check'
fazhi-lint rules check
say 'fazhi-lint rules test'
fazhi-lint rules test
say 'fazhi-lint rules test --cross'
fazhi-lint rules test --cross

say pytest
if [ "$#" -gt 0 ]; then
    exec pytest "$@"
fi
# the rooms that decide what a report is told are covered to 95 % of their branches; CI reads pytest's last line
exec pytest -n auto --dist worksteal --cov=linter.model --cov=linter.structure --cov=linter.facts --cov=linter.rulebook --cov=linter.checks --cov=linter.scoring \
    --cov-branch --cov-report=term:skip-covered --cov-fail-under=95
