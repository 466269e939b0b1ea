"""A room as its view holds it, with hearts that beat, and who answers in it."""

from biofeedback.events import BeatJudged, Contact, SeatTaken
from ui.presenter.room import RoomView


def beat(source: str, t_s: float) -> BeatJudged:
    return BeatJudged(source=source, index=0, t_s=t_s, kind="normal", nn_ms=900.0)


def room_of(*sources: str, quiet: bool = True) -> RoomView:
    """Return a room in which everybody has come, and in which nobody waits for the first beats when it is quiet."""
    room = RoomView()
    for source in sources:
        room.apply(SeatTaken(t_s=0.0, source=source, seat=source.title()))
        room.apply(Contact(source=source, t_s=0.0, state="yes"))
        for place in range(3 if quiet else 0):
            room.apply(beat(source, 1.0 + place))
    return room
