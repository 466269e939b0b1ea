"""What a person may ask of a running practice: one frozen type for each request.

A key, a click, the terminal and a remote control make the same ones; `ui.ports.Session.request` is the way in for all.
What does not apply at its moment changes nothing.
"""

from dataclasses import dataclass
from typing import TypeAlias

from biofeedback.event_kinds import NoteKind, PaceRequest


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
    """Mark this moment in the recording."""


@dataclass(frozen=True, slots=True)
class WriteNote:
    """Keep words of the person's own in the recording, after the end of the practice too, until it is closed.

    ``before`` and ``after`` say in a word or two how it is, ``note`` anything else; nothing is kept of empty words.
    """

    kind: NoteKind
    text: str


@dataclass(frozen=True, slots=True)
class ToggleMute:
    """Mute everything that is heard, or unmute it; the light goes on. Without sound nothing happens."""


PracticeRequest: TypeAlias = (
    TogglePause | TogglePauseSteps | MoveHand | ChangePace | ToggleFewerWords | AcceptOffer | EndGently
)
"""What may change how the practice goes."""

Request: TypeAlias = PracticeRequest | Mark | WriteNote | ToggleMute
"""Everything that a person may ask while they practise."""
