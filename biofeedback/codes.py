"""The codes of what a person is told: one for each sentence, which `ui.words` makes of the code and its facts.

Codes are kept in recordings, so their values stay as they are. Beside each of them stands which facts go with it.
"""

from enum import StrEnum


class LinkCode(StrEnum):
    """What there is to say of the link to a sensor.

    A strap is called by ``label``, or has the fact ``nameless`` (1) when it was met and told no name, or neither when
    nobody met it yet. Other sensors have a ``label`` as soon as one is known.
    """

    STRAP_SEARCHING = "strap-searching"
    STRAP_CONNECTING = "strap-connecting"
    STRAP_STREAMING = "strap-streaming"
    STRAP_WEAK = "strap-weak"
    STRAP_LOST = "strap-lost"
    STRAP_CLOSED = "strap-closed"

    BLUETOOTH_ABSENT = "bluetooth-absent"
    BLUETOOTH_OFF = "bluetooth-off"
    BLUETOOTH_NOT_PERMITTED = "bluetooth-not-permitted"
    BLUETOOTH_BUSY = "bluetooth-busy"
    """The radio of the computer is busy, not the strap."""
    STRAP_NOT_IN_SIGHT = "strap-not-in-sight"
    STRAP_NOT_AMONG_OTHERS = "strap-not-among-others"
    """The one that is meant is not in sight while others are: ``seen_name``, ``seen_address``, one for each."""
    SEVERAL_STRAPS = "several-straps"
    """``seen_name``, ``seen_address``, one for each."""
    STRAP_ASLEEP = "strap-asleep"
    """It was in sight but does not answer."""
    STRAP_BUSY = "strap-busy"
    STRAP_NOT_ANSWERING = "strap-not-answering"
    """It was in sight and does not answer, nor did it ever say that it has a heart rate."""
    STRAP_WITHOUT_HEART_RATE = "strap-without-heart-rate"
    """It said that it has a heart rate, and has no service that we know."""
    STRAP_SHARES_NOTHING = "strap-shares-nothing"
    """It has no service that we know, nor ever said so: another device, or one that does not share its heart rate."""
    STRAP_WITHOUT_MEASUREMENT = "strap-without-measurement"
    """It has the service, and in it nothing that would tell the heart."""
    STRAP_CANNOT_NOTIFY = "strap-cannot-notify"
    """It has a heart rate and does not send it by itself."""
    STRAP_NOT_LOW_ENERGY = "strap-not-low-energy"
    """It speaks Bluetooth Classic, which no heart-rate sensor does."""
    STRAP_PAIRING_NEEDED = "strap-pairing-needed"
    STRAP_PAIRING_REFUSED = "strap-pairing-refused"
    """Pairing was tried and did not come about."""
    STRAP_LETS_GO = "strap-lets-go"
    """It took the connection and let go of it before anything came."""
    STRAP_SILENT = "strap-silent"
    """It is connected and sends nothing at all."""
    OXIMETER_STREAMING = "oximeter-streaming"
    """An oximeter on the air is connected, which tells a rate and no beats; what it is called as for straps."""
    OXIMETER_SPOT_CHECK = "oximeter-spot-check"
    """An oximeter on the air that measures now and then, and has no running measurement."""
    STRAP_BROKE_OFF = "strap-broke-off"
    """The connection broke off while it was being made."""

    SERIAL_SEARCHING = "serial-searching"
    SERIAL_CONNECTING = "serial-connecting"
    SERIAL_STREAMING = "serial-streaming"
    SERIAL_WEAK = "serial-weak"
    SERIAL_LOST = "serial-lost"
    SERIAL_CLOSED = "serial-closed"

    NO_SERIAL_PORT = "no-serial-port"
    """No USB serial device is plugged in."""
    PORT_NOT_THERE = "port-not-there"
    """``port``, and of those in reach ``seen_port`` and ``seen_label``."""
    SEVERAL_PORTS = "several-ports"
    """``seen_port``, ``seen_label``, one for each."""
    ANOTHER_DEVICE = "another-device"
    """Something else is plugged in where the sensor was: ``port``."""
    PORT_SILENT = "port-silent"
    """``port``"""
    PORT_UNKNOWN_LINES = "port-unknown-lines"
    """Text that is no protocol of ours: ``port``, and some ``line`` of it."""
    SKETCH_WITHOUT_BEATS = "sketch-without-beats"
    """A starter sketch, which tells of a heart or its rate and not when it beats: ``port``, and some ``line`` of it."""
    BOARD_STARTED = "board-started"
    """A board told that it starts, and nothing since: ``port``."""
    PORT_STARTING = "port-starting"
    """What boards say as they start, and otherwise bytes that mean nothing: ``port``."""
    PORT_UNKNOWN_BYTES = "port-unknown-bytes"
    """``port``, and every ``baud`` that was tried."""
    PORT_BROKE_OFF = "port-broke-off"
    """``port``"""
    PORT_NOT_PERMITTED = "port-not-permitted"
    """``port``"""
    PORT_OF_GROUP = "port-of-group"
    """The account may not open it, but a group may: ``port``, ``group``."""
    PORT_BUSY = "port-busy"
    """``port``"""
    PORT_NOT_SERIAL = "port-not-serial"
    """What has that name cannot be set up as a serial port: ``port``."""

    LINK_UNSTEADY = "link-unsteady"
    """The link comes and goes, of a strap or at a port; what it is called as in the sentences of these."""
    LINK_CONNECTING_AGAIN = "link-connecting-again"
    """This and the three that follow are for a link that flaps: how it stands, in a few words (`QUIET_LINK_CODES`)."""
    LINK_STREAMING_AGAIN = "link-streaming-again"
    LINK_WEAK_AGAIN = "link-quiet-again"
    LINK_LOST_AGAIN = "link-away-again"

    SIMULATED_STREAMING = "simulated-streaming"
    SIMULATED_LOST = "simulated-lost"
    SIMULATED_CLOSED = "simulated-closed"

    REPLAY_STREAMING = "replay-streaming"
    REPLAY_STOPPED = "replay-stopped"
    REPLAY_ENDED = "replay-ended"

    RECORDED_SENTENCE = "recorded-sentence"
    """What a recording of before version 4 has in place of a code: ``sentence``."""


