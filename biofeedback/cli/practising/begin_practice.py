"""What `soften begin` does: a practice from before its first picture to what is said after it."""

import os
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from biofeedback.cli.passphrase import ask_nobody, open_replayed, seal_new
from biofeedback.cli.practising.beforehand import (
    answers_before,
    expect_speech,
    only_the_terminal,
    own_words_before,
    say_opening_page,
)
from biofeedback.cli.practising.checked import checked_speed, recording_path
from biofeedback.cli.practising.live import live_options, say_what_opens
from biofeedback.cli.practising.person import ask_guest, choose_person
from biofeedback.cli.say import say
from biofeedback.error_codes import CommandErrorCode, RecordingErrorCode
from biofeedback.errors import UsageError
from ui.termination import INTERRUPT, TERMINATION, on_signals
from ui.words.language import Language
from ui.words.languages import chosen_before

if TYPE_CHECKING:
    from biofeedback.app.application import LiveApplication
    from biofeedback.app.live_session import LiveSession
    from biofeedback.app.study_session import StudySession
    from biofeedback.practice.script.model import Practice
    from ui.preferences import Preferences


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginOptions:
    """What can be said to `soften begin`; `begin_words` has what the help says of it."""

    practice: str = "compassionate_pause"
    sensor: list[str] | None = None
    terminal: bool = False
    speed: float = 1.0
    seed: int | None = None
    breaths_per_min: float | None = None
    sound: str | None = None
    no_sound: bool = False
    voice: str | None = None
    volume: float | None = None
    breath_volume: float | None = None
    bells_volume: float | None = None
    voice_volume: float | None = None
    words: bool = False
    minutes: int | None = None
    breath: str | None = None
    lean: float | None = None
    todays_pace: bool = False
    attuned: bool | None = None
    output: Path | None = None
    person: str | None = None
    guest: bool = False
    lsl: bool = False
    lsl_network: bool = False
    osc: bool = False
    osc_to: str | None = None
    osc_beats: bool = False
    markers_from: str | None = None
    marker_port: int | None = None
    sealed: bool = False
    condition: str | None = None
    donor: Path | None = None


