"""Whatever a pack's files hold, it loads or it is refused in sentences: never another exception."""

import shutil
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linter.model.failure import Failure
from linter.rulebook import load, validate
from tests.rulebook.conftest import LEXICON, PROFILE, RULE, SOURCES, Folder, kinds

ID = "enforcement.disclosure"
KEYS = st.sampled_from(
    [
        "id", "title", "zh", "en", "version", "extends", "requires", "description", ID, "enforcement.unknown", "why", "severity", "default", "mention",
        "except", "weak", "own", "evidence", "units", "examples", "also", "evidenced", "absent", "weights", "levels", "dimensions", "groups", "grades",
        "prefixes", "sources", "outlines", "laws", "name", "kind", "text", "aliases", "years", "items", "titles", "+sanctions", "sanctions", "+", "",
    ]
)  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 3000) | st.sampled_from(["error", "on", "off", "builtin", "builtin >=0", ">=0.1", "county", "law", "甲", "$x", "(a+)+"]) | st.text("甲a.$+", max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
NAMES = st.sampled_from(
    ["pack.yaml", "tailor.yaml", "sources.yaml", "accounting.yaml", "lexicon/enforcement.yaml", "lexicon/own.yaml", "profiles/own.yaml", "enforcement/own.yaml"]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(files=st.dictionaries(NAMES, VALUES, min_size=1, max_size=3), tailored=st.dictionaries(KEYS, VALUES, max_size=3))
def test_a_pack_holds_or_is_refused(tmp_path: Path, files: dict[str, Any], tailored: dict[str, Any]) -> None:
    shutil.rmtree(tmp_path / "rules", ignore_errors=True)
    shutil.rmtree(tmp_path / "pack", ignore_errors=True)
    base, pack = Folder(tmp_path / "rules"), Folder(tmp_path / "pack")
    for name, text in (("sources.yaml", SOURCES), ("profiles/default.yaml", PROFILE), ("lexicon/enforcement.yaml", LEXICON), ("enforcement/disclosure.yaml", RULE)):
        base.put(name, text)
    if tailored:
        files = files | {"tailor.yaml": {ID: tailored}}
    for name, data in files.items():
        pack.put(name, yaml.safe_dump(data, allow_unicode=True))
    refused = False
    try:
        load(kinds, root=base.root, extra=(pack.root,), use_cache=False)
    except Failure as failure:
        refused = True
        assert str(failure)
    try:
        told = validate(base.root, kinds, extra=(pack.root,))
    except Failure:
        told = []
        assert refused
    for sentence in told:
        assert sentence.file and sentence.message
