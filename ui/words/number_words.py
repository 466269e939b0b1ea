"""How a number of the heart is written where it changes every second."""

from biofeedback.signals.definitions.definition import ScreenForm
from ui.words.language import Language


def form_text(form: ScreenForm, value: float, language: Language) -> str:
    """Return a value as text, without its unit."""
    return language.number(form.factor * value, form.decimals)
