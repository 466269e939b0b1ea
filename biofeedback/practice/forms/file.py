"""Reads a form from the TOML that somebody wrote; `docs/practices.md` lists every key."""

import tomllib
from typing import cast

from biofeedback.error_codes import PracticeErrorCode
from biofeedback.errors import PracticeError
from biofeedback.event_kinds import QuestionKind
from biofeedback.practice.forms.keys import FEWEST_CHOICES, FORM_KEYS, MOST_QUESTIONS
from biofeedback.practice.forms.model import Form, Question
from biofeedback.practice.script.checked_file import has_key_of_many_parts, read_all
from biofeedback.practice.script.checked_table import CheckedTable
from biofeedback.practice.script.names import is_name

_OF_KIND = {"low": "visual_analogue", "high": "visual_analogue", "choices": "likert"}
"""The keys that one kind of question has and no other."""


def read_form(text: str, file: str) -> tuple[Form | None, tuple[PracticeError, ...]]:
    """Return the form in this text, or ``None`` and everything that is wrong with it; errors name ``file``."""
    return read_all(text, file, FORM_KEYS, _form)


def is_form(text: str) -> bool:
    """Return whether a text is TOML of questions and not of steps, and so meant to be a form."""
    if has_key_of_many_parts(text):
        return False
    try:
        content = tomllib.loads(text)
    except (ValueError, RecursionError):
        return False
    return "questions" in content and "steps" not in content


def _form(table: CheckedTable) -> Form:
    name, title, subtitle = table.text("name"), table.text("title"), table.text("subtitle")
    if name and not is_name(name):
        table.fault("name", PracticeErrorCode.BAD_NAME, name=name)
    tables = table.tables("questions")
    if not (tables or table.faulty_at("questions")):
        table.fault("questions", PracticeErrorCode.NO_QUESTION)
    if len(tables) > MOST_QUESTIONS:
        table.fault("questions", PracticeErrorCode.TOO_MANY, count=len(tables), most=MOST_QUESTIONS)
    questions: list[Question] = []
    for each in tables:
        question = _question(each)
        if question.name and any(question.name == other.name for other in questions):
            each.fault("name", PracticeErrorCode.QUESTION_NAME_TAKEN, name=question.name)
        questions.append(question)
    return Form(name=name, title=title, subtitle=subtitle, questions=tuple(questions))


def _question(table: CheckedTable) -> Question:
    name, text = table.text("name"), table.text("text")
    kind = cast("QuestionKind", table.choice("kind"))
    if name and not is_name(name):
        table.fault("name", PracticeErrorCode.BAD_NAME, name=name)
    low, high, choices = table.text("low"), table.text("high"), table.texts("choices")
    if not table.faulty_at("kind"):
        for key, of in _OF_KIND.items():
            if key in table and of != kind:
                table.fault(key, PracticeErrorCode.OF_OTHER_QUESTION, question=kind)
        if kind == "visual_analogue":
            for key, end in (("low", low), ("high", high)):
                if not end and not table.faulty_at(key):
                    table.fault(key, PracticeErrorCode.KEY_MISSING)
        elif kind == "likert" and len(choices) < FEWEST_CHOICES:
            table.fault("choices", PracticeErrorCode.TOO_FEW_CHOICES, fewest=FEWEST_CHOICES)
    for number, choice in enumerate(choices, start=1):
        if choice and choice in choices[: number - 1]:
            table.fault(f"choices[{number}]", PracticeErrorCode.THERE_TWICE, value=choice)
    return Question(name=name, kind=kind, text=text, low=low, high=high, choices=choices)
