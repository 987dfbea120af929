"""Words of the text beside its findings."""

MESSAGES: dict[str, str] = {
    "beside": "Text and notes",
    "beside.lead": "Left the text as it was read, with the line numbers of every other result; right the notes on it. A number in the text leads to its note, the number of a note back to the text, its title to the full entry.",
    "beside.lead.marked": "Notes in the text: {count}. The kind of line under the words tells what a note is about; severity has a colour and a word.",
    "beside.clear": "Nothing in the text asks for a note.",
    "beside.fold": "Show the text (lines: {lines}, notes: {count})",
    "beside.left_out": "This page holds more than {limit} reports: their texts are left out to keep it small. Check a report by itself to see its text beside the notes.",
    "beside.kinds": "Kinds of marks",
    "beside.kind.gap": "Duties to report",
    "beside.kind.figure": "Figures",
    "beside.kind.claim": "Claims and evidence",
    "beside.kind.issue": "Citations, form, coherence",
    "beside.to_note": "To note {number}",
    "beside.to_text": "Back to the text at {number}",
    "beside.residue": "Not part of the report, not judged (nor are the grey lines that follow)",
    "beside.gathered": "Here {word}: {count}",
    "beside.fine": "{word}: {count}",
    "beside.nowhere": "Without a place in the text",
    "beside.nowhere.gathered": "{word}: {count}",
    "beside.waived": "Waived",
    "beside.known": "In the baseline",
}
