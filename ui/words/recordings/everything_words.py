"""What there is of all that Soften keeps on this machine, by kind, and what an archive of it says of itself."""

from collections.abc import Mapping

from ui.words.language import Language


def kind_sentence(kind: str, count: int, language: Language) -> str:
    """Return how many files of a kind there are; ``kind`` is a `KindKept`."""
    messages = {
        "recording": language.ngettext(
            "{count} file of recordings of your own, with notes and tags in them",
            "{count} files of recordings of your own, with notes and tags in them",
            count,
        ),
        "of-people": language.ngettext(
            "{count} file of others who practise here",
            "{count} files of others who practise here",
            count,
        ),
        "practice": language.ngettext(
            "{count} file of practices of your own, their voices and sounds",
            "{count} files of practices of your own, their voices and sounds",
            count,
        ),
        "setting": language.ngettext(
            "{count} file of settings, names, and what is remembered of you",
            "{count} files of settings, names, and what is remembered of you",
            count,
        ),
        "made-anew": language.ngettext(
            "{count} file of an index, which is made anew from the recordings",
            "{count} files of an index, which is made anew from the recordings",
            count,
        ),
    }
    return messages[kind].format(count=language.whole(count))


def along_sentence(language: Language) -> str:
    """Return what it is to take everything along."""
    return language.gettext(
        "All that Soften keeps here, of everybody, as it is, in one zip with a README. What is sealed stays sealed; "
        "anybody who has the zip can read the rest."
    )


def taken_along_sentence(count: int, path: str, language: Language) -> str:
    """Return how many files are in the archive, and where it is."""
    message = language.ngettext("{count} file is in {path}.", "{count} files are in {path}.", count)
    return message.format(count=language.whole(count), path=path)


def more_not_copied(count: int, language: Language) -> str:
    """Return that so many more files are not in the archive."""
    message = language.ngettext(
        "{count} more file could not be copied.", "{count} more files could not be copied.", count
    )
    return message.format(count=language.whole(count))


def seals_stay(language: Language) -> str:
    """Return what becomes of seals in the archive."""
    return language.gettext("What is sealed with a passphrase is so in there too.")


def readme(counts: Mapping[str, int], language: Language) -> str:
    """Return what the archive says of itself, as text."""
    lines = [
        language.gettext("All that Soften kept on a machine, copied as it was."),
        "",
        *(f"* {kind_sentence(kind, count, language)}" for kind, count in counts.items() if kind != "made-anew"),
        "",
        language.gettext(
            "recordings/: a SQLite file for each practice (.soften). `soften analyse FILE` and `soften export FILE` "
            "read them, and so does any SQLite. Files that end in -wal belong to the recording of the same name, which "
            "was being written or was cut off."
        ),
        language.gettext("people/: the same of each person who practises here, in a folder of their own."),
        language.gettext("practices/: practice files (TOML), with the voices and sounds that belong to them."),
        language.gettext("settings/: preferences and names (JSON), and what is remembered of you."),
        "",
        language.gettext(
            "To have it again, copy recordings/ and people/ into the folder of the recordings, and practices/ and "
            "settings/ into that of Soften. What is sealed with a passphrase is so in here too. Anybody who has this "
            "archive can read the rest: keep it where you would keep a diary."
        ),
    ]
    return "\n".join(lines) + "\n"
