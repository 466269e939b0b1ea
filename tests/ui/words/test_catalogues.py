"""The template holds the messages of the code, and every language has all of them in all their forms."""

import ast
import io
import shutil
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from hatch_build import compile_catalogues
from scripts import messages
from tests.rigs.suite import programs
from tests.rigs.suite.source_trees import tree_of
from tests.rigs.words.catalogue_faults import catalogue_faults, message_faults, placeholders
from tests.rigs.words.pseudo_language import is_pseudo, pseudo, pseudo_catalogue
from ui.words.languages import first_language

CATALOGUES = sorted(messages.TEMPLATE.parent.glob("*/LC_MESSAGES/*.po"))


@pytest.fixture(scope="module")
def template() -> Catalog:
    return messages.template()


def read(file: Path) -> Catalog:
    with file.open("rb") as text:
        return read_po(text, locale=file.parts[-3])


def write_pseudo(locales: Path, template: Catalog, code: str) -> Path:
    file = locales / code / "LC_MESSAGES" / "soften.po"
    file.parent.mkdir(parents=True)
    file.write_text(messages.written(pseudo_catalogue(template, code)), encoding="utf-8")
    return file


def checked_by_gettext(file: Path) -> str:
    """Return what gettext itself finds wrong with a catalogue; empty where it is well."""
    command = ["msgfmt", "--check", "--output-file", "/dev/null", str(file)]
    checked = programs.run(command, capture_output=True, text=True)
    return checked.stderr if checked.returncode else ""


def test_the_template_holds_the_messages_of_the_code(template):
    assert messages.TEMPLATE.read_text(encoding="utf-8") == messages.written(template), "please run: make messages"


def test_no_message_hides_in_an_f_string():
    # Where Babel does not look for it.
    hidden = [
        f"{file.relative_to(messages.ROOT)}:{call.lineno}"
        for folder in messages.FOLDERS
        for file in (messages.ROOT / folder).rglob("*.py")
        for text in ast.walk(tree_of(file))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in messages.KEYWORDS
        and any(isinstance(each, ast.Constant) for each in call.args)
    ]
    assert hidden == []


def test_every_message_of_the_code_has_named_placeholders_and_no_more(template):
    assert [fault for message in template if message.id for fault in message_faults(message)] == []


def test_every_language_has_every_message(template):
    for file in CATALOGUES:
        assert list(catalogue_faults(read(file), template)) == [], file
        if shutil.which("msgfmt"):
            assert checked_by_gettext(file) == ""


@pytest.mark.parametrize("code", ["de", "pl", "ar", "ja"])
def test_a_whole_catalogue_has_no_fault_and_is_read_again(tmp_path, template, code):
    file = write_pseudo(tmp_path, template, code)
    assert list(catalogue_faults(read(file), template)) == []
    compile_catalogues(tmp_path)
    language = first_language([code], tmp_path)
    for message in template:
        if isinstance(message.id, tuple):
            assert all(is_pseudo(language.ngettext(*message.id, n)) for n in (0, 1, 2, 5, 11, 100)) or message.context
        elif message.id and not message.context:
            assert language.gettext(message.id).removeprefix("\u200f") == pseudo(message.id)


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext is not here; `make test` installs it, or names it")
def test_gettext_finds_no_fault_in_a_whole_catalogue(tmp_path, template):
    file = write_pseudo(tmp_path, template, "pl")
    assert checked_by_gettext(file) == ""
    file.write_text(file.read_text(encoding="utf-8") + 'msgid "left {open}"\nmsgstr "', encoding="utf-8")
    assert "error" in checked_by_gettext(file)


def test_what_has_no_source_any_more_is_taken_away(tmp_path, template):
    file = write_pseudo(tmp_path, template, "de")
    compile_catalogues(tmp_path)
    assert file.with_suffix(".mo").exists()
    file.unlink()
    compile_catalogues(tmp_path)
    assert not file.with_suffix(".mo").exists()


def small(**translations: str | tuple[str, ...]) -> tuple[Catalog, Catalog]:
    """Return a template of two messages, and a catalogue with these translations of them."""
    template, catalogue = Catalog(), Catalog(locale="de")
    template.add("It took {minutes} minutes.")
    template.add(("{count} beat of {name}", "{count} beats of {name}"))
    catalogue.add("It took {minutes} minutes.", translations.get("took", "Es dauerte {minutes} Minuten."))
    beats = translations.get("beats", ("ein Schlag von {name}", "{count} Schläge von {name}"))
    catalogue.add(("{count} beat of {name}", "{count} beats of {name}"), beats)
    return template, catalogue


def test_a_form_of_the_plural_may_say_the_count_as_a_word():
    template, catalogue = small()
    assert list(catalogue_faults(catalogue, template)) == []


