"""Words for people are whole messages: no f-string with words, no sentence in pieces."""

import json

import pytest

from tests.rigs.words.glued_words import BASELINE, ROOT, glued_by_file, glued_words


def test_no_module_has_more_glued_words_than_it_had():
    # What is left from before there were messages; a module that has none any more leaves the file for good.
    left = json.loads(BASELINE.read_text(encoding="utf-8"))
    more = [
        f"{path}:{each.line}: {each.text!r}"
        for path, count in glued_by_file().items()
        if count > left.get(path, 0)
        for each in glued_words(ROOT / path)
    ]
    assert more == [], "a message is whole, in language.gettext and with named placeholders; see CONTRIBUTING.md"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ('f"{count} beats a minute"', "{} beats a minute"),
        ('f"{length:.0f} s"', "{} s"),
        ('say("You were " + verb)', "You were {}"),
        ('say("one " + "two " + name)', "one two {}"),
        ('text += f", swinging by {bpm}"', "{}, swinging by {}"),
        ('" and ".join(names)', " and "),
        ('"Ease to {:.1f} breaths".format(pace)', "Ease to {} breaths"),
        ('"%d of them" % count', "%d of them"),
        ('raise UsageError(f"There is no {name}.")', "There is no {}."),
        ('def told():\n    return f"{name} sleeps"', "{} sleeps"),
    ],
)
def test_glued_words_are_found(tmp_path, source, text):
    path = tmp_path / "module.py"
    path.write_text(source)
    assert [each.text for each in glued_words(path)] == [text]


@pytest.mark.parametrize(
    "source",
    [
        'language.gettext("{count} beats a minute").format(count=count)',
        'language.ngettext("{count} beat of it", "{count} beats of it", n).format(count=n)',
        'f"wave;kind={kind}"',
        'f"{name}.toml"',
        'f"{minutes}:{seconds:02d}"',
        'f"SELECT number FROM {table}"',
        'f"QLabel {{ color: {ink}; }}"',
        'logger.info(f"{name} has gone")',
        'raise ValueError(f"no {name} there")',
        'raise MalformedDataError(f"not a frame of {count} parts", data)',
        'f"tock {interval}\\n".encode("ascii")',
        'threading.Thread(target=run, name=f"serial {port}")',
        'class A:\n    def __repr__(self):\n        return f"a thing of {self.name}"',
        '", ".join(names)',
        '"one sentence " "in two lines"',
        "first + second",
    ],
)
def test_what_is_whole_or_for_no_person_is_left_alone(tmp_path, source):
    path = tmp_path / "module.py"
    path.write_text(source)
    assert list(glued_words(path)) == []
