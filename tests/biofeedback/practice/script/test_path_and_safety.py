"""The eight-week path and the opening page: complete, and refused with the key and the reason where they are not."""

import re

import pytest

from biofeedback.errors import PracticeError, UsageError
from biofeedback.practice.script.care import parse_care_page
from biofeedback.practice.script.path import parse_path
from biofeedback.practice.script.safety import parse_opening_page
from biofeedback.practices import built_in_practices, care_page, eight_weeks, opening_page
from tests.rigs.words.said_errors import raises_saying, reason_said

CHAPTER = """
[[chapters]]
title = "One"
practices = ["three_breaths"]
reading = ["First.", "Second."]
invitation = "Something small."
"""
PATH = f'title = "A path"\nsubtitle = "It goes"\nnote = "No hurry."\n{CHAPTER}'

OPENING = """
title = "Before"
opening = ["Choose something mild."]
not_now_title = "Not now"
not_now = ["while you drive"]
not_a_device = "It is none."
agree = "Yes"
"""


def test_a_path_is_read_whole():
    path = parse_path(PATH, "a.toml")
    assert (path.title, path.subtitle, path.note, path.credit) == ("A path", "It goes", "No hurry.", "")
    chapter = path.chapter(1)
    assert (chapter.title, chapter.practices) == ("One", ("three_breaths",))
    assert (chapter.reading, chapter.invitation) == (("First.", "Second."), "Something small.")


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ('title = "A path"', "", "title", "missing"),
        ('title = "One"', "title = 1", "chapters[1].title", "text is wanted"),
        ('reading = ["First.", "Second."]', "", "chapters[1].reading", "at least one entry here"),
        ('reading = ["First.", "Second."]', "reading = [1]", "chapters[1].reading[1]", "text is wanted"),
        ('["three_breaths"]', '["a", "b", "c"]', "chapters[1].practices", "2"),
        ('["three_breaths"]', "[]", "chapters[1].practices", "at least one entry here"),
        ('invitation = "Something small."', 'week = 3\ninvitation = "a"', "chapters[1].week", "not known here"),
        (CHAPTER, "chapters = []", "chapters", "at least one chapter"),
        ("[[chapters]]", "[[chapters]", "", "not valid TOML"),
    ],
)
def test_what_is_wrong_in_a_path_is_said_with_its_key(old, new, key, reason):
    assert old in PATH
    with pytest.raises(PracticeError) as caught:
        parse_path(PATH.replace(old, new, 1), "a.toml")
    assert (caught.value.file, caught.value.key) == ("a.toml", key)
    assert reason in reason_said(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('title = "Before"', "", "title"),
        ('not_now = ["while you drive"]', "", "not_now"),
        ('["Choose something mild."]', '["Choose", ""]', "opening[2]"),
        ('agree = "Yes"', 'agree = "Yes"\nno = "No"', "no"),
    ],
)
def test_what_is_wrong_on_the_opening_page_is_said_with_its_key(old, new, key):
    with pytest.raises(PracticeError) as caught:
        parse_opening_page(OPENING.replace(old, new, 1), "s.toml")
    assert caught.value.key == key


@pytest.mark.parametrize(("count", "refused"), [(6, False), (7, True)])
@pytest.mark.parametrize("line", ['opening = ["Choose something mild."]', 'not_now = ["while you drive"]'])
def test_the_opening_page_stays_short(line, count, refused):
    key, one = line.split(" = ")
    text = OPENING.replace(line, f"{key} = [{', '.join([one.strip('[]')] * count)}]")
    if refused:
        with raises_saying(PracticeError, "6"):
            parse_opening_page(text, "s.toml")
    else:
        assert len(getattr(parse_opening_page(text, "s.toml"), key)) == count


def test_the_eight_weeks_are_eight_short_chapters_with_practices_that_are_there():
    path = eight_weeks()
    there = {practice.name for practice in built_in_practices()}
    assert len(path.chapters) == 8
    assert len({chapter.title for chapter in path.chapters}) == 8
    for chapter in path.chapters:
        assert 120 <= sum(len(paragraph.split()) for paragraph in chapter.reading) <= 200, chapter.title
        assert 1 <= len(chapter.practices) <= 2
        assert set(chapter.practices) <= there
    assert "no affiliation" in path.credit


def test_the_path_keeps_no_dates():
    path = eight_weeks()
    texts = [text for chapter in path.chapters for text in (*chapter.reading, chapter.invitation)]
    for text in texts:
        assert re.search(r"\b(?:week \d|day \d|next week|by now you have done|every day for)\b", text) is None, text


@pytest.mark.parametrize("number", [0, 9, -1])
def test_a_chapter_that_is_not_there_is_answered_with_those_that_are(number):
    with raises_saying(UsageError, "chapters 1 to 8"):
        eight_weeks().chapter(number)


def test_the_opening_page_says_what_has_to_be_known():
    page = opening_page()
    said = " ".join(page.opening)
    assert "mild to moderate" in said
    assert "stop at any time" in said
    assert "old pain flares" in said
    assert "not deep" in said
    never = " ".join(page.not_now)
    for reason in ("drive", "atrial fibrillation", "acute crisis"):
        assert reason in never
    assert "not a medical device" in page.not_a_device
    assert sum(len(text.split()) for text in (*page.opening, *page.not_now, page.not_a_device)) < 200


CARE = """
title = "Care"
opening = ["Begin mild."]
sources_title = "From"
sources = ["A book."]
[[sections]]
title = "Then"
lines = ["Stay."]
"""


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('title = "Care"', "", "title"),
        ('opening = ["Begin mild."]', "opening = []", "opening"),
        ('lines = ["Stay."]', "lines = []", "sections[1].lines"),
        ('lines = ["Stay."]', 'lines = ["Stay.", ""]', "sections[1].lines[2]"),
        ('sources_title = "From"', 'sources_title = "From"\nwhom = "x"', "whom"),
    ],
)
def test_what_is_wrong_on_the_page_of_care_is_said_with_its_key(old, new, key):
    assert parse_care_page(CARE, "c.toml").sections[0].lines == ("Stay.",)
    with pytest.raises(PracticeError) as caught:
        parse_care_page(CARE.replace(old, new, 1), "c.toml")
    assert caught.value.key == key


def test_the_page_of_care_says_what_whoever_leads_has_to_know():
    page = care_page()
    opening = " ".join(page.opening)
    for said in ("mild", "Nobody has to take part", "Eyes open", "stop or go out at any time", "gives no reason"):
        assert said in opening
    then = " ".join(line for section in page.sections for line in section.lines)
    for said in ("Stop leading inward", "feet on the floor", "Look around", "cool water", "Stay beside", "emergency"):
        assert said in then
    assert sum("doi" in source or "who.int" in source for source in page.sources) >= 3
