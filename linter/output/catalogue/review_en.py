"""What the comments of `annotate` say."""

MESSAGES: dict[str, str] = {
    "remark.author": "Compliance check",
    "remark.initials": "CC",
    "remark.head": "[{severity}] {title}",
    "remark.summary": "Result of the check: {score}",
    "remark.findings": "Findings: {counts}",
    "remark.duties": "Obligations: {counts}",
    "remark.homeless": "The report has no part yet where these belong:",
    "remark.gathered": "To be added in this part: {count} ({counts})",
    "remark.first": "{basis} and others",
    "remark.more": "{count} more ({counts}); see the result of the check.",
    "remark.comments": "{count} comments, this one included.",
    "remark.left": "{count} comments, this one included; {left} slighter ones were left out, all findings stand in the result of the check.",
    "annotated": "Written to {output}: {count} comments; {score}",
    "annotated.left": "Written to {output}: {count} comments, {left} slighter ones left out; {score}",
}
