#!/bin/sh
# Makes a folder from which fazhi-lint installs on a machine without network.
#
#   sh scripts/wheelhouse.sh DIR                 for machines like this one (same system, same Python)
#   sh scripts/wheelhouse.sh DIR win_amd64       for another system: its wheel tag, or several
#                                                (manylinux2014_aarch64 manylinux_2_28_aarch64)
# On the offline machine, with the folder copied over:
#   python -m venv fazhi && fazhi/bin/pip install --no-index --find-links DIR 'fazhi-lint[all]'
#
# Everything in the folder is a wheel: jieba is published as source only and is built here, so that the
# offline machine needs no build tool.
set -eu
if [ "$#" -lt 1 ]; then
    echo "usage: sh scripts/wheelhouse.sh DIR [PLATFORM...]" >&2
    exit 2
fi
mkdir -p "$1"
folder=$(cd "$1" && pwd)
shift
cd "$(dirname "$0")/.."
python=${PYTHON:-}
[ -n "$python" ] || { [ -x .venv/bin/python ] && python=.venv/bin/python; } || python=python3

pip() { "$python" -m pip "$@" --quiet --disable-pip-version-check; }

# left over from an earlier version, it would be chosen or refused at random
rm -f "$folder"/fazhi_lint-*.whl
if [ "$#" -eq 0 ]; then
    pip wheel --wheel-dir "$folder" '.[all]'
else
    pip wheel --wheel-dir "$folder" --no-deps . jieba
    tags=''
    for platform in "$@"; do
        tags="$tags --platform $platform"
        # pip judges markers by the machine it runs on, so what only Windows needs is named
        case $platform in win*) also=colorama ;; esac
    done
    pip download --dest "$folder" --find-links "$folder" --only-binary :all: --python-version "$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')" \
        $tags "fazhi-lint[all]" ${also:-}
fi
for file in "$folder"/*.tar.gz "$folder"/*.zip; do
    if [ -e "$file" ]; then
        echo "not a wheel: ${file##*/}" >&2
        exit 1
    fi
done
echo "$(ls "$folder" | grep -c '\.whl$') wheels in $folder"
