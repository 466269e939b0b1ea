"""The language people are spoken to in: its messages, and how it writes numbers, days and times."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from gettext import NullTranslations

    from PySide6.QtCore import QLocale

ENGLISH = "en"

_SECONDS_A_MINUTE = 60  # by definition of the minute


class Language:
    """Translates whole messages with named placeholders; handed in like the clock, never global.

    A message is a literal at the place of the call, so that it can be extracted, and is filled in afterwards:
    ``language.ngettext("{count} beat", "{count} beats", n).format(count=language.number(n))``.

    Parameters
    ----------
    code : str
        The language as `LANG` names it, such as ``de`` or ``pt_BR``; it decides how numbers and days are written.
    translations : NullTranslations
        The catalogue of the messages; an empty one leaves them in English.
    """

    def __init__(self, code: str, translations: NullTranslations) -> None:
        self.code = code
        self._translations = translations
        self._read_locale: QLocale | None = None
        self._signs: dict[int, str] | None = None

    def gettext(self, message: str) -> str:
        """Return a message in this language; in English where the catalogue lacks it."""
        return self._translations.gettext(message) if message else ""

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Return the message in the form that goes with ``n`` things."""
        return self._translations.ngettext(singular, plural, n)

    def pgettext(self, context: str, message: str) -> str:
        """Return a message whose English words mean something else elsewhere; ``context`` tells the meanings apart."""
        return self._translations.pgettext(context, message)

    def npgettext(self, context: str, singular: str, plural: str, n: int) -> str:
        """Return the message of this context in the form that goes with ``n`` things."""
        return self._translations.npgettext(context, singular, plural, n)

    def number(self, value: float, decimals: int = 0) -> str:
        """Return a number with so many decimals and without separators of groups; ``nan`` and ``inf`` as they are."""
        return self._written(f"{value:.{decimals}f}")

    def short_number(self, value: float, digits: int = 6) -> str:
        """Return a number with at most so many digits that count, and no zeros at its end: ``0.5``, ``12``."""
        return self._written(f"{value:.{digits}g}")

    def whole(self, value: int) -> str:
        """Return a whole number, every digit of it."""
        return self._written(f"{value:d}")

    def minutes_and_seconds(self, length_s: float) -> str:
        """Return a length like ``3:05``, to the whole second below it."""
        minutes, seconds = divmod(math.floor(length_s), _SECONDS_A_MINUTE)
        return self._written(f"{minutes}:{seconds:02d}")

    def listed(self, things: Iterable[str]) -> str:
        """Return things in a row, with what this language puts between two of them."""
        # Translators: what stands between two things that are listed.
        return self.pgettext("list", ", ").join(things)

    def weekday(self, moment: datetime) -> str:
        """Return the name of the day: ``Tuesday``."""
        return self._locale().standaloneDayName(moment.isoweekday())

    def day(self, moment: datetime) -> str:
        """Return a date in words, with its year."""
        from PySide6.QtCore import QDate, QLocale

        day = QDate(moment.year, moment.month, moment.day)
        return self._locale().toString(day, QLocale.FormatType.LongFormat)

    def month(self, moment: datetime, *, of_day: bool = False, short: bool = False) -> str:
        """Return the name of a month, as it stands alone or beside a day of it."""
        from PySide6.QtCore import QLocale

        length = QLocale.FormatType.ShortFormat if short else QLocale.FormatType.LongFormat
        locale = self._locale()
        return (locale.monthName if of_day else locale.standaloneMonthName)(moment.month, length)

    def time_of_day(self, moment: datetime) -> str:
        """Return hours and minutes."""
        from PySide6.QtCore import QLocale, QTime

        return self._locale().toString(QTime(moment.hour, moment.minute), QLocale.FormatType.ShortFormat)

    def time_with_seconds(self, moment: datetime) -> str:
        """Return hours, minutes and seconds."""
        return self._written(f"{moment.hour:02d}:{moment.minute:02d}:{moment.second:02d}")

    @property
    def own_name(self) -> str:
        """What it is called by those who speak it."""
        return "English" if self.code == ENGLISH else self._locale().nativeLanguageName()

    @property
    def right_to_left(self) -> bool:
        """Whether it is written from right to left."""
        if self._is_english:
            return False
        from PySide6.QtCore import Qt

        return self._locale().textDirection() == Qt.LayoutDirection.RightToLeft

    @property
    def _is_english(self) -> bool:
        return self.code.partition("_")[0] == ENGLISH

    def _written(self, digits: str) -> str:
        """Return a number that Python wrote and rounded, with the digits and signs of this language."""
        # English is as Python writes it, and does without Qt, for which a terminal may lack the libraries.
        if self._is_english or "n" in digits:
            return digits
        if self._signs is None:
            locale = self._locale()
            zero = locale.zeroDigit()
            self._signs = {ord(str(digit)): chr(ord(zero) + digit) for digit in range(10)}
            self._signs |= {ord("."): locale.decimalPoint(), ord("-"): locale.negativeSign()}
        return digits.translate(self._signs)

    def _locale(self) -> QLocale:
        if self._read_locale is None:
            from PySide6.QtCore import QLocale

            # English here is British, also in the order of day and month.
            self._read_locale = QLocale("en_GB" if self.code == ENGLISH else self.code)
        return self._read_locale
