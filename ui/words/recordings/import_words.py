"""Says what kind of file another program wrote, when it began, and whether it is here already."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from biofeedback.codes import ImportRemarkCode
from biofeedback.facts import Facts
from ui.words.language import Language
from ui.words.recordings.import_remarks import remark_sentence


def format_names(language: Language) -> Mapping[str, str]:
    """Return what a file of each importer is called within a sentence."""
    return {
        "archive": language.pgettext("a kind of file", "a packed file"),
        "goldencheetah": language.pgettext("a kind of file", "an activity of GoldenCheetah (JSON)"),
        "fit": language.pgettext("a kind of file", "an activity of a sport watch (FIT)"),
        "apple_health": language.pgettext("a kind of file", "an export of Apple Health (XML)"),
        "heartbeat_series": language.pgettext("a kind of file", "heartbeat series of Apple Health (JSON)"),
        "edf": language.pgettext("a kind of file", "a file of waves (EDF)"),
        "xdf": language.pgettext("a kind of file", "a recording of a lab (XDF)"),
        "opensignals": language.pgettext("a kind of file", "a text of OpenSignals"),
        "simple_text": language.pgettext("a kind of file", "a wave in the Simple Text Format (BioSPPy)"),
        "polar_waves": language.pgettext("a kind of file", "a wave of Polar Sensor Logger (text)"),
        "movesense_ecg": language.pgettext("a kind of file", "an ECG of a Movesense sensor (JSON)"),
        "wfdb": language.pgettext("a kind of file", "a record of PhysioNet (WFDB)"),
        "hrv_logger": language.pgettext("a kind of file", "a recording of HRV Logger or in its layout"),
        "polar_hrm": language.pgettext("a kind of file", "a Polar file of a session (HRM)"),
        "empatica": language.pgettext("a kind of file", "a file of beats from Empatica"),
        "polar_sensor_logger": language.pgettext("a kind of file", "a recording of Polar Sensor Logger"),
        "polar_flow": language.pgettext("a kind of file", "an export of Polar Flow"),
        "kubios_report": language.pgettext("a kind of file", "a report of Kubios"),
        "movesense": language.pgettext("a kind of file", "a log of Movesense (JSON)"),
        "emwave": language.pgettext("a kind of file", "an export of emWave"),
        "results": language.pgettext("a kind of file", "a table of results such as RMSSD"),
        "plain_json": language.pgettext("a kind of file", "intervals in JSON"),
        "own_tables": language.pgettext("a kind of file", "a table of heartbeats from Soften"),
        "rr_packets": language.pgettext("a kind of file", "a table with a row for each packet of a strap"),
        "vns_analyse": language.pgettext("a kind of file", "a text of VNS Analyse"),
        "rr_text": language.pgettext("a kind of file", "a text of intervals"),
    }


def file_sentences(
    file: str, form: str, remarks: Sequence[tuple[ImportRemarkCode, Facts]], language: Language
) -> list[str]:
    """Return what kind of file this is, and how it was understood, a sentence or a few for each remark."""
    kind = format_names(language).get(form, "")
    named = language.gettext("{file} is {format}.").format(file=file, format=kind)
    return [named, *(remark_sentence(code, facts, language) for code, facts in remarks)]


def began_sentence(began: datetime, language: Language) -> str:
    """Return when a file began."""
    return language.gettext("It began on {day} at {time}.").format(
        day=language.day(began), time=language.time_of_day(began)
    )


def later_sentence(count: int, language: Language) -> str:
    """Return that the first of several sessions is meant; empty where there is one."""
    if not count:
        return ""
    return language.ngettext(
        "It holds {count} more session; this is the first. `soften import` takes both.",
        "It holds {count} more sessions; this is the first. `soften import` takes all of them.",
        count,
    ).format(count=language.whole(count))


def before_sentence(recording: str, language: Language) -> str:
    """Return that the same file was imported before."""
    return language.gettext("The very same file was imported before, as {recording}; nothing was added.").format(
        recording=recording
    )
