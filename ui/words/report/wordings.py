"""Small wordings that the report and the methods share."""

import math
from datetime import datetime

from ui.presenter.recorded import Recorded
from ui.words.language import Language


def device_name(recorded: Recorded, language: Language) -> str:
    """Return the sensor by its maker, model and firmware, as far as it says so; never its own name or address."""
    known = [recorded.device[name] for name in ("manufacturer", "model") if recorded.device.get(name)]
    if not known:
        return language.gettext("a sensor that does not say which it is")
    name = " ".join(known)
    firmware = recorded.device.get("firmware")
    if not firmware:
        return name
    return language.gettext("{device} (firmware {firmware})").format(device=name, firmware=firmware)


def percent(share: float, language: Language) -> str:
    """Return a share as a number of per cent, to a tenth; a mark where it is not known."""
    return "–" if math.isnan(share) else language.number(100.0 * share, 1)


def span(bounds: tuple[float, float], language: Language) -> str:
    """Return two bounds as a span."""
    return language.gettext("{low} to {high}").format(
        low=language.short_number(bounds[0]), high=language.short_number(bounds[1])
    )


def started_words(started: datetime, language: Language, *, with_zone: bool) -> str:
    """Return when a session began: day, time of day and, where it is known (``with_zone``), the offset from UTC."""
    said = language.gettext("on {day} at {time}").format(day=language.day(started), time=language.time_of_day(started))
    offset = started.strftime("%z")
    if not offset or not with_zone:
        return said
    return language.gettext("{when} (UTC{offset})").format(when=said, offset=f"{offset[:3]}:{offset[3:5]}")
