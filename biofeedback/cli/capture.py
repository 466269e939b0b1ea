"""`soften capture`: every raw byte of a sensor with the time of its arrival, without anything personal."""

import itertools
import math
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from biofeedback.cli.options import command
from biofeedback.cli.say import say
from biofeedback.cli.typer_words import command_class, examples, paragraphs
from biofeedback.error_codes import CommandErrorCode
from biofeedback.errors import UsageError
from biofeedback.outside_text import shown
from ui.words.language import Language

if TYPE_CHECKING:
    from biofeedback.events import Event

_LOOK_EVERY_S = 0.5
"""The longest that a packet waits in memory before it is written, in seconds: a choice."""

_REPORT_EVERY_S = 5.0
"""Seconds between the lines that count what came: a choice, often enough to see that it goes on."""


def add(app: typer.Typer, language: Language) -> None:
    """Give the application this command."""
    parameters = {
        "sensor": typer.Argument(
            metavar="SPEC",
            help=language.gettext("Which sensor, as {command} takes it.").format(command="`soften begin --sensor`"),
        ),
        "file": typer.Argument(help=language.gettext("The file to make."), dir_okay=False),
        "seconds": typer.Option(min=0.0, help=language.gettext("How long to listen; until Ctrl-C if not given.")),
    }
    app.command(
        "capture",
        cls=command_class(language),
        help=paragraphs(
            language.gettext("Keep what a sensor sends, byte for byte, with the time at which it came."),
            language.gettext(
                "Names, addresses and serial numbers are left out. "
                "The heartbeats themselves are in it: to share it or not is yours."
            ),
        ),
        epilog=examples(
            language,
            '`soften capture "bluetooth:Polar H10" h10.capture --seconds 120`',
            "`soften capture serial:/dev/ttyUSB0 oximeter.capture`",
            language.gettext("{command} — hear it again").format(command="`soften begin --sensor replay:h10.capture`"),
        ),
    )(command(capture, language, **parameters))


def capture(language: Language, sensor: str, file: Path, seconds: float | None = None) -> None:
    """Keep what a sensor sends, byte for byte, with the time at which it came.

    Names, addresses and serial numbers are left out. The heartbeats themselves are in it: to share it or not is yours.
    """
    if seconds is not None and not math.isfinite(seconds):
        raise UsageError(CommandErrorCode.SECONDS_NO_NUMBER, seconds=seconds)
    from biofeedback.app.sensors.factory import any_seed, open_sensor
    from biofeedback.clock import HostClock
    from biofeedback.hub import Hub
    from devices.catalogue import parse_sensor
    from devices.io_thread import IoThread
    from devices.transports.bluetooth.strap_search import StrapSearch
    from sessions.capture import CaptureWriter

    opened = open_sensor(parse_sensor(sensor), language, seed=any_seed(), search=StrapSearch())
    hub, clock, io = Hub(), HostClock(), IoThread()
    inbox = hub.subscribe()
    report = _Report(language)
    with CaptureWriter(file) as writer:
        io.start()
        sensor_task = io.submit(opened.run(hub.publish, clock))
        until_s = math.inf if seconds is None else clock.now_s() + seconds
        try:
            while clock.now_s() < until_s and not sensor_task.done():
                for item in inbox.wait(min(_LOOK_EVERY_S, max(0.0, until_s - clock.now_s()))):
                    writer.take(item.event)
                    report.take(item.event)
                writer.flush()
        except KeyboardInterrupt:
            say()
        finally:
            sensor_task.cancel()
            io.stop()
            for item in inbox.drain():
                writer.take(item.event)
                report.take(item.event)
    report.total()
    say(language.gettext("The capture: {file}").format(file=shown(str(file))))


class _Report:
    """Prints what comes: every sentence at once, the count now and then."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._packets = 0
        self._beats = 0
        self._samples = 0
        self._rr_ms = math.nan
        self._due_s = itertools.count(_REPORT_EVERY_S, _REPORT_EVERY_S)
        self._next_s = next(self._due_s)

    def take(self, event: "Event") -> None:
        from biofeedback.codes import QUIET_LINK_CODES
        from biofeedback.events import Beat, DeviceFact, LinkChanged, Notice, Packet, SampleBlock
        from ui.words.notice_words import notice_sentence
        from ui.words.sensors.link_words import link_sentence

        match event:
            case LinkChanged(code=code) if code in QUIET_LINK_CODES:
                pass
            case LinkChanged():
                self._say(event.t_s, link_sentence(event.code, event.facts, self._language))
            case Notice():
                self._say(event.t_s, notice_sentence(event.code, event.facts, self._language))
            case DeviceFact():
                self._say(event.t_s, f"{event.name}: {event.value}")
            case Beat():
                self._beats += 1
                self._rr_ms = event.rr_ms
            case SampleBlock():
                self._samples += len(event.device_s) // 8
            case Packet():
                self._packets += 1
                if event.arrived_s >= self._next_s:
                    self._say(event.arrived_s, self._so_far())
                    while self._next_s <= event.arrived_s:
                        self._next_s = next(self._due_s)
            case _:
                pass

    def total(self) -> None:
        say(self._so_far())

    def _say(self, t_s: float, words: str) -> None:
        language = self._language
        moment = language.gettext("{seconds} s").format(seconds=f"{language.number(t_s, 1):>8}")
        say(f"{moment}  {words}")

    def _so_far(self) -> str:
        language = self._language
        packets = language.ngettext("{count} packet", "{count} packets", self._packets)
        samples = language.ngettext("{count} sample", "{count} samples", self._samples)
        beats = language.ngettext("{count} beat", "{count} beats", self._beats)
        came = [
            packets.format(count=language.whole(self._packets)),
            samples.format(count=language.whole(self._samples)),
            beats.format(count=language.whole(self._beats)),
        ]
        if not math.isnan(self._rr_ms):
            interval = language.gettext("the last interval {interval} ms")
            came.append(interval.format(interval=language.number(self._rr_ms, 1)))
        return language.listed(came)
