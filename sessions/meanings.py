"""What every table, column and fact of a recording means; `docs/recording.md` is written from it.

A column has one line, under ``table.column`` where it means something of that table alone. Its unit is the end of its
name; `unit_of` says it.
"""

from collections.abc import Mapping
from types import MappingProxyType

_UNITS: Mapping[str, str] = MappingProxyType(
    {
        "_ms": "ms",
        "_s": "s",
        "_hz": "Hz",
        "_per_min": "breaths a minute",
        "_percent": "percent, 0 to 100",
        "_share": "share, 0 to 1",
    }
)
"""The unit of what is measured, by the end of the column's name."""

_UNITS_OTHERWISE: Mapping[str, str] = MappingProxyType(
    {
        "number": "count, from 1",
        "index": "count, from 0",
        "position": "count, from 0",
        "version": "count, from 1",
        "channels": "count",
        "quality": "share, 0 to 1",
        "written_at": "ISO 8601 with its UTC offset",
        "is_there": "yes (1) or no (0)",
        "leaves_break": "yes (1) or no (0)",
        "block": "count, from 1",
        "first_index": "count, from 0",
        "last_index": "count, from 0",
        "parts": "count",
        "rows": "count",
        "sha256": "bytes",
        "what": "word",
        "flag": "word",
        "inward": "yes (1) or no (0)",
        "spared": "yes (1) or no (0)",
        "muted": "yes (1) or no (0)",
        "shown": "yes (1) or no (0)",
        "sent": "yes (1) or no (0)",
        "metric.value": "as `unit` says",
        "form_answered.value": "0 to 100 of a visual analogue, from 1 of a Likert question, or words",
        "moment": "word",
        "value": "as the end of `name` says; else a count or a text",
        "fact.value": "text",
        "packet.data": "bytes",
        "sample_block.device_s": "s, little-endian doubles",
        "sample_block.values": "as `unit` says, little-endian doubles",
        "state": "word",
        "kind": "word",
        "mode": "word",
        "offer": "word",
        "origin": "word",
        "request": "word",
        "heart_display": "word",
        "code": "code",
        "reason": "code",
    }
)
_TEXTS = frozenset(
    {
        "source",
        "name",
        "channel",
        "unit",
        "label",
        "text",
        "title",
        "tag",
        "who",
        "program_version",
        "seat",
        "form",
        "question",
        "asked",
        "meaning",
    }
)

TABLES_BESIDE: Mapping[str, str] = MappingProxyType(
    {
        "fact": "What is true of the whole session, a row each.",
        "definition_version": "With which version of every definition and stage the numbers were computed.",
        "table_digest": "How each table was when the recording was closed; of what is added later, when that was.",
        "later_note": "What the person wrote after the recording was closed. Each change is one row more.",
        "later_tag": "Words for finding the recording again, added or removed after it was closed, a row for each.",
        "later_beat_edit": "What somebody edited of the beats by hand: a log to which entries are added and from which "
        "none goes; to undo is an entry as well.",
    }
)
"""Tables that hold no events; those that begin with ``later_`` are made with their first row."""

COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "number": "The place in the one order of the session; no two events share one.",
        "source": "Which sensor, by the name that the facts `source`, `source_2`, … have for it; `room` for all "
        "hearts of a room together.",
        "t_s": "When it was, by the session clock: 0 is the moment the session began.",
        "arrived_s": "When it came in from the sensor, by the session clock.",
        "index": "The place among its kind.",
        "kind": "Of what kind it is.",
        "text": "The words.",
        "breaths_per_min": "The pace from here on.",
        "hold_in_s": "How long the breath rests after breathing in.",
        "hold_out_s": "How long the breath rests after breathing out.",
        "position": "The place among the facts of one event.",
        "name": "What the value is.",
        "value": "The value, as `name` says.",
        "code": "What there is to tell the person of it; its facts lie in the table of facts.",
        "written_at": "When it was written, by the wall clock.",
        "fact.name": "What is said; the next section lists them.",
        "fact.value": "What is true.",
        "definition_version.name": "A number of [signals.md](signals.md), or a stage before it.",
        "definition_version.version": "The version that was computed with.",
        "table_digest.name": "The table.",
        "table_digest.rows": "How many rows it had.",
        "table_digest.sha256": "The SHA-256 of its rows in the order of their keys, each as Python's `ascii` writes it "
        "as a tuple, with a line feed after it.",
        "packet.channel": "The protocol that understands the bytes, such as `2a37`, with its options.",
        "packet.data": "The bytes exactly as the sensor sent them.",
        "beat.index": "The place among the beats of this source.",
        "beat.rr_ms": "The interval that ends with this beat, never rounded and never corrected.",
        "beat.quality": "How likely a beat that was found in a wave is right.",
        "beat.told_s": "When the beat was, where a file of another program tells it; `NULL` for beats of sensors.",
        "beat.flag": "Why the file or its sensor says not to trust the interval, which is computed with nowhere then; "
        "empty where it does not.",
        "sample_block.unit": "`uV`, `mg`, or `1` for the sensor's own counts.",
        "sample_block.channels": "How many values a sample has.",
        "sample_block.rate_hz": "How many samples a second the sensor is known to send.",
        "sample_block.t_s": "When the last sample was, as far as late packets can tell.",
        "sample_block.device_s": "The time of every sample on the sensor's own clock.",
        "sample_block.values": "`channels` values a sample, sample by sample.",
        "beat_judged.index": "The beat that is judged; one that was not seen has that of the beat after it.",
        "beat_judged.t_s": "The end of the interval on the rebuilt timeline.",
        "beat_judged.kind": "What is thought of the beat.",
        "beat_judged.nn_ms": "The interval to compute with.",
        "contact.state": "Whether the sensor touches the skin.",
        "battery.level_percent": "The charge, as the sensor gives it.",
        "device_fact.name": "Which fact: `model`, `firmware`, `name`, `address`, `resolution_ms`, …",
        "link_changed.state": "What became of the link.",
        "gap.from_s": "The end of the last interval before it.",
        "gap.until_s": "The first beat after it.",
        "gap.reason": "Why beats are not there.",
        "marker.label": "What the moment is called.",
        "marker.origin": "Empty for a key; `line` for the port of markers, `lsl:` and a name for a stream of them.",
        "marker.correction_s": "What was added to the stamp of a stream, to be on the clock of this machine.",
        "note.kind": "Whether it was written before the practice, after it, or as a note.",
        "step_began.index": "The place among the steps of the practice.",
        "step_began.name": "The step, as the practice file calls it.",
        "step_began.title": "The step, as people read it.",
        "step_began.heart_display": "Whether the heart is shown in it.",
        "prompt_shown.for_s": "For how long the words stand.",
        "breath_planned.in_s": "How long breathing in takes.",
        "breath_planned.out_s": "How long breathing out takes.",
        "hand_moved.inward": "Whether breathing in began; else breathing out did.",
        "offer_made.offer": "What is offered.",
        "offer_made.breaths_per_min": "The pace that is offered.",
        "paused.mode": "Whether everything stands still, or words and steps alone.",
        "practice_ended.mode": "Whether it came to its end, or the person ended it.",
        "guidance_chosen.start_per_min": "The pace at which leading begins.",
        "guidance_chosen.aim_per_min": "The pace toward which it goes.",
        "guidance_chosen.ramp_s": "By how much one breath differs from the one before at most.",
        "guidance_chosen.in_share": "The in-breath's share of breathing in and out, at the aim.",
        "answer_kept.kind": "What was asked.",
        "answer_kept.index": "The place among the answers of this kind.",
        "leading_began.origin": "Where the pace comes from.",
        "leading_began.in_share": "The in-breath's share, where the hand showed it.",
        "leading_began.sure_share": "How clearly the heart showed the pace.",
        "pace_changed.request": "What was asked for.",
        "words_spared.spared": "Whether every second of the words to come is left out.",
        "sound_muted.muted": "Whether nothing is heard from here on.",
        "closing_began.ends_s": "When the practice will end, by the session clock.",
        "seat_taken.seat": "What the seat is called.",
        "seat_warmth_chosen.shown": "Whether all may see from here on how warm this heart is.",
        "block_began.block": "The place among the steps of the protocol, from 1.",
        "block_began.kind": "What the block is for.",
        "form_answered.form": "The name of the form.",
        "form_answered.moment": "Whether it was asked before the practice or after it.",
        "form_answered.question": "The name of the question.",
        "form_answered.kind": "What kind of question it is.",
        "form_answered.value": "The answer; empty where the question was passed over.",
        "form_answered.took_s": "How long the question was there.",
        "form_answered.asked": "The question, as it was put.",
        "form_answered.meaning": "What the value means in the words of the form: both ends of the line, or the choice.",
        "block_began.label": "The code that the protocol gives it, which nobody is shown.",
        "seat_beats_chosen.sent": "Whether the beats of this heart may go to other programs from here on.",
        "metric.name": "Which number; [signals.md](signals.md) says what it is.",
        "metric.value": "The number.",
        "metric.unit": "Its unit; `1` for none.",
        "metric.window_s": "Over how long it was computed.",
        "metric.quality_share": "How far it can be trusted: mostly the share of that time between beats that count.",
        "metric.reason": "Why it cannot be known; `known` where it can.",
        "later_beat_edit.who": "The name that was given; empty where none was.",
        "later_beat_edit.program_version": "The version of Soften that wrote it.",
        "later_beat_edit.what": "`delete`, `insert`, `split`, `merge`, `distrust`, `keep`, `undo` or `redo`.",
        "later_beat_edit.first_index": "The first beat, by its `index`.",
        "later_beat_edit.first_before_ms": "How long before that beat the place lies; 0 for the beat itself.",
        "later_beat_edit.last_index": "The last beat, by its `index`.",
        "later_beat_edit.last_before_ms": "How long before that beat the place lies; 0 for the beat itself.",
        "later_beat_edit.parts": "Into how many an interval is split.",
        "later_beat_edit.leaves_break": "Whether a deletion leaves a break in place of joined intervals.",
        "later_tag.tag": "The word.",
        "later_tag.is_there": "Whether it was added; else it was removed.",
    }
)