@pytest.mark.parametrize(
    ("translations", "fault"),
    [
        ({"took": ""}, "not translated"),
        ({"took": "Es dauerte {minute} Minuten."}, "lacks {minutes}"),
        ({"took": "Es dauerte {minutes} Minuten, {name}."}, "has {name}, which"),
        ({"took": "Es dauerte {minutes:.1f} Minuten."}, "has {minutes:.1f}, which"),
        ({"took": "Es dauerte {minutes Minuten."}, "expected '}'"),
        ({"beats": ("ein Schlag von {name}",)}, "every form"),
        ({"beats": ("ein Schlag von {name}", "")}, "every form"),
        ({"beats": ("ein Schlag", "{count} Schläge von {name}")}, "lacks {name}"),
    ],
)
def test_a_fault_is_found(translations, fault):
    template, catalogue = small(**translations)
    faults = list(catalogue_faults(catalogue, template))

    assert any(fault in each for each in faults)


@pytest.mark.parametrize(
    ("message", "translation", "fault"),
    [
        ("See `soften begin`.", "Siehe `soften beginnen`.", "lacks `soften begin`"),
        ("See `soften begin`.", "Siehe `soften begin` und `soften list`.", "has `soften list`"),
        ("Say --speed for that.", "Sag --tempo dafür.", "lacks --speed"),
        ("S stay", "B bleiben", "lacks S"),
        ("{offer} Y takes it up.", "{offer} J nimmt es an.", "lacks Y"),
        ("Usage: ", "Aufruf:", "does not end with a space"),
        ("Usage:", " Aufruf:", "does not begin with a space"),
        ("It is there.", "Da ist es!", "exclamation mark"),
    ],
)
def test_what_was_lost_or_added_beside_the_placeholders_is_found(message, translation, fault):
    template, catalogue = Catalog(), Catalog(locale="de")
    template.add(message)
    catalogue.add(message, translation)
    assert fault in "\n".join(catalogue_faults(catalogue, template))


@pytest.mark.parametrize(
    ("message", "translation"),
    [
        ("A line of ! is contact lost.", "Eine Zeile mit ! heißt: kein Kontakt."),
        ("S stay", "S bleiben"),
        ("F quicker", "F schneller"),
        ("A seat", "Ein Platz"),
        ("Say --speed for `soften begin`.", "Für `soften begin` sag --speed."),
    ],
)
def test_a_good_translation_has_no_fault(message, translation):
    template, catalogue = Catalog(), Catalog(locale="de")
    template.add(message)
    catalogue.add(message, translation)
    assert list(catalogue_faults(catalogue, template)) == []


@pytest.mark.parametrize(
    ("code", "head", "fault"),
    [
        ("de", "nplurals=2; plural=(n != 1);", ""),
        ("ko", "nplurals=1; plural=0;", ""),
        ("fr", "nplurals=2; plural=(n > 1);", ""),
        ("fr", "nplurals=3; plural=(n == 0 || n == 1) ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;", ""),
        ("fr", "nplurals=2; plural=(n != 1);", "not as fr"),
        ("de", "nplurals=2; plural=(n > 1);", "not as de"),
        ("de", "nplurals=1; plural=0;", "not as de"),
        ("ko", "nplurals=2; plural=(n != 1);", "not as ko"),
        ("de", "nplurals=3; plural=(n != 1);", "not as de"),
    ],
)
def test_forms_of_the_plural_are_those_of_the_language(code, head, fault):
    written = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {head}\\n"\n'
    catalogue = read_po(io.StringIO(written), locale=code)
    faults = "\n".join(catalogue_faults(catalogue, Catalog()))
    assert fault in faults
    assert bool(fault) is bool(faults)


def test_what_is_left_over_from_a_message_that_is_gone_is_found():
    catalogue = read_po(io.StringIO('#~ msgid "old"\n#~ msgstr "alt"\n'), locale="de")
    assert "'old' is left over" in "\n".join(catalogue_faults(catalogue, Catalog()))


def test_what_is_in_doubt_missing_or_left_over_is_found():
    template, catalogue = small()
    catalogue.get("It took {minutes} minutes.").flags.add("fuzzy")
    template.add("new")
    catalogue.add("old", "alt")
    faults = "\n".join(catalogue_faults(catalogue, template))
    assert "is fuzzy" in faults
    assert "'new' is missing" in faults
    assert "'old' is no message any more" in faults


@pytest.mark.parametrize("message", ["{}", "{0} beats", "{beats:.1f}", "{beats!r}", "{beats.count}", "{beats"])
def test_a_placeholder_that_is_no_plain_name_is_found(message):
    catalogue = Catalog()
    catalogue.add(message)
    assert list(message_faults(catalogue.get(message)))


def test_the_pseudo_language_keeps_placeholders_and_is_longer():
    message = "It took {minutes} minutes; {{braces}} stay."
    assert placeholders(pseudo(message)) == {"minutes"}
    assert pseudo(message).format(minutes=5).startswith("\u2067Îť ťôôķ 5 mîñüťéš; {bŕàçéš} šťàý ")
    assert len(pseudo(message)) >= 1.3 * len(message)
    assert is_pseudo(pseudo(message))
    assert not is_pseudo(message)
