"""Codes of participants in a study, which say nothing of who somebody is; its sessions are numbers.

A code is letters A to Z, digits and single hyphens, with at least one digit: P01, A-017, S2, 0042. What looks like
personal data is refused, each kind with a code of its own. The error never carries what was typed: it may be written
into a log. No rule can tell JD84, initials and a year, from the eighty-fourth code of a series JD; people have to.
"""

import re
import unicodedata

from biofeedback.error_codes import StudyCodeErrorCode
from biofeedback.errors import UsageError

LONGEST_CODE = 12
"""Characters of a code: a choice; a site, a group and a number fit, and a file's name stays short."""

MOST_DIGITS_TOGETHER = 5
"""Digits in a row: a hundred thousand people have a code; dates, telephone and national numbers have six or more."""

MOST_LETTERS_TOGETHER = 3
"""Letters in a row: enough for a site or a group; names and words are mostly longer."""

LONGEST_TYPED = 200
"""Characters of a text that is looked through for what it is: a choice; any longer one is no code."""

_EXAMPLE = "P01"

_FORM = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")
_DIGITS_TOGETHER = re.compile(r"\d(?:[-./,:' ()]*\d)*")
"""Digits with nothing but signs between them, as dates and telephone numbers are written."""

_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
_MAIL = re.compile(r"\S@\S|\S\(at\)\S", re.IGNORECASE)
_TELEPHONE = re.compile(r"\+ *\d|\( *\d")
_LEAST_OF_TELEPHONE = 7
"""Digits of the shortest telephone numbers that are not those of emergencies (local numbers of North America)."""

_WITH_MONTH = re.compile(r"\d[-./ ]*([^\W\d_]{3,9})[-./ ]*\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
"""Years of birth of whoever lives while this is used."""

_BEGINNINGS_OF_MONTHS = (
    "jan feb mar apr may jun jul aug sep oct nov dec "
    "mrz mai okt dez avr aou fev gen mag giu lug ago set ott dic ene abr"
)
"""Of their names in English, German, French, Italian, Spanish and Portuguese."""

_MONTHS = frozenset(_BEGINNINGS_OF_MONTHS.split())

_LAST_DAY = 31
"""Of the longest months."""

_LAST_MONTH = 12
"""Of a year."""


def participant_code(text: str) -> str:
    """Return the code of a participant as it is kept, in capitals.

    Raises
    ------
    UsageError
        It looks like personal data, or has another form; with an ``example`` of what to use instead.
    """
    typed = unicodedata.normalize("NFKC", text[: LONGEST_TYPED + 1]).strip()
    if fault := _fault(typed):
        raise UsageError(fault, example=_EXAMPLE, longest=LONGEST_CODE, most=MOST_DIGITS_TOGETHER)
    return typed.upper()


def _fault(typed: str) -> StudyCodeErrorCode | None:
    """Return what a text looks like that is no code, the most telling first."""
    if not typed:
        return StudyCodeErrorCode.EMPTY
    if len(typed) > LONGEST_TYPED:
        return StudyCodeErrorCode.TOO_LONG
    plain = _plain(typed)
    found = (
        (_MAIL.search(plain), StudyCodeErrorCode.MAIL),
        (_has_date(plain), StudyCodeErrorCode.DATE),
        (_has_telephone(plain), StudyCodeErrorCode.TELEPHONE),
        (_most_digits(plain) > MOST_DIGITS_TOGETHER, StudyCodeErrorCode.LONG_NUMBER),
        (any(_YEAR.fullmatch(digits) for digits in _NUMBER.findall(plain)), StudyCodeErrorCode.YEAR),
        (any(len(word) > MOST_LETTERS_TOGETHER for word in _WORD.findall(plain)), StudyCodeErrorCode.NAME),
        (not any(sign.isdecimal() for sign in plain), StudyCodeErrorCode.LETTERS_ALONE),
        (_FORM.fullmatch(typed.upper()) is None or not typed.isascii(), StudyCodeErrorCode.OTHER_SIGNS),
        (len(typed) > LONGEST_CODE, StudyCodeErrorCode.TOO_LONG),
    )
    return next((code for there, code in found if there), None)


def _plain(text: str) -> str:
    """Return a text without accents, and with the digits 0 to 9 in place of those of other scripts."""
    signs = [sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign)]
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in signs)


def _has_date(text: str) -> bool:
    """Return whether a day, a month and a year stand there, or a month and a year of four digits."""
    if any(month.lower()[:3] in _MONTHS for month in _WITH_MONTH.findall(text)):
        return True
    for together in _DIGITS_TOGETHER.findall(text):
        parts = _NUMBER.findall(together)
        if any(_is_date(*three) for three in zip(parts, parts[1:], parts[2:], strict=False)):
            return True
        if any(_is_compact_date(digits) for digits in ("".join(parts), *parts)):
            return True
    return False


def _is_compact_date(digits: str) -> bool:
    """Return whether 6 or 8 digits are a date: 120384, 840312, 198403, 031984, 19840312, 12031984."""
    if len(digits) == len("DDMMYY"):
        a, b, c = digits[:2], digits[2:4], digits[4:]
        return _is_date(a, b, c) or _is_month_of_year(digits[:4], c) or _is_month_of_year(digits[2:], a)
    if len(digits) == len("YYYYMMDD"):
        return _is_date(digits[:4], digits[4:6], digits[6:]) or _is_date(digits[:2], digits[2:4], digits[4:])
    return False


def _is_date(first: str, middle: str, last: str) -> bool:
    """Return whether three numbers are a date in the order of any country: the year stands first or last."""
    orders = ((first, middle, last), (last, middle, first), (last, first, middle))
    return any(len(year) in (2, 4) and _is_day(day, month) for year, month, day in orders)


def _is_day(day: str, month: str) -> bool:
    return len(day) <= 2 and len(month) <= 2 and 1 <= int(day) <= _LAST_DAY and 1 <= int(month) <= _LAST_MONTH


def _is_month_of_year(year: str, month: str) -> bool:
    return _YEAR.fullmatch(year) is not None and 1 <= int(month) <= _LAST_MONTH


def _has_telephone(text: str) -> bool:
    """Return whether there is a telephone number: its many digits, or fewer as such numbers are written."""
    for match in _DIGITS_TOGETHER.finditer(text):
        count = sum(sign.isdigit() for sign in match[0])
        if count > MOST_DIGITS_TOGETHER and _TELEPHONE.search(text[max(0, match.start() - 2) : match.end()]):
            return True
        if count >= _LEAST_OF_TELEPHONE and match[0].startswith("0"):
            return True
    return False


def _most_digits(text: str) -> int:
    return max((sum(sign.isdigit() for sign in each) for each in _DIGITS_TOGETHER.findall(text)), default=0)
