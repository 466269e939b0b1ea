"""What was typed and cannot be done, what this machine lacks, and what it could not keep of a person."""

from collections.abc import Mapping

from biofeedback.error_codes import CommandErrorCode, StoreErrorCode
from ui.words.errors.given import Given
from ui.words.language import Language


def messages(language: Language, _given: Given) -> Mapping[str, str]:
    """Return the message of every code."""
    return _of_options(language) | _of_machines(language) | _of_stores(language)


def _of_options(language: Language) -> dict[str, str]:
    return {
        CommandErrorCode.SPEED_OUT_OF_RANGE: language.gettext(
            "--speed is {speed}; it can be above 0 and up to {fastest}."
        ),
        CommandErrorCode.SPEED_OF_A_LIVE_HEART: language.gettext(
            "A live heart beats in its own time; --speed is for the simulated heart and for replays."
        ),
        CommandErrorCode.OUTPUT_ENDS_OTHERWISE: language.gettext(
            "--output is {path}; a recording is a file that ends in {ending}."
        ),
        CommandErrorCode.OPTION_PACE_OUT_OF_RANGE: language.gettext(
            "--breaths-per-min is {per_min}; it can be from {slowest} to {fastest}."
        ),
        CommandErrorCode.SECONDS_NO_NUMBER: language.gettext("--seconds is {seconds}; it is a number of seconds."),
        CommandErrorCode.NAME_WITHOUT_DESCRIBE: language.gettext(
            '“{name}” goes with --describe: soften sensors --describe "{name}".'
        ),
        CommandErrorCode.WINDOW_NO_TIMES: language.gettext(
            "--window {window}: please give the beginning and the end in seconds, such as 60:360, the end after the "
            "beginning."
        ),
        CommandErrorCode.SOURCE_UNKNOWN: language.gettext(
            "--source {source}: the recording has no such heart; it has {known}."
        ),
        CommandErrorCode.WINDOW_WITHOUT_BEATS: language.gettext(
            "--window {window}: there are no heartbeats in that stretch of {file}."
        ),
        CommandErrorCode.GROUP_ALONE: language.gettext(
            "--group takes all hearts over all of their time, and goes with --json alone; please leave out {option}."
        ),
        CommandErrorCode.GROUP_EMPTY: language.gettext(
            "{folder}: there is no recording with a heart in this folder that can be read."
        ),
        CommandErrorCode.GROUP_OF_ROOMS: language.gettext(
            "{folder}: the recordings are of several rooms ({rooms}). Please put those of one room into a folder of "
            "their own."
        ),
        CommandErrorCode.GROUP_APART: language.gettext(
            "{folder}: {file} was not recorded at the same time as the others. Please put recordings of one time "
            "into a folder of their own."
        ),
        CommandErrorCode.GROUP_WITHOUT_START: language.gettext(
            "{file} does not say when it began, so it cannot be laid beside other recordings."
        ),
        CommandErrorCode.NO_PACE_TODAY: language.gettext("No pace was found today; `soften assess` looks for one."),
        CommandErrorCode.FINDINGS_STOPPED: language.gettext(
            "What your heart answered cannot be told, through a fault of ours; the recording has all of it."
        ),
        CommandErrorCode.REPLAY_DIFFERS: language.gettext(
            "{file}: the numbers did not come out as they were recorded."
        ),
    }


