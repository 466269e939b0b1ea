"""Codes of participants: what passes, and what looks like personal data."""

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from biofeedback.error_codes import StudyCodeErrorCode as Looks
from biofeedback.errors import UsageError
from biofeedback.study_codes import LONGEST_CODE, LONGEST_TYPED, participant_code
from tests.rigs.files.hostile_text import HOSTILE


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("P01", "P01"),
        (" p01 ", "P01"),
        ("P01\n", "P01"),
        ("A-017", "A-017"),
        ("S2", "S2"),
        ("0042", "0042"),
        ("1", "1"),
        ("12345", "12345"),
        ("UCL-CTL-01", "UCL-CTL-01"),
        ("S03-P017", "S03-P017"),
        ("P12-3A", "P12-3A"),
        ("1-2-3", "1-2-3"),
        ("P2100", "P2100"),
        ("P1899", "P1899"),
        ("VP84", "VP84"),
        ("\uff30\uff10\uff11", "P01"),  # wide signs, as Japanese keyboards write them
    ],
)
def test_a_code_that_says_nothing_of_a_person_passes(typed: str, kept: str) -> None:
    assert participant_code(typed) == kept


@pytest.mark.parametrize(
    ("typed", "looks"),
    [
        ("", Looks.EMPTY),
        (" \t", Looks.EMPTY),
        ("anna@example.org", Looks.MAIL),
        ("p01@lab", Looks.MAIL),
        ("anna(at)lab.de", Looks.MAIL),
        ("1984-03-12", Looks.DATE),
        ("12.3.84", Looks.DATE),
        ("3/12/84", Looks.DATE),
        ("1-31-84", Looks.DATE),
        ("31-1-84", Looks.DATE),
        ("12 03 1984", Looks.DATE),
        ("12. 3. 1984", Looks.DATE),
        ("P-12-03-84", Looks.DATE),
        ("12-MAR-84", Looks.DATE),
        ("12MAR1984", Looks.DATE),
        ("1984mar12", Looks.DATE),
        ("12. März 1984", Looks.DATE),
        ("2 août 84", Looks.DATE),
        ("19840312", Looks.DATE),
        ("12031984", Looks.DATE),
        ("03121984", Looks.DATE),
        ("120384", Looks.DATE),
        ("840312", Looks.DATE),
        ("198403", Looks.DATE),
        ("031984", Looks.DATE),
        ("JD120384", Looks.DATE),
        ("19-84-03-12", Looks.DATE),
        ("120384-123A", Looks.DATE),  # a Finnish one
        ("840312-1234", Looks.DATE),  # a Swedish one
        ("١٢٠٣٨٤", Looks.DATE),
        ("+49 170 1234567", Looks.TELEPHONE),
        ("0170/1234567", Looks.TELEPHONE),
        ("(555) 123-4567", Looks.TELEPHONE),
        ("02079460000", Looks.TELEPHONE),
        ("555-1234", Looks.LONG_NUMBER),
        ("123-45-6789", Looks.LONG_NUMBER),  # of the United States
        ("AB123456C", Looks.LONG_NUMBER),  # of the United Kingdom
        ("AB 12 34 56 C", Looks.LONG_NUMBER),
        ("12345678Z", Looks.LONG_NUMBER),  # a Spanish one
        ("84031245678", Looks.LONG_NUMBER),
        ("999999", Looks.LONG_NUMBER),
        ("JD1984", Looks.YEAR),
        ("1984-JD", Looks.YEAR),
        ("J.D. 1984", Looks.YEAR),
        ("2003", Looks.YEAR),
        ("03-1984", Looks.DATE),
        ("Anna", Looks.NAME),
        ("anna-1", Looks.NAME),
        ("P01-Smith", Looks.NAME),
        ("Søren7", Looks.NAME),
        ("Zoe\u0308l 1", Looks.NAME),
        ("Марія 2", Looks.NAME),
        ("O'Brien", Looks.NAME),
        ("JD", Looks.LETTERS_ALONE),
        ("J.D.", Looks.LETTERS_ALONE),
        ("Tom", Looks.LETTERS_ALONE),
        ("李明", Looks.LETTERS_ALONE),
        ("-", Looks.LETTERS_ALONE),
        ("P_01", Looks.OTHER_SIGNS),
        ("P 01", Looks.OTHER_SIGNS),
        ("P--01", Looks.OTHER_SIGNS),
        ("-P01", Looks.OTHER_SIGNS),
        ("P01-", Looks.OTHER_SIGNS),
        ("É01", Looks.OTHER_SIGNS),
        ("ß01", Looks.OTHER_SIGNS),
        ("٣", Looks.OTHER_SIGNS),
        ("../P01", Looks.OTHER_SIGNS),
        ("P\n01", Looks.OTHER_SIGNS),
        ("A01-B02-C03-D04", Looks.TOO_LONG),
        ("7" * (LONGEST_TYPED + 1), Looks.TOO_LONG),
    ],
)
def test_what_looks_like_personal_data_or_is_no_code_is_refused(typed: str, looks: Looks) -> None:
    with pytest.raises(UsageError) as refused:
        participant_code(typed)
    assert refused.value.code == looks
    assert ("example", "P01") in refused.value.facts