QUIET_LINK_CODES = frozenset(
    {
        LinkCode.LINK_CONNECTING_AGAIN,
        LinkCode.LINK_STREAMING_AGAIN,
        LinkCode.LINK_WEAK_AGAIN,
        LinkCode.LINK_LOST_AGAIN,
    }
)
"""What a line that stands may show, and what is not said aloud: it was, not long ago."""


class NoticeCode(StrEnum):
    """What else a person should know now, of a sensor or of the practice."""

    LINES_UNREADABLE = "lines-unreadable"
    """Many lines of a serial sensor cannot be read."""
    NO_INTERVALS_SO_FAR = "no-intervals-so-far"
    """A heart rate came, but no interval for some seconds."""
    NO_INTERVALS = "no-intervals"
    """The same for so long that none will come."""
    HEART_NOT_FELT = "heart-not-felt"
    """The sensor goes on sending, but no longer the heart."""
    INTERVALS_FILLED_IN = "intervals-filled-in"
    """The sensor sends half a second where it has no interval."""
    TOO_MANY_BEATS = "too-many-beats"
    """The sensor sends more beats than the time allows."""
    INTERVALS_IN_MS = "intervals-in-ms"
    """A standard strap counts its intervals in ms and not in 1/1024 s, so that they are read too short."""
    BEATS_IRREGULAR = "beats-irregular"
    """Beats come without any order, so that numbers of variability rest."""
    BEATS_IN_BATCHES = "beats-in-batches"
    """Beats come several together, and late."""
    OXIMETER_COARSE = "oximeter-coarse"
    """``rate_hz``"""
    OXIMETER_RATE_ALONE = "oximeter-rate-alone"
    """An oximeter on the air tells a pulse rate, and neither beats nor a wave."""
    OXIMETER_UNREADABLE = "oximeter-unreadable"
    SKETCH_COULD_NOT_START = "sketch-could-not-start"
    PLOTTER_SKETCH = "plotter-sketch"
    """A PulseSensor sketch draws, where another would send intervals."""
    WAVE_WITHOUT_CONTACT = "wave-without-contact"
    WAVE_MOVED = "wave-moved"
    """Movement covers the wave."""
    WAVE_CUT_OFF = "wave-cut-off"
    """The wave goes beyond the sensor's limit."""
    WAVE_UNKNOWN = "wave-unknown"
    """No heartbeats can be seen in the wave yet."""
    PULSE_SAMPLES_TOO_FEW = "pulse-samples-too-few"
    """``rate_hz``; so it is called as well where nobody knows yet what wave it is."""
    ECG_SAMPLES_TOO_FEW = "ecg-samples-too-few"
    """``rate_hz``"""
    VALUES_COARSE = "values-coarse"
    """Fewer than 100 values a second, without their times."""
    PULSE_FLAT = "pulse-flat"
    """Our own pulse sensor sees no wave."""
    PULSE_CLIPPED = "pulse-clipped"
    """The wave goes beyond what our own pulse sensor can show."""
    SKETCH_OLDER = "sketch-older"
    """The board speaks an older ``version`` of our lines than the one that is ``understood``."""
    SKETCH_NEWER = "sketch-newer"
    """The board speaks a newer ``version`` of our lines than the one that is ``understood``."""
    LIGHT_SENSOR_ABSENT = "light-sensor-absent"
    """The board does not find its ``chip``."""
    BATTERY_LOW = "battery-low"
    """``level_percent``"""

    POLAR_NOT_OFFERED = "polar-not-offered"
    """``measurement`` (`Measurement`), and ``label`` or ``nameless`` as for straps; so are those that follow."""
    POLAR_PACKETS_TOO_SMALL = "polar-packets-too-small"
    POLAR_IN_CHARGER = "polar-in-charger"
    POLAR_NOT_NOW = "polar-not-now"
    POLAR_PAIRING_NEEDED = "polar-pairing-needed"
    POLAR_STOPPED = "polar-stopped"
    """The sensor stopped by itself."""
    POLAR_LEFT_ALONE = "polar-left-alone"
    """The connection broke each time it was asked, so it is no longer asked."""
    POLAR_FIRST_BEATS_LATE = "polar-first-beats-late"
    """An optical sensor takes its time; ``label`` or ``nameless`` alone."""

    SENSOR_NOT_FOR_HRV = "sensor-not-for-hrv"
    """Numbers of heart rate variability cannot be counted on with this ``model``."""

    NUMBERS_STOPPED = "numbers-stopped"
    """A fault of ours; so are the two that follow."""
    SENSOR_STOPPED = "sensor-stopped"
    PRACTICE_STOPPED = "practice-stopped"
    COMPUTER_SLEPT = "computer-slept"
    """``slept_s``; none in recordings that were made before it was kept."""

    ERROR = "error"
    """Something could not be done: ``error``, a code of `biofeedback.error_codes`, and the facts that go with it."""

    INTERVALS_READ = "intervals-read"
    """How a text of intervals that is played was understood: ``count``, ``unit``, ``interval_title``, ``time_title``,
    ``backwards_line`` (0: none), every ``line_set_aside``, ``decimal_commas`` (1: yes), ``unused_times_title``,
    every ``unused_title``, and ``shortened_breaks``."""

    FIRST_PRACTICE = "first-practice"
    VERY_SLOW_BREATH = "very-slow-breath"
    SOFTER_BREATH = "softer-breath"
    OWN_PACE_QUICKER = "own-pace-quicker"
    """The person's own breath is quicker than the light can go."""
    OWN_PACE_SLOWER = "own-pace-slower"
    """The person's own breath is slower than the light can go."""

    RECORDED_SENTENCE = "recorded-sentence"
    """What a recording of before version 4 has in place of a code: ``sentence``."""


class Measurement(StrEnum):
    """What a Polar sensor can send beside its heart rate, in the fact ``measurement``."""

    ECG = "ecg"
    ACCELERATION = "acceleration"
    PULSE_INTERVALS = "pulse-intervals"
