"""Extract the messages of the code to a template, then update and compile the catalogue of each language.

Run it with ``make messages``; a test sees to it that the template is what this writes.
"""

import io
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from biofeedback.cli.typer_errors import MESSAGES as OF_TYPER
from biofeedback.practice.assessment import ASSESSMENT_TITLE, BASELINE_TITLE, PACED_TITLE
from biofeedback.practice.guide.closing import CLOSING_WORDS
from biofeedback.practice.script.presets import PRESETS
from biofeedback.sensors import SIMULATED_HEART, UNNAMED_SENSOR, UNNAMED_STRAP, WITHOUT_SENSOR
from biofeedback.signals.definitions import DEFINITIONS, GROUP_TITLES, OF_A_PRACTICE
from biofeedback.signals.definitions.definition import UNITLESS
from biofeedback.signals.definitions.stages import STAGES
from biofeedback.signals.definitions.versions import VERSIONED
from devices.sensor_families import FAMILIES
from devices.sensor_model import EVIDENCE_WORDS, WEARING_WORDS
from devices.sensor_model import GROUP_TITLES as SENSOR_GROUPS
from devices.sensor_models import MODELS
from devices.simulated_faults import OPTIONS
from hatch_build import LOCALES, compile_catalogues

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("biofeedback", "devices", "sessions", "ui")
TEMPLATE = ROOT / LOCALES / "soften.pot"

# Which arguments hold the messages, as Babel counts them; "c" marks the context.
KEYWORDS = {"gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}
COMMENT_TAG = "Translators:"

_HEADER = """\
# The messages of Soften.
# Each language has a copy of this file in a folder of its own, LC_MESSAGES/soften.po, with what stands in msgstr.
#"""
# These change whenever the file is written, though no message did.
_PASSING_LINES = ('"POT-Creation-Date:', '"Generated-By:')


@cache
def template() -> Catalog:
    """Return every message of the code, with the files it is in and what its translators should know."""
    catalogue = Catalog(domain="soften", project="Soften", version="", header_comment=_HEADER, fuzzy=False)
    for file in _sources():
        name = file.relative_to(ROOT).as_posix()
        for line, message, comments, context in extract_from_file(
            "python", file, KEYWORDS, (COMMENT_TAG,), strip_comment_tags=True
        ):
            catalogue.add(message, locations=[(name, line)], auto_comments=comments, context=context)
    for module, words in _tables():
        for message in filter(None, words):
            catalogue.add(message, locations=[(module.replace(".", "/") + ".py", 0)])
    return catalogue


def written(catalogue: Catalog) -> str:
    """Return a catalogue as its file: sorted and without numbers of lines, so that little changes."""
    for message in catalogue:
        # Babel takes a per cent sign before a letter for a placeholder; ours have braces.
        message.flags.discard("python-format")
    file = io.BytesIO()
    write_po(file, catalogue, width=0, sort_output=True, include_lineno=False, ignore_obsolete=True)
    lines = file.getvalue().decode("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_PASSING_LINES))


def main() -> None:
    """Write the template, and bring every language up to it: new messages stay empty or fuzzy there."""
    messages = template()
    TEMPLATE.write_text(written(messages), encoding="utf-8")
    for file in sorted(TEMPLATE.parent.glob("*/LC_MESSAGES/*.po")):
        with file.open("rb") as text:
            catalogue = read_po(text, locale=file.parts[-3], domain="soften")
        catalogue.update(messages, update_creation_date=False)
        file.write_text(written(catalogue), encoding="utf-8")
    compile_catalogues(TEMPLATE.parent)


def _tables() -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the English words that the core keeps in its tables, which a screen asks its language for by themselves."""
    definitions = (*DEFINITIONS.values(), *OF_A_PRACTICE.values())
    yield "biofeedback.signals.definitions", (each.title for each in definitions)
    yield "biofeedback.signals.definitions", (each.label for each in definitions)
    yield "biofeedback.signals.definitions", (each.on_screen.unit for each in definitions)
    yield "biofeedback.practice.guide.closing", (CLOSING_WORDS,)
    yield "biofeedback.practice.script.presets", (preset.title for preset in PRESETS)
    yield "biofeedback.sensors", (each.label for each in (SIMULATED_HEART, WITHOUT_SENSOR))
    yield "biofeedback.sensors", (each.detail for each in (SIMULATED_HEART, WITHOUT_SENSOR))
    yield "biofeedback.cli.typer_errors", OF_TYPER
    yield "biofeedback.sensors", (UNNAMED_STRAP, UNNAMED_SENSOR)
    for each in definitions:
        yield "biofeedback.signals.definitions", (each.text, each.cannot, each.deviation, each.source)
    yield "biofeedback.signals.definitions", (each.unit for each in definitions if each.unit not in UNITLESS)
    yield "biofeedback.signals.definitions", GROUP_TITLES.values()
    yield "biofeedback.signals.definitions.stages", (stage.title for stage in STAGES)
    yield "biofeedback.signals.definitions.versions", (text for each in VERSIONED.values() for text in each.changes)
    yield "devices.sensor_families", (family.speaks for family in FAMILIES)
    yield "devices.simulated_faults", (effect for _, effect in OPTIONS)
    yield "devices.sensor_model", (*SENSOR_GROUPS.values(), *EVIDENCE_WORDS.values(), *WEARING_WORDS.values())
    yield "biofeedback.practice.assessment", (ASSESSMENT_TITLE, BASELINE_TITLE, PACED_TITLE)
    for model in MODELS:
        yield "devices.sensor_models", (model.name if _has_words(model.name) else "",)
        yield "devices.sensor_models", (model.what, model.timing, model.hrv, *model.quirks, model.no_connection)


def _has_words(name: str) -> bool:
    """Return whether a name has words of the language in it, which begin with a small letter: ``Garmin watch``."""
    return any(word[:1].islower() for word in name.split())


def _sources() -> Iterator[Path]:
    for folder in FOLDERS:
        for file in sorted((ROOT / folder).rglob("*.py")):
            # Reading token by token takes long; most files hold no message.
            if "gettext(" in file.read_text(encoding="utf-8"):
                yield file


if __name__ == "__main__":
    main()
