#!/bin/sh
# 任何持续集成或定时任务都可用：sh check.sh [文件或文件夹] [存放结果的文件夹]
# 结果存为网页、JSON、SARIF 和 JUnit；退出码就是 fazhi-lint 的退出码。
# For any CI system or a scheduled job: results as a web page, JSON, SARIF and JUnit; the exit code is that of fazhi-lint.
set -u
what=${1:-.}
where=${2:-.fazhi-lint-results}   # 以点开头：下次检查整个文件夹时不会读到它 · hidden, so that the next walk passes it over
mkdir -p "$where" || exit 2

fazhi-lint check "$what" --quiet \
    --output-file "html=$where/结果.html" \
    --output-file "json=$where/结果.json" \
    --output-file "sarif=$where/结果.sarif" \
    --output-file "junit=$where/结果.xml"
code=$?

case $code in
    0) echo "检查完成，无高等级发现。" ;;
    1) echo "检查完成，有需要补充的内容，见 $where。" >&2 ;;
    2) echo "命令、配置或规则文件需要修改，或结果未能写出。" >&2 ;;
    3) echo "有文件未能读取，其余已检查，见 $where。" >&2 ;;
    *) echo "未能完成（退出码 $code）。" >&2 ;;
esac
exit "$code"
