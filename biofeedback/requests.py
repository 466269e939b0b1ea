"""What a person may ask of a running practice: one frozen type for each request.

A key, a click, the terminal and a remote control make the same ones; `ui.session.Session.request` is the way in
for all. What does not apply at its moment changes nothing.
"""

from dataclasses import dataclass
from typing import TypeAlias

from biofeedback.event_kinds import NoteKind, PaceRequest
from biofeedback.events import FormAnswered, Marker


@dataclass(frozen=True, slots=True)
class TogglePause:
    """Pause everything, or resume; the recording goes on in any case."""


@dataclass(frozen=True, slots=True)
class TogglePauseSteps:
    """Pause words and steps while the breath goes on as it is, or resume them."""


@dataclass(frozen=True, slots=True)
class MoveHand:
    """The person begins to breathe in (``inward``) or out; before breath is led the light follows.

    After three breaths leading begins at their pace. Where breath is led already nothing changes.
    """

    inward: bool


@dataclass(frozen=True, slots=True)
class ChangePace:
    """Change the pace from the next in-breath on, and stay there until the person asks to go on."""

    request: PaceRequest


@dataclass(frozen=True, slots=True)
class ChangeStep:
    """Go on to the next step now (``forward``), or back to the beginning of the one before.

    In the first step there is none before, and it begins again; a practice that waits goes on with it. After the last
    step there is none, and a practice that is one recording goes its own way.
    """

    forward: bool


@dataclass(frozen=True, slots=True)
class ToggleFewerWords:
    """Leave out every second of the words to come, or say all of them again."""


@dataclass(frozen=True, slots=True)
class AcceptOffer:
    """Take up what the latest `OfferMade` offered, while it is open."""


@dataclass(frozen=True, slots=True)
class EndGently:
    """Close with a few breaths; asked a second time, end now."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Mark a moment in the recording: this one, or that of a marker which came from outside."""

    marker: Marker | None = None


@dataclass(frozen=True, slots=True)
class WriteNote:
    """Keep words of the person's own in the recording, after the end of the practice too, until it is closed.

    ``before`` and ``after`` say in a word or two how it is, ``note`` anything else; nothing is kept of empty words.
    """

    kind: NoteKind
    text: str


@dataclass(frozen=True, slots=True)
class KeepAnswers:
    """Keep what was answered to a form in the recording, after the end of the practice too, until it is closed.

    Whatever ``t_s`` it says, it is kept at the moment at which it is asked to be.
    """

    answers: tuple[FormAnswered, ...]


@dataclass(frozen=True, slots=True)
class ToggleMute:
    """Mute everything that is heard, or unmute it; the light goes on. Without sound nothing happens."""


@dataclass(frozen=True, slots=True)
class GreetSeat:
    """Let somebody in a room see which petal is theirs: it answers once. ``source`` is that of their seat."""

    source: str


@dataclass(frozen=True, slots=True)
class ShowSeatWarmth:
    """Show the warmth of one seat's own heart on the wall, as whoever sits there wishes, or no longer."""

    source: str
    shown: bool


@dataclass(frozen=True, slots=True)
class SendSeatBeats:
    """Let the beats of one seat's heart go to other programs by OSC, as whoever sits there wishes, or no longer."""

    source: str
    sent: bool


PracticeRequest: TypeAlias = (
    TogglePause | TogglePauseSteps | ChangeStep | MoveHand | ChangePace | ToggleFewerWords | AcceptOffer | EndGently
)
"""What may change how the practice goes."""

SeatRequest: TypeAlias = GreetSeat | ShowSeatWarmth | SendSeatBeats
"""What may be asked for one seat of a room; where there is no such seat nothing happens."""

Request: TypeAlias = PracticeRequest | Mark | WriteNote | KeepAnswers | ToggleMute | SeatRequest
"""Everything that a person may ask while they practise."""
