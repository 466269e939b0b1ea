"""A practice in the window: its light, the practice itself and its summary, with the recording closed whatever happens.

It owns the running session and is the only one to finish it.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from biofeedback.errors import SoftenError
from ui.desktop.shown_window import ShownWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from biofeedback.event_kinds import FormMoment
    from biofeedback.practice.script.model import Practice
    from ui.desktop.after.summary import SummaryScreen
    from ui.desktop.after.waves import WavesScreen
    from ui.desktop.audience.audience import Audience
    from ui.desktop.operator.leading import Leading
    from ui.desktop.operator.other_views import OtherViews
    from ui.desktop.screens.first_light import FirstLight
    from ui.desktop.screens.forms import FormsPage
    from ui.desktop.screens.practice import PracticeScreen
    from ui.desktop.spoken_prompts import SpokenPrompts
    from ui.desktop.theme.appearance import Look
    from ui.ports import Application, Speech
    from ui.session import Session
    from ui.sound.settings import SoundSettings
    from ui.tokens import Tokens
    from ui.words.language import Language

_SUMMARY_HIGH = 560  # px that its page takes at the usual size of words; by eye


class PracticeWindow(ShownWindow):
    """A window in which practices go on, one after another.

    Parameters
    ----------
    application, tokens, language
        As for `ShownWindow`.
    speech : callable
        Returns the speech for a practice that sounds like this in a language, if there is one.

    Attributes
    ----------
    error_message : str
        Why the recording of the latest practice is not whole, as one sentence; empty while it is.
    had_error : bool
        Whether the recording of any practice is not whole.
    """

    home_requested = Signal()
    """The person is done with a practice, and goes to the first screen."""

    review_requested = Signal(object)
    """The person wants to look back on the recording whose path it carries."""

    def __init__(
        self,
        application: Application,
        tokens: Tokens,
        language: Language,
        speech: Callable[[SoundSettings, str], Speech | None],
    ) -> None:
        super().__init__(application, tokens, language)
        self._speech = speech
        self._session: Session | None = None
        self._practice: PracticeScreen | None = None
        self._summary: SummaryScreen | WavesScreen | None = None
        self._waves: WavesScreen | None = None
        self._asked: FormsPage | None = None
        self._voice: SpokenPrompts | None = None
        self._others: OtherViews | None = None
        self.error_message = ""
        self.had_error = False

    @property
    def audience(self) -> Audience | None:
        """Those to whom the running practice is shown; ``None`` while there is nobody."""
        return None if self._others is None else self._others.audience

    @property
    def leading(self) -> Leading | None:
        """The view of who leads the running practice; ``None`` before it was opened."""
        return None if self._others is None else self._others.leading

    def wear(self, look: Look) -> None:
        """Take another look; whoever is unwell with motion does not wait for the end of a practice."""
        if self._practice is not None:
            self._practice.light.set_still(still=look.still)
            if self._others is not None:
                self._others.set_still(still=look.still)
        super().wear(look)

    def show_first_light(self, practice: Practice) -> FirstLight:
        """Show the light of a practice that is about to begin, and return it."""
        from ui.desktop.screens.first_light import FirstLight

        self._take_look()
        light = FirstLight(practice, self._tokens, self._language, still=self._is_still)
        self._swap(light)
        return light

    def show_practice(self, session: Session) -> None:
        """Go to a practice that was begun; one before it is closed first."""
        # The first picture does not wait for what comes after it.
        from ui.desktop.operator.other_views import OtherViews
        from ui.desktop.screens.practice import PracticeScreen
        from ui.desktop.spoken_prompts import SpokenPrompts

        self._finish()
        self._take_look()
        self._session = session
        self.error_message = ""
        # Where two stretches are compared, and in a protocol, breath is led in one way for everybody.
        own_way = not session.practice.compares and session.practice.protocol is None
        from_own_pace = self._application.preferences.attuned and own_way
        practice = PracticeScreen(
            session, self._tokens, self._language, from_own_pace=from_own_pace, still_light=self._is_still
        )
        practice.ended.connect(self._ask_after)
        # A practice that is one recording has a voice of its own.
        sound, code = self._application.preferences.sound, self._language.code
        voice = None if session.practice.track else self._speech(sound, code)
        self._voice = SpokenPrompts(self._application, session.practice, voice)
        practice.prompted.connect(self._voice.speak)
        practice.full_screen_requested.connect(self._toggle_full_screen)
        others = OtherViews(self._application, practice, self._tokens, self._language, lambda: self._is_still)
        others.opened.connect(self._lay_over)
        others.closed.connect(lambda screen: self._take_off(screen, practice))
        others.full_screen_requested.connect(self._toggle_full_screen)
        practice.audience_requested.connect(lambda: others.for_onlookers().toggle())
        self._swap(practice)
        self._practice, self._others = practice, others
        practice.setFocus()
        practice.start()
        others.offer_leading()

    def _ask_after(self) -> None:
        """Ask the forms of a protocol that has ended; a room is never asked, nor are those who look on."""
        from ui.desktop.screens.feed import is_room

        practice = self._practice
        page: FormsPage | None = None
        if practice is not None and not is_room(practice.session):
            with suppress(SoftenError):  # one that cannot be read any more was said before it began
                page = self._forms(practice.session.practice, "after")
        if page is None:
            self._show_summary()
            return
        self._hush()
        if self._others is not None and self._others.leading is not None:
            self._others.leading.leave()
        page.answered.connect(self._end_asking)
        page.left.connect(self._end_asking)
        self._lay_over(page)
        self._asked = page

    def _end_asking(self) -> None:
        """Keep what was answered after the practice, and go on to its summary."""
        page, practice = self._asked, self._practice
        self._keep_answers()
        if page is not None and practice is not None:
            self._take_off(page, practice)
            self._show_summary()

    def _keep_answers(self) -> None:
        page, self._asked = self._asked, None
        if page is not None and self._session is not None:
            from biofeedback.requests import KeepAnswers

            self._session.request(KeepAnswers(page.answers()))

    def ask_before(self, practice: Practice) -> FormsPage | None:
        """Show the forms that are asked before a practice, and return their page; ``None`` where there are none."""
        page = self._forms(practice, "before")
        if page is not None:
            self._swap(page)
            page.setFocus()
        return page

    def _forms(self, practice: Practice, moment: FormMoment) -> FormsPage | None:
        """Return a page with the forms of a practice that are asked at this moment; ``None`` where there are none."""
        forms = self._application.forms(practice, moment)
        if not forms:
            return None
        from ui.desktop.screens.forms import forms_page

        return forms_page(forms, moment, self._tokens, self._language)

    def _show_summary(self) -> None:
        from ui.desktop.after.pages import summary_of

        practice = self._practice
        if practice is None:
            return
        self._hush()
        error_message = self._settled(practice.session)
        # What was still under way when the practice ended belongs to the summary too.
        practice.feed.read()
        if practice.session.practice.compares:
            self._show_waves(practice, error_message)
            return
        summary = summary_of(practice, self._application, error_message, self._tokens, self._language)
        summary.home_requested.connect(lambda: self._leave_summary(self.home_requested.emit))
        summary.close_requested.connect(lambda: self._leave_summary(self.close))
        summary.discard_requested.connect(lambda: self._discard(summary))
        summary.give.about_to_give.connect(self._finish)
        summary.review_requested.connect(
            lambda: self._leave_summary(lambda: self.review_requested.emit(summary.recording))
        )
        if self.audience is not None:
            self.audience.go_on(summary)
        self._swap(summary, least_px=_SUMMARY_HIGH)
        self._summary = summary
        summary.setFocus()

    def _settled(self, session: Session) -> str:
        """Let a session that has ended write all it has, and return why its recording is not whole; mostly empty."""
        unsettled: SoftenError | None = None
        try:
            session.settle()
        except SoftenError as error:
            unsettled = error
        # What stopped the recording comes before what became of it.
        return self._said(session.error or unsettled)

    def _show_waves(self, practice: PracticeScreen, error_message: str) -> None:
        """Go to both waves of a demonstration, which others see when that is asked for."""
        from ui.desktop.after.pages import waves_of

        screen = waves_of(practice, self._application, error_message, self._tokens, self._language)
        if self._others is not None:
            self._others.for_onlookers().offer_waves(screen)
        practice.leave()
        screen.home_requested.connect(lambda: self._leave_summary(self.home_requested.emit))
        screen.give.about_to_give.connect(self._finish)
        self._swap(screen, least_px=_SUMMARY_HIGH)
        self._summary = self._waves = screen
        screen.setFocus()

    def _leave_summary(self, go_on: Callable[[], object]) -> None:
        """Close the recording and go on; should that bring an error that was not shown yet, show it and stay."""
        summary = self._summary
        if summary is not None and self._session is not None:
            said = summary.error_message.text()
            self._finish()
            if self.error_message and self.error_message != said:
                summary.show_error(self.error_message)
                return
        go_on()

    def _discard(self, summary: SummaryScreen) -> None:
        """Close the recording, delete it and go home; should it not go, say so and stay."""
        self._finish()
        try:
            self._application.delete(summary.recording)
        except SoftenError as error:
            summary.discard.say(self._said(error))
            return
        self.home_requested.emit()

    def _hush(self) -> None:
        if self._voice is not None:
            self._voice.hush()

    def _finish(self) -> None:
        others, self._others = self._others, None
        if others is not None:
            others.finish()
        waves, self._waves = self._waves, None
        if waves is not None:
            waves.leave()
        self._keep_answers()
        session, self._session = self._session, None
        if session is None:
            return
        if self._summary is not None:
            from biofeedback.requests import WriteNote

            for kind, text in self._summary.own_words:
                session.request(WriteNote(kind, text))
        self._hush()
        unclosed: SoftenError | None = None
        try:
            session.finish()
        except SoftenError as error:
            unclosed = error
        self.error_message = self._said(session.error or unclosed)
        self.had_error = self.had_error or bool(self.error_message)

    @property
    def _is_busy(self) -> bool:
        return self._session is not None

    def _let_go(self) -> None:
        if self._others is not None:
            self._others.leave_leading()
        super()._let_go()
        if self._practice is not None:
            self._practice.leave()  # what it shared with others would stay where they looked on
        self._practice = self._summary = None