@given(st.sampled_from(["", "P", "S", "VP", "UCL", "A-", "S03-P"]), st.integers(0, 1899), st.integers(1, 5))
def test_a_series_of_codes_never_breaks_off(before: str, number: int, width: int) -> None:
    code = f"{before}{number:0{width}}"
    assert participant_code(code) == code == participant_code(code.lower())


@given(
    st.dates(date(1900, 1, 1), date(2029, 12, 31)),
    st.sampled_from(
        [
            *(
                "%Y-%m-%d",
                "%d-%m-%Y",
                "%m/%d/%Y",
                "%d.%m.%Y",
                "%Y%m%d",
                "%d%m%Y",
                "%m%d%Y",
                "%y%m%d",
                "%d%m%y",
                "%m%d%y",
            ),
            *(
                "%d.%m.%y",
                "%d %m %y",
                "%y-%m-%d",
                "%d%b%Y",
                "%d-%b-%y",
                "%B %d, %Y",
                "%d %B %Y",
                "%Y %b %d",
                "%m%Y",
                "%Y-%m",
            ),
        ]
    ),
    st.sampled_from(["", "JD", "JD-", "P", "P01-"]),
    st.sampled_from(["", "A", "-JD"]),
)
@example(date(2000, 1, 1), "%y%m%d", "P01-", "-JD")
def test_no_date_of_birth_passes_in_any_usual_form(born: date, form: str, before: str, after: str) -> None:
    with pytest.raises(UsageError) as refused:
        participant_code(f"{before}{born.strftime(form)}{after}")
    assert refused.value.code in (Looks.DATE, Looks.YEAR, Looks.LONG_NUMBER, Looks.TELEPHONE)


_OF_ADDRESSES = st.text(st.sampled_from("abzJ019._-+"), min_size=1, max_size=20)


@given(_OF_ADDRESSES, _OF_ADDRESSES)
def test_no_address_passes(who: str, where: str) -> None:
    with pytest.raises(UsageError) as refused:
        participant_code(f"{who}@{where}")
    assert refused.value.code == Looks.MAIL


_NEAR_CODES = st.text(st.sampled_from("ABJpz019-. /+@é٣"), max_size=LONGEST_CODE + 2)


@given(st.one_of(st.text(), _NEAR_CODES))
@example(HOSTILE)
@example("1 " * 5000)
def test_whatever_passes_has_the_form_and_what_is_refused_is_not_in_the_error(typed: str) -> None:
    try:
        code = participant_code(typed)
    except UsageError as error:
        said = {str(value) for _, value in error.facts}
        assert said == {"P01", "12", "5"}
        return
    assert re.fullmatch(r"[A-Z0-9]+(-[A-Z0-9]+)*", code)
    assert len(code) <= LONGEST_CODE
    assert re.search(r"\d", code)
    assert not re.search(r"[A-Z]{4}|\d{6}|(?<!\d)(19|20)\d\d(?!\d)", code)
    assert participant_code(code) == code
