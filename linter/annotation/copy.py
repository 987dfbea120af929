"""The annotated copy: the same package with comments on its words, and every other byte of the text as it was."""

import io
import posixpath
import zipfile
from collections.abc import Sequence

from linter.annotation.ground import Ground
from linter.annotation.margin import Signature, fresh_ids, margin, related, typed
from linter.annotation.marking import marked
from linter.annotation.remark import Remark
from linter.annotation.source import Source, inserted
from linter.reading.docx import main_part, trace_docx
from linter.reading.package import Package
from linter.reading.residue import ResidueWords

_TYPES = "[Content_Types].xml"
_NEW = (1980, 1, 1, 0, 0, 0)  # the date of a part that was not there


def annotated(data: bytes, remarks: Sequence[Remark], *, author: str, initials: str, date: str, residue: ResidueWords | None = None) -> bytes:
    """The .docx `data` with one comment for each of `remarks`, in their order.

    Into the main part bytes are only put in, the other parts stay as they are but for the comments part (made, or
    continued with ids of its own) and the two lists that name it. The same arguments give the same bytes.
    `date` is an ISO date, with a time or without (then 00:00:00); it stands in the comments as local time.
    Offsets are those of the canonical text as linter.reading.read gives it; `residue` are the words it was read with, by default
    those of the rules that come with the program. Raises ReadFailure where the file cannot be read.
    """
    if not remarks:
        return data
    package = Package(data)
    main = main_part(package)
    package.xml(main)  # its limits hold here too
    body = Source(package.data(main) or b"")
    trace = trace_docx(package, main, body.root, residue if residue is not None else _words())
    namespace = body.root.tag[1:].partition("}")[0]
    part = next((target for kind, target in package.relations(main).values() if kind == "comments"), None)
    idents = fresh_ids(package, part, body)
    ground = Ground(body)
    told, anchors = [], []
    for remark in sorted(remarks, key=lambda each: (each.start, -each.end)):
        slices = trace.slices(remark.start, remark.end)
        if slices:
            ident = next(idents)
            told.append((ident, remark))
            anchors.append((ident, ground.anchor(slices)))
    if not told:
        return data
    signature = Signature(author, initials, date if "T" in date else f"{date}T00:00:00")
    folder, _, base = main.rpartition("/")
    target = part or _free(package, posixpath.join(folder, "comments"))
    changed = {
        main: inserted(body.data, marked(body, anchors)),
        target: margin(package.data(target) if part else None, namespace, told, signature),
        _TYPES: typed(package.data(_TYPES) or b"", target),
    }
    if part is None:
        relations = posixpath.join(folder, "_rels", f"{base}.rels")
        changed[relations] = related(package.data(relations), namespace, posixpath.basename(target))
    return _packed(package, changed)


def _free(package: Package, stem: str) -> str:
    """A name for a new part."""
    number = 1
    name = f"{stem}.xml"
    while name in package:
        number += 1
        name = f"{stem}{number}.xml"
    return name


def _packed(package: Package, changed: dict[str, bytes]) -> bytes:
    """The archive with these parts changed or added: same order, same dates, new parts last."""
    waiting = {name.lower(): (name, data) for name, data in changed.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for entry in package.entries():
            name = entry.filename.replace("\\", "/").lstrip("/")
            _, data = waiting.pop(name.lower(), ("", None))
            copy = zipfile.ZipInfo(entry.filename, entry.date_time)
            copy.compress_type = entry.compress_type if entry.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
            copy.create_system, copy.external_attr, copy.comment = entry.create_system, entry.external_attr, entry.comment
            archive.writestr(copy, data if data is not None else package.data(name) or b"")
        for name, data in waiting.values():
            copy = zipfile.ZipInfo(name, _NEW)
            copy.compress_type, copy.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(copy, data)
    return buffer.getvalue()


def _words() -> ResidueWords:
    """The words of web pages and titles as the rules that come with the program know them."""
    from linter.engine import load
    from linter.model.lexicon import Lexicon
    from linter.reading import residue_words

    return residue_words(Lexicon(load().lexicon))
