"""Reports that answer a duty with something else: proof that measures another thing, and core duties that are only planned."""

from bisect import bisect_left
from collections.abc import Iterable

from linter.checks.comparing.quotation import Quoter
from linter.checks.comparing.standing import Place, item_of, places, reported
from linter.checks.context import Context, Found
from linter.model.rule import Rule
from linter.model.verdict import Remark

_NAMED = 6  # duties that a sentence names


def other_evidence(rule: Rule, context: Context, found: Found) -> Iterable[Remark]:
    """One finding for each item (or sentence) whose label names one thing and whose figures or documents are of another.

    An entry of `mixed` says how the label names the duty, what is mistaken for its proof, and what of its own would settle
    the matter: where any of that stands in the same scope, nothing is said.
    """
    quoter = Quoter(context)
    backed: set[int] | None = None
    told: set[tuple[int, int]] = set()
    for entry in rule.spec["mixed"]:
        labels = places(entry["label"], context)
        proofs: list[Place] = []
        for clause, span in labels:
            if not reported(clause, context):
                continue
            scope = _scope(entry["within"], clause, span, context)
            if scope is None or scope in told or context.scan.any_in(entry["own"], *scope):
                continue
            if backed is None:
                backed = {context.scan.clause_at(f.start) for f in context.facts if f.strong or f.kind == "rate"}
            proofs = proofs or places(entry["proof"], context)
            proof = _proof(proofs, scope, backed)
            if proof is None:
                continue
            told.add(scope)
            label, shown = quoter.clause(clause, *span), quoter.clause(proof[0], *proof[1])
            yield Remark(rule, label.start, label.end, "evidence", {"label": label.text, "proof": shown.text, "line": shown.line})


def _scope(within: str, clause: int, span: tuple[int, int], context: Context) -> tuple[int, int] | None:
    """The stretch of the view in which label and proof must stand; for items the label must be in the item's head."""
    outline = context.outline
    if within == "sentence":
        sentence = outline.sentences[outline.clauses[clause].sentence]
        return sentence.start, sentence.end
    item = outline.items[item_of(clause, context)]
    head = item.head_end if item.head_end < item.end else outline.clauses[context.scan.clause_at(item.start)].end
    if item.is_heading or span[0] >= head:
        return None
    return item.start, item.end


def _proof(proofs: list[Place], scope: tuple[int, int], backed: set[int]) -> Place | None:
    """The first of the places, sorted, that lies in the scope with a figure, document, event or case in its clause."""
    for at in range(bisect_left(proofs, scope[0], key=lambda place: place[1][0]), len(proofs)):
        clause, span = proofs[at]
        if span[0] >= scope[1]:
            break
        if span[1] <= scope[1] and clause in backed:
            return clause, span
    return None


def planned_only(rule: Rule, context: Context, found: Found) -> Iterable[Remark]:
    """One finding at the plan's heading where at least `least` core duties stand in the plan and nowhere among the results.

    Each of them has its own finding; this one says that the results part as a whole leaves them out.
    """
    duties = [v.rule for v in found.verdicts if v.status == "planned" and v.rule.pack == "core" and v.weight > 0 and not v.folded_into]
    if len(duties) < rule.spec["least"]:
        return
    plan = next((s for s, role in zip(context.outline.sections, context.roles, strict=True) if role == "plan"), None)
    if plan is None:
        return
    end = plan.heading_end if plan.heading_end > plan.heading_start else context.outline.clauses[context.scan.clause_at(plan.start)].end
    heading = Quoter(context).quote(plan.heading_start if plan.heading_end > plan.heading_start else plan.start, end)
    duties.sort(key=lambda duty: (-duty.weight, duty.id))
    more = len(duties) > _NAMED
    values = {
        "count": len(duties),
        "plan": heading.text,
        "line": heading.line,
        "titles": "、".join(duty.title_zh for duty in duties[:_NAMED]) + ("等" if more else ""),
        "titles_en": ", ".join(duty.title_en for duty in duties[:_NAMED]) + (" and others" if more else ""),
    }
    yield Remark(rule, heading.start, heading.end, "planned", values)
