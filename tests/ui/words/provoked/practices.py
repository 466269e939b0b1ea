"""Practice files and other texts with something wrong in each: every reason that can be said of one."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from unittest.mock import patch

from biofeedback.app.practices import practice_library
from biofeedback.app.practices.form_library import faults_of_forms
from biofeedback.errors import SoftenError
from biofeedback.practice.forms.file import read_form
from biofeedback.practice.script.care import parse_care_page
from biofeedback.practice.script.file import parse_practice, read_practice
from biofeedback.practice.script.path import parse_path
from biofeedback.practice.script.safety import parse_opening_page

HEAD = 'name = "small"\ntitle = "Small"\nsubtitle = "A small practice"\n'
BREATH = "[breath]\nstart_per_min = 9\naim_per_min = 6\n"
STEP = '[[steps]]\nname = "arrive"\ntitle = "Arrive"\npurpose = "To arrive."\n'
QUIET, LED = 'pacing = "listen"\n', 'pacing = "lead"\n'
OPENING = (
    'title = "Before"\nopening = ["Choose something mild."]\nnot_now_title = "Not"\nnot_now = ["while you drive"]\n'
    'not_a_device = "No device."\nagree = "Yes"\n'
)
CARE = 'title = "Care"\nopening = ["Begin mild."]\nsections = []\nsources_title = "From"\nsources = ["A book."]\n'
PATH = 'title = "Path"\nsubtitle = "A path"\nnote = "As you like."\n'


def step(*lines: str) -> str:
    """Return a whole practice whose one step says this."""
    return HEAD + BREATH + STEP + "\n".join(lines) + "\n"


def prompt(words: str, *lines: str) -> str:
    """Return a whole practice with one prompt."""
    return step("length_s = 30", QUIET, *lines, f"prompts = [{{ {words} }}]")


GOOD = step("length_s = 30", QUIET)
TRACK = '[track]\nfile = "a.mp3"\nsha256 = "' + "00" * 32 + '"\nsize_bytes = 5\n'
LENGTHS = HEAD + BREATH + STEP + 'length_s = 60\npacing = "listen"\n[[lengths]]\nminutes = 2\narrive = 120\n'

PRACTICES = {
    "not toml": "title = Small",
    "not toml, nested": "a = " + "[" * 100_000,
    "not toml, digits": "a = " + "9" * 5000,
    "key of many parts": ".".join(["a"] * 100) + " = 1",
    "key unknown": GOOD.replace("title", "titel", 1),
    "key missing": GOOD.replace('title = "Small"\n', "", 1),
    "name": GOOD.replace('"small"', '"Small\'s!"'),
    "name of a step": GOOD.replace('"arrive"', '"9"'),
    "text wanted, a number there": GOOD.replace('"Small"', "3"),
    "text wanted, true there": GOOD.replace('"Small"', "true"),
    "text wanted, a list there": GOOD.replace('"Small"', "[]"),
    "text wanted, a table there": GOOD.replace('"Small"', "{}"),
    "text wanted, a date there": GOOD.replace('"Small"', "2020-01-01"),
    "text empty": GOOD.replace('"Small"', '" "'),
    "text of several lines": GOOD.replace('"Small"', '"a\\nb"'),
    "text too long": GOOD.replace('"Small"', f'"{"a" * 200}"'),
    "texts wanted": GOOD.replace("[breath]", 'phrases = "x"\n[breath]'),
    "texts, too many": GOOD.replace("[breath]", "phrases = [" + '"x", ' * 7 + "]\n[breath]"),
    "numbers wanted": step("length_s = 30", QUIET, "bells_at_s = 3"),
    "number wanted, text there": GOOD.replace("= 6", '= "6"'),
    "number wanted, true there": GOOD.replace("= 6", "= true"),
    "number out of range": GOOD.replace("= 6", "= 2.25"),
    "number out of range, nan": GOOD.replace("= 6", "= nan"),
    "number out of range, huge": GOOD.replace("= 6", f"= {'9' * 400}"),
    "choice unknown": GOOD.replace('"listen"', '"it\'s"'),
    "choice wanted, a number there": GOOD.replace('"listen"', "[3]"),
    "choices, one twice": GOOD.replace("[breath]", 'asks = ["parts", "parts"]\n[breath]'),
    "yes wanted": step("length_s = 30", QUIET, 'silence = "yes"'),
    "table wanted": HEAD + "[[breath]]\nstart_per_min = 9\n" + STEP + "length_s = 30\n" + QUIET,
    "table wanted, in a list": HEAD + 'steps = ["a", {}]\n',
    "tables wanted": HEAD + "steps = {}\n",
    "steps missing": HEAD,
    "steps empty": HEAD + "steps = []\n",
    "step called alike": GOOD + STEP + "length_s = 30\n" + QUIET,
    "endless, not last": step("endless = true", QUIET) + STEP.replace("arrive", "stay") + "length_s = 9\n" + QUIET,
    "preset": GOOD.replace("aim_per_min = 6", 'preset = "box"\nrest_in_s = 1'),
    "aim missing": GOOD.replace("aim_per_min = 6\n", ""),
    "breath, no time": GOOD.replace("start_per_min = 9", "start_per_min = 12\nrest_in_s = 4"),
    "breaths not led": step("breaths = 3", QUIET),
    "silence": step("length_s = 30", QUIET, "silence = true", 'prompts = [{ at_s = 1, text = "A." }]'),
    "length missing": step(QUIET),
    "lengths, two": step("length_s = 9", "breaths = 3", LED),
    "length of 0": step("length_s = 0", QUIET),
    "breaths not whole": step("breaths = 2.5", LED),
    "others not whole": step("length_s = 30", QUIET, "light = { others = 2.5 }"),
    "bells too near": step("length_s = 30", QUIET, "bell_every_s = 5"),
    "bells out of order": step("length_s = 30", QUIET, "bells_at_s = [20, 10]"),
    "bell too late": step("length_s = 30.5", QUIET, "bells_at_s = [31]"),
    "colour not asked": step("length_s = 30", QUIET, 'light = { hue = "own" }'),
    "phrase missing, of none": prompt('at_s = 1, text = "{phrase1}"'),
    "phrase missing, of one": prompt('at_s = 1, text = "{phrase2}"').replace("[breath]", 'phrases = ["x"]\n[breath]'),
    "phrase missing, of two": prompt('at_s = 1, text = "{phrase3}"').replace(
        "[breath]", 'phrases = ["x", "y"]\n[breath]'
    ),
    "parts not asked": prompt('at_s = 1, text = "{part1}"'),
    "three sentences": prompt('at_s = 1, text = "One. Two. Three."'),
    "prompt too long": prompt(f'at_s = 1, text = "{"a" * 121}"'),
    "prompt too long with words in it": prompt(f'at_s = 1, text = "{"a" * 90} {{part1}} {{part2}}"'),
    "voice": prompt('at_s = 1, text = "A.", voice = "../a.wav"'),
    "track": GOOD.replace("[breath]", TRACK.replace("a.mp3", "../a.mp3") + "[breath]"),
    "track, hash": GOOD.replace("[breath]", TRACK.replace("00", "xx") + "[breath]"),
    "prompt without a time": prompt('text = "A."'),
    "prompt with two times": prompt('at_s = 1, at_breath = 1, text = "A."'),
    "prompt at a breath where none is counted": prompt('at_breath = 1, text = "A."'),
    "prompt at a breath that is not there": step("breaths = 2", LED, 'prompts = [{ at_breath = 3, text = "A." }]'),
    "prompt too early": prompt('at_s = 4, text = "A." }, { at_s = 9, text = "B."'),
    "prompt too late": prompt('at_s = 25.5, text = "A."'),
    "prompt at minutes that are not there": prompt('at_s = 1, text = "A.", minutes = [3.5]'),
    "lengths without end": LENGTHS.replace("length_s = 60", "endless = true"),
    "lengths of no whole minutes": LENGTHS.replace("length_s = 60", "length_s = 70.5"),
    "length of no whole minutes": LENGTHS.replace("minutes = 2", "minutes = 2.5"),
    "length there already": LENGTHS.replace("minutes = 2", "minutes = 1"),
    "length of other minutes": LENGTHS.replace("arrive = 120", "arrive = 100.5"),
    "prompt too early in a length": LENGTHS.replace(
        'pacing = "listen"', 'pacing = "listen"\nprompts = [{ at_s = 4, text = "A." }, { at_s = 10, text = "B." }]'
    )
    .replace("length_s = 60", "length_s = 120")
    .replace("minutes = 2", "minutes = 1")
    .replace("arrive = 120", "arrive = 60"),
    "prompt too late in a length": LENGTHS.replace(
        'pacing = "listen"', 'pacing = "listen"\nprompts = [{ at_s = 109, text = "A." }]'
    )
    .replace("length_s = 60", "length_s = 120")
    .replace("minutes = 2", "minutes = 1")
    .replace("arrive = 120", "arrive = 60"),
}

PROTOCOL = HEAD + "[protocol]\n" + BREATH + STEP + 'length_s = 60\nblock = "practice"\n'
CONDITIONS = '[[conditions]]\nname = "real"\n[[conditions]]\nname = "sham"\nfeedback = "replayed"\n'
BY_CONDITION = PROTOCOL + LED + "by_condition = true\n" + CONDITIONS

PRACTICES |= {
    "block outside a protocol": step("length_s = 30", QUIET, 'block = "baseline"'),
    "conditions outside a protocol": GOOD + CONDITIONS,
    "of a block that is not there": PROTOCOL.replace('block = "practice"', 'label = "A1"') + LED,
    "block without a time": PROTOCOL.replace("length_s = 60", "endless = true") + LED,
    "jitter not whole": PROTOCOL + LED + "jitter_s = 2.5\n",
    "jitter too long": PROTOCOL + LED + "jitter_s = 60\n",
    "jitter of a track": PROTOCOL.replace("[breath]", TRACK + "[breath]") + LED + "jitter_s = 5\n",
    "rate where nothing leads": PROTOCOL + QUIET + "rate_per_min = 12\n",
    "rate without time for the rests": PROTOCOL.replace("= 6\n", "= 6\nrest_in_s = 4\n").replace("= 9\n", "= 6\n")
    + LED
    + "rate_per_min = 12\n",
    "condition says this": BY_CONDITION.replace("by_condition", 'feedback = "none"\nby_condition'),
    "rate of a condition where nothing leads": BY_CONDITION.replace(LED, QUIET) + "rate_per_min = 12\n",
    "condition called alike": BY_CONDITION.replace("sham", "real"),
    "condition called otherwise": BY_CONDITION.replace("sham", "Sham!"),
    "conditions alike": BY_CONDITION.replace('feedback = "replayed"\n', ""),
    "conditions without a block": PROTOCOL + LED + CONDITIONS,
    "conditions missing": BY_CONDITION.replace(CONDITIONS, ""),
    "conditions, too many": BY_CONDITION
    + "".join(f'[[conditions]]\nname = "c{pace}"\nrate_per_min = {pace}\n' for pace in range(3, 10)),
    "protocol of several lengths": BY_CONDITION + "[[lengths]]\nminutes = 2\narrive = 120\n",
    "form twice": PROTOCOL.replace("[protocol]", '[protocol]\nforms_before = ["now", "now"]') + LED,
    "form called otherwise": PROTOCOL.replace("[protocol]", '[protocol]\nforms_after = ["../now"]') + LED,
}

TEXTS: dict[str, tuple[Callable[[str, str], object], str]] = {
    "path without chapters": (parse_path, PATH + "chapters = []\n"),
    "chapter without readings": (
        parse_path,
        PATH + '[[chapters]]\ntitle = "One"\npractices = []\nreading = ["x"]\ninvitation = "y"\n',
    ),
    "path not toml": (parse_path, "title = Path"),
    "page without words": (parse_opening_page, OPENING.replace('["while you drive"]', "[]")),
    "care without words": (parse_care_page, CARE.replace('["Begin mild."]', "[]")),
    "page, key unknown": (parse_opening_page, OPENING + 'no = "No"\n'),
}


FORM = 'name = "small"\ntitle = "Small"\n'
QUESTION = '[[questions]]\nname = "word"\nkind = "words"\ntext = "A word?"\n'
FORMS = {
    "form: no question": FORM + "questions = []\n",
    "form: question called alike": FORM + QUESTION + QUESTION,
    "form: key of another question": FORM + QUESTION + 'low = "a"\n',
    "form: too few choices": FORM + QUESTION.replace('"words"', '"likert"') + 'choices = ["a"]\n',
}


def practice_errors() -> Iterable[tuple[str, tuple[SoftenError, ...]]]:
    """Yield each case with everything that is wrong with its text."""
    for name, text in PRACTICES.items():
        yield name, read_practice(text, "small.toml")[1]
    for name, text in FORMS.items():
        yield name, read_form(text, "form.toml")[1]
    protocol = GOOD.replace("[breath]", '[protocol]\nforms_after = ["small"]\n[breath]') + 'block = "settle"\n'
    yield "form: unknown", faults_of_forms(parse_practice(protocol, "small.toml"))
    for name, (read, text) in TEXTS.items():
        try:
            read(text, "words.toml")
        except SoftenError as error:
            yield name, (error,)


def library_errors(folder: Path) -> Iterable[tuple[str, tuple[SoftenError, ...]]]:
    """Yield what can be wrong with practice files in a folder."""
    own = folder / "practices"
    own.mkdir()
    (own / "bytes.toml").write_bytes(b'name = "\xff"')
    (own / "folder.toml").mkdir()
    os.mkfifo(own / "pipe.toml")
    (own / "link.toml").symlink_to("link.toml")
    (own / "long.toml").write_bytes(b"#" * (practice_library.LARGEST_BYTES + 1))
    (own / "out.toml").symlink_to(folder / "file")
    (own / "taken.toml").write_text(GOOD.replace('"small"', '"three_breaths"'))
    (own / "voice.toml").write_text(prompt('at_s = 1, text = "A.", voice = "here.wav"'))
    (own / "track.toml").write_text(GOOD.replace("[breath]", TRACK + "[breath]").replace('"small"', '"one"'))
    (own / "b.mp3").write_bytes(b"1")
    other = TRACK.replace("a.mp3", "b.mp3")
    (own / "track_other.toml").write_text(GOOD.replace("[breath]", other + "[breath]").replace('"small"', '"two"'))
    for each in practice_library.own_practices():
        yield f"library: {each.path.name}", each.faults
    with patch.object(practice_library, "read_practice", side_effect=ZeroDivisionError):
        yield "library: fault of ours", practice_library.read_file(own / "voice.toml").faults
    own.rename(folder / "elsewhere")
    own.write_text("no folder")
    yield "library: no folder", practice_library.own_practices()[0].faults
