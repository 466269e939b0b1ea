"""`soften sensors --describe`: what is known of each model of sensor, printed for people or as JSON."""

from biofeedback.app.sensor_model_words import description, model_name
from biofeedback.cli.say import say, say_json
from devices.sensor_model import GROUP_TITLES, SensorModel
from devices.sensor_models import MODELS, model_named
from devices.sensor_models.describe import as_json
from ui.words.cells import wrapped
from ui.words.language import Language

_TEXT_WIDTH = 100  # cells of a line: a choice, as `soften analyse` has it
_OPTION = "--sensor"
_INDENT = " " * 4  # below the name of a sensor, which stands 2 in


def describe(name: str | None, language: Language, *, as_data: bool) -> None:
    """Print the catalogue of sensors, or one entry of it.

    Raises
    ------
    UsageError
        No entry is meant by ``name``, or several are.
    """
    chosen = MODELS if name is None else (_meant(name, language),)
    if as_data:
        found = [as_json(model) for model in chosen]
        say_json(found if name is None else found[0])
        return
    lines: list[str] = []
    for group, title in GROUP_TITLES.items():
        among = [model for model in chosen if model.group == group]
        if among:
            lines += [language.gettext(title), ""]
        for model in among:
            lines.append(f"  {model_name(model, language)}    {_OPTION} {_quoted(model.spec)}")
            for heading, sentence in description(model, language):
                lines += wrapped(
                    language.gettext("{heading}: {sentence}").format(heading=heading, sentence=sentence),
                    _TEXT_WIDTH,
                    first=_INDENT,
                    later=_INDENT + "  ",
                    break_words=False,
                    break_hyphens=False,
                )
            lines.append("")
    say("\n".join(lines).rstrip())


def _meant(name: str, language: Language) -> SensorModel:
    """Return the model of a name as it is printed here, or of any other that `model_named` knows."""
    sought = " ".join(name.split()).casefold()
    printed = (model for model in MODELS if model_name(model, language).casefold() == sought)
    return next(printed, None) or model_named(name)


def _quoted(spec: str) -> str:
    return f'"{spec}"' if " " in spec else spec
