"""Writes what Apple Health exports, in the layouts that were met: clocks of several languages, a document type."""

_DOCTYPE = """<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 12 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
>
<!ELEMENT InstantaneousBeatsPerMinute EMPTY>
<!ATTLIST InstantaneousBeatsPerMinute
  bpm  CDATA #REQUIRED
  time CDATA #REQUIRED
>
]>
"""


def clock_24(t_s):
    hours, rest = divmod(t_s, 3600)
    return f"{int(hours) % 24:02d}:{int(rest // 60):02d}:{rest % 60:05.2f}"


def clock_12(t_s):
    hours, rest = divmod(t_s, 3600)
    half = "AM" if hours % 24 < 12 else "PM"
    return f"{(int(hours) - 1) % 12 + 1}:{int(rest // 60):02d}:{rest % 60:05.2f}\u202f{half}"


def clock_comma(t_s):
    return clock_24(t_s).replace(".", ",")


def series(day, begins_s, rr_ms, clock=clock_24, source="Watch", zone="+0100", told=None):
    """Return a record with a beat at its second second, and one at the end of each interval."""
    beats, t_s = [], begins_s + 2.0
    rates = [60000 / rr_ms[0], *(60000 / rr for rr in (told or rr_ms))]
    for rate, rr in zip(rates, [0.0, *rr_ms], strict=True):
        t_s += rr / 1000.0
        beats.append(f'   <InstantaneousBeatsPerMinute bpm="{rate:.0f}" time="{clock(t_s)}"/>')
    start, end = (f"{day} {clock_24(each)[:8]} {zone}" for each in (begins_s, t_s))
    listed = "\n".join(beats)
    return (
        f' <Record type="HKQuantityTypeIdentifierHeartRateVariabilitySDNN" sourceName="{source}" unit="ms"'
        f' startDate="{start}" endDate="{end}" value="40">\n  <HeartRateVariabilityMetadataList>\n{listed}\n'
        "  </HeartRateVariabilityMetadataList>\n </Record>\n"
    )


def export(*records, doctype=_DOCTYPE):
    rates = "".join(
        f' <Record type="HKQuantityTypeIdentifierHeartRate" sourceName="Watch" unit="count/min" value="{60 + at}"/>\n'
        for at in range(3)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{doctype}<HealthData locale="de_DE">\n'
        f' <ExportDate value="2026-03-06 10:00:00 +0100"/>\n{rates}{"".join(records)}</HealthData>\n'
    ).encode()
