"""A program that sends markers over LSL: ``python -m tests.rigs.live.marker_sender LAB NAME KIND``, a line in for each.

KIND is ``string``, ``int32`` or ``odd`` (text with bytes that are none, stamps of another clock). It prints the time of
LSL at which each was sent.
"""

import sys

import pylsl

from tests.rigs.live.lab_recorder import ON_THIS_MACHINE


def say(words):
    """Tell the program that started this one."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main(lab, name, kind):
    pylsl.util.set_config_content(ON_THIS_MACHINE.format(lab=lab))
    of_text = kind != "int32"
    info = pylsl.StreamInfo(name, "Markers", 1, 0.0, "string" if of_text else "int32", f"sender-{name}")
    outlet = pylsl.StreamOutlet(info)
    say("open")
    for line in sys.stdin:
        words = line.rstrip("\n")
        at_s = pylsl.local_clock()
        stamp_s = 12.5 if kind == "odd" else at_s
        outlet.push_sample(
            [words.encode() + b"\xff\x1b" if kind == "odd" else words if of_text else int(words)], stamp_s
        )
        say(at_s)


if __name__ == "__main__":
    main(*sys.argv[1:])