def begin(language: Language, options: BeginOptions) -> None:
    """Begin a practice."""
    from biofeedback.practice.pacing.pattern import FASTEST_PER_MIN, SLOWEST_PER_MIN

    per_min = options.breaths_per_min
    if per_min is not None and not SLOWEST_PER_MIN <= per_min <= FASTEST_PER_MIN:
        raise UsageError(
            CommandErrorCode.OPTION_PACE_OUT_OF_RANGE,
            per_min=per_min,
            slowest=SLOWEST_PER_MIN,
            fastest=FASTEST_PER_MIN,
        )
    from biofeedback.app.application import LiveApplication
    from biofeedback.app.practices.practice_library import practice_meant
    from biofeedback.app.profile_store import remembered_preferences
    from biofeedback.app.screen_awake import has_screen
    from biofeedback.practice.script.choice import BreathChoice

    remembered, preferences_error = remembered_preferences()
    preferences = _preferences(options, remembered)
    chosen = "" if options.terminal else chosen_before(preferences.language, os.environ)
    practice = practice_meant(options.practice, chosen)
    if options.minutes is not None:
        practice = practice.lasting(options.minutes)
    primary, *beside = options.sensor or ["bluetooth"]
    live = live_options(
        lsl=options.lsl,
        lsl_network=options.lsl_network,
        osc=options.osc,
        osc_to=options.osc_to,
        osc_beats=options.osc_beats,
        markers_from=options.markers_from,
        marker_port=options.marker_port,
    )
    live.check(options.speed)
    choice = BreathChoice(preset=options.breath, ramp_s=options.lean, from_own_pace=preferences.attuned)
    with LiveApplication(
        speed=checked_speed(options.speed),
        seed=options.seed,
        output=recording_path(options.output),
        preferences=preferences,
        preferences_error=preferences_error,
        keeps_screen_awake=has_screen(),
        live=live,
    ) as application:
        choose_person(application.people, language, options.person, guest=options.guest)
        if options.todays_pace and per_min is None:
            per_min = _pace_of_today(application)
        application.check(practice, primary, per_min, choice, beside)
        study = _session_of(practice, options, language)
        # As late as can be: whatever is imported after Qt takes longer, since Qt looks into its source.
        in_terminal = options.terminal or only_the_terminal(language)
        seal_new(application.seals, language, sealed=options.sealed)
        open_replayed((primary, *beside))
        if not in_terminal:
            ask_nobody()
        if options.voice == "system" and not options.no_sound and options.speed == 1:
            expect_speech(in_terminal, language)
        say_opening_page(application, language)
        forms_after = application.forms(practice, "after")
        answers = answers_before(application, practice, language) if in_terminal else ()
        before = own_words_before(language) if preferences.own_words else ""
        say_what_opens(live, preferences, options.speed, language)
        with ExitStack() as ending:

            def begin_session() -> "LiveSession":
                from biofeedback.requests import KeepAnswers, WriteNote

                if study is None:
                    session = application.begin(practice, primary, per_min, choice, beside)
                else:
                    session = application.begin_protocol(practice, primary, study, beside)
                ending.callback(session.finish)
                session.request(WriteNote("before", before))
                if answers:
                    session.request(KeepAnswers(answers))
                return session

            session: LiveSession | None
            if in_terminal:
                from ui.terminal.practice import run_terminal

                asked: list[bool] = []
                # From before the file is made, so that whenever we are asked to end it is closed.
                with on_signals((*INTERRUPT, *TERMINATION), lambda: asked.append(True)):
                    session = begin_session()
                    run_terminal(
                        session,
                        language,
                        ask_words=preferences.own_words,
                        forms=forms_after,
                        asked_to_end=lambda: bool(asked),
                    )
            else:
                from ui.desktop.app import run_practice

                session = run_practice(application, practice, begin_session)
        if session is None:  # the window was closed before anything began
            return
        from biofeedback.cli.summary import recording_line, say_summary

        # Printed within the application, where the last bell rings on meanwhile.
        say()
        say_summary(session.summary(), language)
        if session.error is None or session.error.code != RecordingErrorCode.NOT_READ_BACK:
            path = session.path
            if application.people.is_guests(path):
                if in_terminal:  # the window asks in its summary
                    ask_guest(application.people, path, language)
            elif path.exists() or session.error is not None:  # neither discarded there nor given to somebody else
                say(recording_line(path, language))
    if session.error is not None:
        raise session.error


def _session_of(practice: "Practice", options: BeginOptions, language: Language) -> "StudySession | None":
    """Return the session of a protocol, which is seen to be ready before anything is shown; ``None`` for a practice."""
    if practice.protocol is None and options.condition is None and options.donor is None:
        return None
    from biofeedback.app.paths import find_recording, from_home
    from biofeedback.app.protocol_start import protocol_start
    from biofeedback.app.study_session import unblinded

    donor = None if options.donor is None else find_recording(from_home(options.donor))
    study = unblinded(options.condition or "", donor)
    protocol_start(practice, study)
    if study.condition:
        chosen = language.gettext(
            "The condition {condition} was chosen here, so nobody is blind to it. The recording does not name it."
        )
        say(chosen.format(condition=study.condition))
    return study


def _preferences(options: BeginOptions, remembered: "Preferences") -> "Preferences":
    """Return what is remembered, with what was said otherwise this time."""
    sound: dict[str, Any] = {
        "breath": options.sound,
        "voice": options.voice if options.speed == 1 else "off",
        "volume": 0.0 if options.no_sound else options.volume,
        "breath_volume": options.breath_volume,
        "bells_volume": options.bells_volume,
        "voice_volume": options.voice_volume,
    }
    return replace(
        remembered,
        sound=replace(remembered.sound, **{name: value for name, value in sound.items() if value is not None}),
        attuned=remembered.attuned if options.attuned is None else options.attuned,
        own_words=remembered.own_words or options.words,
    )


def _pace_of_today(application: "LiveApplication") -> float:
    pace = application.pace_of_today()
    if pace is None:
        raise UsageError(CommandErrorCode.NO_PACE_TODAY)
    return pace
