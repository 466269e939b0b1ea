"""The columns of the tables of a study, in long form: what a row of each holds."""

from sessions.arrays.table import Column

_FILE = Column("file", "text", "", "The file, below the folder of the study.")
_PERSON = (
    Column(
        "study", "text", "", "The study, where the recording says it; codes of participants mean nothing without it."
    ),
    Column("participant", "text", "", "The code of the participant, where the recording is of a study."),
    Column("study_session", "text", "", "The code of the session, where the recording is of a study."),
    Column("blinded", "text", "", "`no` where the key of the study had been opened before the session."),
)

NUMBERS = (
    _FILE,
    Column("part", "whole", "", "Which of the recordings in the file, from 1 on."),
    Column("heart", "text", "", "Which heart of the recording."),
    Column("practice", "text", "", "What was practised, where the recording says it."),
    Column("started_at", "text", "", "When the recording began, where it says it."),
    Column("simulated", "text", "", "`yes` where the heart is a simulated one."),
    *_PERSON,
    Column("protocol", "text", "", "The protocol of the study, where the recording says it."),
    Column("block", "whole", "", "0 for the whole recording, then its steps from 1 on."),
    Column("block_name", "text", "", "What the practice calls the step; empty for the whole."),
    Column("block_kind", "text", "", "What the protocol says the step is: `baseline`, `practice` and so on."),
    Column("label", "text", "", "What the protocol calls it for whoever analyses."),
    Column("from_s", "number", "s", "Where the block begins, from the beginning of the recording."),
    Column("until_s", "number", "s", "Where it ends."),
    Column("beats", "whole", "", "How many intervals there are in the block."),
    Column("coverage_share", "number", "", "The share of its time that beats cover (sum of intervals over time)."),
    Column("corrected_ratio", "number", "", "The share of its beats that were corrected."),
    Column("cautions", "text", "", "What is to be said of all of its numbers, as codes with spaces between them."),
    Column("excluded", "text", "", "Why the block is to be left out, as a code; empty where it may be counted."),
    Column("number", "text", "", "The name of the number; docs/signals.md defines each."),
    Column("value", "number", "", "Its value; empty where it is not known."),
    Column("unit", "text", "", "The unit of the value."),
    Column("reason", "text", "", "Why it is not known, as a code."),
    Column("version", "whole", "", "The version of its definition."),
)
"""What a row of ``numbers`` holds: one number of one block."""

FILES = (
    _FILE,
    Column("sha256", "text", "", "The SHA-256 of the file."),
    Column("kind", "text", "", "`recording`, or the name of the importer that read it."),
    Column("hearts", "whole", "", "How many hearts with beats it holds."),
    *_PERSON,
    Column("protocol", "text", "", "The protocol of the study, where the recording says it."),
    Column("protocol_sha256", "text", "", "The SHA-256 of the file of that protocol."),
    Column("with_files", "text", "", "Files of its folder that were read with it, with line breaks between them."),
    Column("remarks", "text", "", "How it was understood and what was not used, in sentences."),
)
"""What a row of ``files`` holds: one file of the study."""

EXCLUSIONS = (
    _FILE,
    Column("part", "whole", "", "Which of the recordings in the file; 0 where the whole file is meant."),
    Column("heart", "text", "", "Which heart; empty where the whole file is meant."),
    *_PERSON,
    Column("block", "whole", "", "Which block; 0 where the whole is meant."),
    Column("reason", "text", "", "Why, as a code."),
    Column("said", "text", "", "Why, in a sentence."),
)
"""What a row of ``exclusions`` holds: a file without numbers, or a block that is to be left out."""

ANSWERS = (
    _FILE,
    *_PERSON,
    Column("form", "text", "", "The form that was asked."),
    Column("moment", "text", "", "`before` or `after` the practice."),
    Column("question", "text", "", "The question, by its name in the form."),
    Column("kind", "text", "", "What kind of question it is."),
    Column(
        "value",
        "text",
        "",
        "The answer; empty where there is none, and where there are words unless they were asked for.",
    ),
    Column("took_s", "number", "s", "How long the answer took."),
)
"""What a row of ``answers`` holds: one answer to one question of a form."""

TABLES = {"files": FILES, "numbers": NUMBERS, "exclusions": EXCLUSIONS, "answers": ANSWERS}
"""Every table by the name of its files."""

PROVENANCE = "provenance.json"
"""The file that says what made the tables."""
