"""An application without radio, threads or disk, whose sessions are pretended ones."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from biofeedback.app.about.page import about_page
from biofeedback.app.assessment import as_practice
from biofeedback.app.by_hand.desk import BeatDesk
from biofeedback.app.recordings.review import review_of, write_note
from biofeedback.app.sensor_model_words import sensor_pages
from biofeedback.clock import Clock
from biofeedback.errors import SoftenError
from biofeedback.event_kinds import FormMoment
from biofeedback.files.kept import FilesDone
from biofeedback.practice.assessment import sliding as sliding_schedule
from biofeedback.practice.assessment import stepped
from biofeedback.practice.forms.model import Form
from biofeedback.practice.script.care import CarePage
from biofeedback.practice.script.choice import BreathChoice
from biofeedback.practice.script.model import Practice, Step, Track
from biofeedback.practice.script.path import PracticePath
from biofeedback.practice.script.safety import OpeningPage
from biofeedback.practices import built_in_practices, care_page, demonstration, eight_weeks, opening_page
from biofeedback.sensors import AdapterLoad, SensorSeen
from sessions.library import Library
from tests.rigs.practices.pretend_session import SOURCE, PretendSession
from tests.rigs.screens.pretend_exports import PretendExports
from tests.rigs.screens.pretend_people import PretendPeople
from tests.rigs.screens.pretend_seals import PretendSeals
from tests.rigs.sound.pretend_microphone import PretendMicrophone
from tests.rigs.sound.pretend_speaker import PretendSpeaker
from ui.preferences import SILENT, Preferences, WindowPlace
from ui.presenter.past import PastPractice
from ui.presenter.review import Review, WrittenNote
from ui.presenter.track_made import TrackMade
from ui.recordings import RecentPractice
from ui.rooms import RoomSession
from ui.session import Session
from ui.sound.takes.reading import Reading
from ui.sound.takes.store import TakeStore
from ui.words.help_words import HelpPage
from ui.words.language import Language
from ui.words.languages import english


class PretendApplication:
    """The built-in practices, a few weeks of lights, and whatever sensors a test lets it see."""

    def __init__(self, clock: Clock, *, now: datetime | None = None) -> None:
        self.practices: Sequence[Practice] = built_in_practices()
        self.clock = clock
        self.begun: list[tuple[Practice, str, BreathChoice]] = []
        self.rooms: list[RoomSession] = []
        self.assessed: list[tuple[str, bool]] = []
        self.practice_errors: Sequence[SoftenError] = ()
        self.preferences_error: SoftenError | None = None
        self.preferences = SILENT
        self.not_kept: SoftenError | None = None
        self.sessions: list[PretendSession] = []
        self.watching = 0
        self.page: OpeningPage | None = None
        self.asked_forms: dict[FormMoment, Sequence[Form]] = {}
        self.no_forms: SoftenError | None = None
        self.easy_today_per_min: float | None = None
        self.refusal: SoftenError | None = None
        self.no_recent: SoftenError | None = None
        self.stuck_radio: Exception | None = None
        self.on_seen: Callable[[SensorSeen], None] | None = None
        self.on_error: Callable[[SoftenError], None] | None = None
        self.reviewed: Path | None = None
        self.own_folder = Path("nowhere")
        self.microphone = PretendMicrophone()
        self.kept: Sequence[RecentPractice] = ()
        self.people = PretendPeople()
        self.seals = PretendSeals()
        self.written = PretendExports()
        self.folder_refusal: SoftenError | None = None
        self.recordings_kept = 0
        self.moved_to: list[Path] = []
        self.emptied = 0
        self.files_done = FilesDone(0)
        self.past: Sequence[PastPractice] = ()
        self.tags_refused: SoftenError | None = None
        self.adapters: list[AdapterLoad] = []
        self.asked_to_go_out = False  # as with `--osc`
        self.loudspeakers: list[str] = []
        self.heard_by_others: list[bool] = []
        self._now = now or datetime.now().astimezone()

    def speakers(self) -> Sequence[str]:
        return self.loudspeakers

    def sound_for_others(self, *, shown: bool) -> None:
        self.heard_by_others.append(shown)

    @property
    def goes_out(self) -> bool:
        return self.preferences.osc.on or self.asked_to_go_out

    def radio(self) -> Sequence[AdapterLoad]:
        return self.adapters

    def watch_sensors(
        self, on_seen: Callable[[SensorSeen], None], on_error: Callable[[SoftenError], None]
    ) -> Callable[[], None]:
        self.watching += 1
        self.on_seen, self.on_error = on_seen, on_error

        def stop() -> None:
            self.watching -= 1
            if self.stuck_radio is not None:
                raise self.stuck_radio

        return stop

    def forms(self, practice: Practice, moment: FormMoment) -> Sequence[Form]:
        if self.no_forms is not None:
            raise self.no_forms
        return self.asked_forms.get(moment, ())

    def prefer(self, preferences: Preferences) -> None:
        self.preferences = preferences
        if self.not_kept is not None:
            raise self.not_kept

    def begin(
        self,
        practice: Practice,
        sensor_spec: str,
        breaths_per_min: float | None,
        choice: BreathChoice | None = None,
    ) -> Session:
        if self.refusal is not None:
            raise self.refusal
        choice = BreathChoice(breaths_per_min=breaths_per_min) if choice is None else choice
        sources = () if sensor_spec == "none" else (SOURCE,)
        simulated = sensor_spec == "simulated"
        session = PretendSession(practice, self.clock, choice=choice, simulated=simulated, sources=sources)
        self.begun.append((practice, sensor_spec, choice))
        self.sessions.append(session)
        return session

    def begin_room(
        self, practice: Practice, breaths_per_min: float | None, choice: BreathChoice | None = None
    ) -> RoomSession:
        from tests.rigs.screens.pretend_room import PretendRoom  # which is a session of this module

        if self.refusal is not None:
            raise self.refusal
        choice = BreathChoice(breaths_per_min=breaths_per_min) if choice is None else choice
        self.rooms.append(PretendRoom(practice, self.clock, choice=choice))
        return self.rooms[-1]

    def assess(self, sensor_spec: str, *, sliding: bool) -> Session:
        if self.refusal is not None:
            raise self.refusal
        self.assessed.append((sensor_spec, sliding))
        practice = as_practice(sliding_schedule() if sliding else stepped(), "an_assessment", english())
        self.sessions.append(PretendSession(practice, self.clock, simulated=sensor_spec == "simulated"))
        return self.sessions[-1]

    def demonstrate(self, sensor_spec: str) -> Session:
        return self.begin(demonstration(), sensor_spec, None, BreathChoice(from_own_pace=False))

    def takes(self, practice: Practice) -> TakeStore:
        return TakeStore(practice, self.own_folder)

    def reading(self, practice: Practice) -> Reading:
        opened = {"microphone": lambda: self.microphone, "speaker": PretendSpeaker}
        return Reading(practice, self.takes(practice), 0.5, **opened)

    def practice_of_sound(self, path: Path) -> TrackMade:
        if self.refusal is not None:
            raise self.refusal
        title = path.stem.capitalize()
        track = Track(path.name, "0" * 64, 5_200_000)
        step = Step("part_1", title, "", 1202.0, "listen", "shown", ())
        practice = replace(self.practices[0], name="own", title=title, steps=(step,), lengths=(), asks=(), track=track)
        self.practices = (*self.practices, practice)
        return TrackMade(path=path, practice=practice, length_s=1200.0, promised_s=1200.0)

    def path(self) -> PracticePath:
        return eight_weeks()

    def opening_words(self) -> OpeningPage:
        return opening_page()

    def care_words(self) -> CarePage:
        return care_page()

    def opening_page(self) -> OpeningPage | None:
        return self.page

    def opening_page_shown(self) -> None:
        self.page = None

    def sensor_pages(self, language: Language) -> Sequence[HelpPage]:
        return sensor_pages(language)

    def about_page(self, language: Language) -> HelpPage:
        return about_page(language)

    def pace_of_today(self) -> float | None:
        return self.easy_today_per_min

    @property
    def exports(self) -> PretendExports:
        return self.written

    def write_note(self, path: Path, text: str) -> WrittenNote:
        return write_note(path, text)

    def delete(self, path: Path) -> None:
        Library(path.parent).delete(path)

    @property
    def recordings_folder(self) -> Path:
        return Path(self.preferences.recordings) if self.preferences.recordings else self.usual_recordings_folder

    @property
    def usual_recordings_folder(self) -> Path:
        return Path("/home/somebody/soften/sessions")

    def check_recordings_folder(self, folder: Path) -> int:
        if self.folder_refusal is not None:
            raise self.folder_refusal
        return self.recordings_kept

    def move_recordings(self, folder: Path) -> FilesDone:
        self.moved_to.append(folder)
        return self.files_done

    def delete_everything(self) -> FilesDone:
        self.emptied += 1
        self.preferences = Preferences()
        return self.files_done

    def keep_window(self, place: WindowPlace) -> None:
        self.preferences = replace(self.preferences, window=place)

    @property
    def by_hand(self) -> BeatDesk:
        return BeatDesk(english, lambda: self.people.here)

    def review(self, path: Path) -> Review:
        return review_of(self.reviewed or path, english())

    def known_history(self) -> Sequence[PastPractice]:
        return self.past

    def history(
        self, progress: Callable[[int, int], None] | None = None, wanted: Callable[[], bool] | None = None
    ) -> Sequence[PastPractice]:
        if self.no_recent is not None:
            raise self.no_recent
        if progress is not None:
            progress(len(self.past), len(self.past))
        return self.past

    def tag(self, path: Path, word: str, *, is_there: bool) -> None:
        if self.tags_refused is not None:
            raise self.tags_refused

        def tagged(practice: PastPractice) -> PastPractice:
            others = tuple(each for each in practice.tags if each != word)
            return replace(practice, tags=(*others, word) if is_there else others)

        self.past = [tagged(each) if each.path == path else each for each in self.past]

    def recent(self, wanted: Callable[[], bool] | None = None) -> Sequence[RecentPractice]:
        if self.no_recent is not None:
            raise self.no_recent
        if self.kept:
            return self.kept
        lengths = (0, 0, 15, 3, 0, 15, 15, 3, 0, 3, 0, 0, 20, 0, 15, 3, 0, 0, 15, 6, 0)
        return [
            RecentPractice(path=Path(f"{day}.soften"), started=self._now - timedelta(days=day), length_s=60.0 * length)
            for day in range(54)
            if (length := lengths[(day * 5 + day // 7) % len(lengths)])
        ]


def seen(label: str, detail: str, spec: str = "") -> SensorSeen:
    """Return a strap in reach."""
    return SensorSeen(spec=spec or f"bluetooth:{label}", kind="bluetooth", label=label, detail=detail, rssi_dbm=-60.0)