NULL_IS_NONE: Mapping[str, str] = MappingProxyType(
    {
        "offer_made.breaths_per_min": "the offer names no pace",
        "leading_began.in_share": "the hand did not show it",
        "leading_began.sure_share": "the heart was not asked",
    }
)
"""What ``NULL`` says where it is no number that cannot be known."""

FACTS: Mapping[str, str] = MappingProxyType(
    {
        "practice": "The name of the practice; `imported` where it was made of a file of another program.",
        "practice_title": "Its title, as people read it; the name of that file.",
        "started_at": "When the session began: ISO 8601, local time with its UTC offset, to the second or finer.",
        "sensor": "How the sensor was asked for; `none` without one. `sensor_2` and so on are those of further hearts.",
        "source": "The name of that sensor in every event; `source_2` and so on likewise.",
        "seat": "In a room of several people: the name of the seat that this recording is of.",
        "room": "An id that the recordings of all seats of one room share; not there where it was recorded alone.",
        "room_clock_s": "What the clock that the seats of a room share showed at second 0 of this recording.",
        "consent": "In a room: what somebody agreed to before their heart was heard, to the letter.",
        "protocol": "The name of the protocol, where the practice was one.",
        "protocol_sha256": "The SHA-256 of its file, in hexadecimal digits.",
        "blinded": "`no` for a session of a study whose key had been opened before it.",
        "protocol_seed": "What the lengths of its blocks were drawn from.",
        "study": "The name of the study that the session was of.",
        "participant": "The code of the participant.",
        "study_session": "The code of the session of that participant.",
        "seed": "What the simulated heart grows from; `seed_2` and so on likewise.",
        "speed": "How many session seconds pass in a second.",
        "sound": "How loud which sound was.",
        "lsl": "What went out live over LSL while it was recorded.",
        "osc": "Where the practice went by OSC while it was recorded: the address and the port, and what of it.",
        "lsl_markers_from": "From which LSL stream markers came in.",
        "marker_port": "At which port of this machine markers came in.",
        "track_sha256": "Of a practice that is one sound file, its hash.",
        "imported_format": "Of a recording made of a file of another program, the name of the importer that read it.",
        "imported_sha256": "The hash of that file, and behind # which of its sessions it is, from the second on.",
        "imported_beside": "The names of files that were read with it, a line each.",
        "platform": "Kind of system, processor and C library: what the last bits of numbers can depend on.",
        "program_version": "The version of Soften.",
        "python_version": "The version of Python.",
        "numpy_version": "The version of NumPy.",
        "scipy_version": "The version of SciPy.",
        "bleak_version": "The version of bleak, which speaks Bluetooth.",
        "closed": "`yes` when the recording was closed in peace; not there when it was cut off or is being written.",
        "shared_without": "What was left out of a copy that was made to be given away.",
        "upgraded_from": "Of which version the recording was that this is a copy of.",
        "mended": "How many pages of a damaged recording could be read, of which this is a copy: `43/47`.",
    }
)
"""The names in the table ``fact``."""

SINCE: Mapping[int, tuple[str, ...]] = MappingProxyType(
    {
        1: ("The first.",),
        2: ("`sample_block` came: waves are kept.",),
        3: ("`bell_rang`, `hand_moved`, `note` and `offer_made` came.",),
        4: (
            "Settings and sentences became events of their own: `setting_changed` with its texts gave way to "
            "`guidance_chosen`, `answer_kept`, `leading_began`, `pace_changed`, `words_spared`, `sound_muted` and "
            "`closing_began`.",
            "`seat_taken`, `seat_left`, `seat_greeted`, `seat_warmth_chosen` and `seat_beats_chosen` came: people "
            "practise in a room.",
            "`block_began` came: a practice can be the protocol of a study.",
            "`form_answered` came: a protocol asks forms before it and after it.",
            "Link changes, notices, gaps and numbers have a code and facts in place of a sentence.",
            "Numbers say of which heart they are, beats found in a wave how likely they are right.",
            "`definition_version` came, the tables of facts, `table_digest`, and `later_note`, `later_tag` and "
            "`later_beat_edit`.",
            "Columns were renamed: `manner` to `mode`, `rest_in_s` to `hold_in_s`, `rest_out_s` to `hold_out_s`.",
        ),
    }
)
"""What changed with each version of the tables."""


def meaning_of(table: str, column: str) -> str:
    """Return what a column means; empty when nobody has said."""
    return COLUMNS.get(f"{table}.{column}") or COLUMNS.get(column, "")


def unit_of(table: str, column: str) -> str:
    """Return the unit of a column, or what kind of word or count it holds; empty when nobody has said."""
    for key in (f"{table}.{column}", column):
        if key in _UNITS_OTHERWISE:
            return _UNITS_OTHERWISE[key]
    if column in _TEXTS:
        return "text"
    return next((unit for ending, unit in _UNITS.items() if column.endswith(ending)), "")
