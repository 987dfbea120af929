"""Words for many reports: store, roster and tables."""

MESSAGES: dict[str, str] = {
    "store.missing": "There is no store {path}; check --db, or make one with portfolio add.",
    "store.folder": "{path} is a folder; --db takes a file.",
    "store.foreign": "{path} is no store of fazhi-lint; check --db. Nothing was changed.",
    "store.newer": "The store {path} was made by a newer fazhi-lint; open it with that one or a newer one.",
    "store.unreadable": "The store {path} cannot be read; check its permissions.",
    "store.unwritable": "The store {path} cannot be written; check the permissions of file and folder.",
    "store.locked": "Another process is writing to the store {path}; try again when it is done.",
    "store.full": "The disk is full and the store {path} is not complete; what it holds is sound. Make room and run again.",
    "store.broken": "The store {path} is damaged and cannot be read; use a backup, or delete it and add the reports again.",
}
