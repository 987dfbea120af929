"""The screens of the workbench: the whole page, and the board on it."""

from html import escape

from linter.output.cards import cards
from linter.output.catalogue import catalogue
from linter.workbench.sitting import Sitting


def page(sitting: Sitting, token: str) -> str:
    """The whole page; `token` is sent back with everything that changes something."""
    return (
        f'<!doctype html><html lang="{sitting.lang}"><head><meta charset="utf-8"><meta name="token" content="{escape(token)}">'
        f'<title>fazhi-lint</title></head><body><main id="desk">{board(sitting)}</main></body></html>'
    )


def board(sitting: Sitting) -> str:
    """What lies on the desk."""
    parts = [f"<h1>{escape(sitting.name)}</h1>"]
    if sitting.problem:
        parts.append(f'<p role="alert">{escape(sitting.problem)}{escape(sitting.advice)}</p>')
    parts += [f'<p class="beside">{escape(b.name)} {escape(b.problem)}</p>' for b in sitting.beside.values()]
    if sitting.run is not None:
        report = sitting.run.reports[0]
        made = cards(sitting.run, report, sitting.rulebook, catalogue(sitting.lang))
        parts += [f'<p class="card" data-print="{c.fingerprint}">{escape(c.title)} {escape(c.message)} {escape(c.waiver or "")}</p>' for c in made]
        parts += [f'<a href="/export/{kind}">{kind}</a>' for kind in sitting.exports]
    else:
        parts += [f'<p class="example">{escape(name)}</p>' for name in sitting.examples]
    return f'<section data-revision="{sitting.revision}">{"".join(parts)}</section>'