def _of_machines(language: Language) -> dict[str, str]:
    return {
        CommandErrorCode.SPEECH_IN_TERMINAL: language.gettext(
            "This machine's own voice speaks in the window; in the terminal take --voice recorded or off."
        ),
        CommandErrorCode.SPEECH_WITHOUT_EXTRA: language.gettext(
            "This machine's voice takes the extra “voice”, as the README tells. Everything else goes on without it."
        ),
        CommandErrorCode.SPEECH_WITHOUT_VOICE: language.gettext(
            "This machine has no voice that Soften can find (on Linux: speech-dispatcher). Everything else is there."
        ),
        CommandErrorCode.SPEECH_OF_OTHER_LANGUAGE: language.gettext(
            "No voice of this machine speaks this language, so words are read and not spoken. "
            "The settings of the system may bring one."
        ),
        CommandErrorCode.NO_SCREEN: language.gettext("There is no screen here."),
        CommandErrorCode.SCREEN_SILENT: language.gettext("The screen {screen} does not answer."),
        CommandErrorCode.NO_XCB_CURSOR: language.gettext(
            "The system package libxcb-cursor0 is missing, which windows need here."
        ),
        CommandErrorCode.NO_QT: language.gettext("Windows cannot be shown here: {problem}."),
        CommandErrorCode.NO_WINDOW: language.gettext("{because}. `soften begin --terminal` practises in the terminal."),
        CommandErrorCode.SCREEN_MAY_GO_DARK: language.gettext(
            "The system did not promise to keep the screen on, so it may go dark meanwhile. Your practice goes on."
        ),
        CommandErrorCode.IN_TERMINAL_INSTEAD: language.gettext("{because}. The practice is in the terminal."),
        CommandErrorCode.TOO_FEW_FILES: language.gettext(
            "The system lets Soften open {allowed} files at once, and a practice takes {needed}. "
            "Please allow it more, for example with `ulimit -n 256`."
        ),
        CommandErrorCode.EXTRA_MISSING: language.gettext(
            "This takes the library {library}, which is not installed here. `pip install 'soften[{extra}]'` brings it."
        ),
        CommandErrorCode.EXTRA_UNUSABLE: language.gettext(
            "This takes the library {library}, which cannot be used here: {problem}."
        ),
        CommandErrorCode.REPORT_NOT_SET: language.gettext(
            "The report cannot be set as PDF: {problem}. As HTML it can be written: `--format html`."
        ),
        CommandErrorCode.REPORT_NOT_WRITTEN: language.gettext(
            "The report cannot be written into {folder}: {problem}. Please choose another folder."
        ),
        CommandErrorCode.NO_HOME: language.gettext(
            "Nobody says where your files lie. Please set SOFTEN_DATA to the folder in which Soften may keep its own."
        ),
        CommandErrorCode.REFUSED_BY_SYSTEM: language.gettext("The system does not let us go on: {problem}."),
        CommandErrorCode.REFUSED_AT: language.gettext("The system does not let us go on: {path}: {problem}."),
        CommandErrorCode.FAULT_OF_OURS: language.gettext(
            "Here we stopped, through a fault of ours ({fault}). What was recorded is kept."
        ),
        CommandErrorCode.FAULT_KEPT: language.gettext(
            "Here we stopped, through a fault of ours ({fault}). What was recorded is kept; {path} says more."
        ),
    }


def _of_stores(language: Language) -> dict[str, str]:
    return {
        StoreErrorCode.PREFERENCES_UNREADABLE: language.gettext(
            "Your settings could not be read from {path}: {because}. Everything begins as it was at first."
        ),
        StoreErrorCode.PREFERENCES_NOT_KEPT: language.gettext("Your settings could not be kept in {path}: {problem}."),
        StoreErrorCode.PACE_NOT_KEPT: language.gettext("Today's pace cannot be kept in {path}: {problem}."),
        StoreErrorCode.FOLDER_REFUSES: language.gettext(
            "Nothing can be written into {folder}: {problem}. Recordings stay where they were."
        ),
        StoreErrorCode.FOLDER_GONE: language.gettext(
            "The folder of your recordings, {folder}, is not there now. Please connect its disk, "
            "or choose another folder in the settings."
        ),
        StoreErrorCode.NOT_COPIED: language.gettext("{path} could not be copied: {problem}. It is not in there."),
        StoreErrorCode.NOT_MOVED: language.gettext("{path} could not be moved: {problem}. It is where it was."),
        StoreErrorCode.ALREADY_THERE: language.gettext(
            "{path} stays where it is, as there is another of this name in {folder}."
        ),
        StoreErrorCode.REFUSED_BY_SYSTEM: "{problem}",  # as the system says it
        StoreErrorCode.NO_JSON: language.pgettext("why a file could not be read", "line {line} is not JSON"),
        StoreErrorCode.TOO_LONG: language.pgettext("why a file could not be read", "the file is far too long"),
        StoreErrorCode.NOT_ORDINARY: language.pgettext(
            "why a file could not be read", "the file is not an ordinary one"
        ),
        StoreErrorCode.OF_OTHER_FORM: language.pgettext(
            "why a file could not be read", "the file is not written as Soften writes it"
        ),
    }
