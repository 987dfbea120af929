"""多份报告的用语：库、名册和各种表。"""

MESSAGES: dict[str, str] = {
    "store.missing": "找不到库文件 {path}；请核对 --db，或先用 portfolio add 建立。",
    "store.folder": "{path} 是文件夹；--db 要写一个文件。",
    "store.foreign": "{path} 不是 fazhi-lint 的库；请核对 --db，未作任何改动。",
    "store.newer": "库 {path} 由更新版本的 fazhi-lint 建立；请用那一版或更新的版本打开。",
    "store.unreadable": "库 {path} 无法读取，请检查权限。",
    "store.unwritable": "库 {path} 无法写入，请检查文件和所在文件夹的权限。",
    "store.locked": "库 {path} 正由另一进程写入；请等它完成后再试。",
    "store.full": "磁盘已满，库 {path} 未能写完；已写入的部分完好，腾出空间后重新运行即可。",
    "store.broken": "库 {path} 已损坏，无法读取；请用备份，或删除后重新加入报告。",
}
