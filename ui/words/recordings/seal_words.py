"""What is said of passphrases and seals, the same in the window and in the terminal."""

from ui.words.help_words import HelpPage, good_to_know
from ui.words.language import Language

SEALS = "seals"
"""The name of the page of help about the passphrase."""


def no_way_back(language: Language) -> str:
    """Return what is said before a passphrase is chosen."""
    return language.gettext(
        "Nobody can bring a forgotten passphrase back, and neither can Soften. Without it sealed recordings stay "
        "closed for ever, so please keep it somewhere safe."
    )


def kept_in_memory(language: Language) -> str:
    """Return where the passphrase is, meanwhile."""
    return language.gettext("It is asked for once each time Soften runs, and is kept in no file.")


def resealed_sentence(count: int, language: Language) -> str:
    """Return how many recordings were sealed."""
    said = language.ngettext("{count} recording is sealed now.", "{count} recordings are sealed now.", count)
    return said.format(count=language.whole(count))


def unsealed_sentence(count: int, language: Language) -> str:
    """Return how many recordings are without a seal now."""
    said = language.ngettext("{count} recording is a plain file now.", "{count} recordings are plain files now.", count)
    return said.format(count=language.whole(count))


def traces_left(language: Language) -> str:
    """Return what sealing an existing recording cannot do."""
    return language.gettext(
        "Copies elsewhere stay as they are: backups, shared copies, and what a disk keeps of files that were replaced. "
        "The name of a file still tells its time and its practice."
    )


def passphrase_title(language: Language) -> str:
    """Return the title of the page that asks for it."""
    return language.gettext("Your passphrase, please")


def open_words(language: Language) -> str:
    """Return what is said where it is asked for."""
    return language.gettext("Your recordings are sealed. The passphrase opens those there are, and seals new ones.")


def seal_words(language: Language) -> str:
    """Return what sealing is."""
    return language.gettext(
        "With a passphrase of your own. Nobody who has the files can read them without it; "
        "the time of each recording stays in its name."
    )


def before_words(plain: int, sealed: int, language: Language) -> str:
    """Return how many recordings are plain and how many are sealed."""
    plain_words = language.ngettext("{count} recording is plain", "{count} recordings are plain", plain)
    sealed_words = language.ngettext("{count} is sealed", "{count} are sealed", sealed)
    # Translators: the placeholders are such as "3 recordings are plain" and "12 are sealed".
    return language.gettext("{plain_ones}; {sealed_ones}.").format(
        plain_ones=plain_words.format(count=language.whole(plain)),
        sealed_ones=sealed_words.format(count=language.whole(sealed)),
    )


def seal_page(language: Language) -> HelpPage:
    """Return the page of help about the passphrase."""
    gettext = language.gettext
    parts = (
        ("", seal_words(language)),
        ("", no_way_back(language)),
        (
            gettext("Where it is"),
            " ".join(
                (
                    kept_in_memory(language),
                    gettext("It is forgotten when Soften closes, and when somebody else practises."),
                )
            ),
        ),
        (
            gettext("What can be seen without it"),
            gettext(
                "That there is a recording, when it began, and how large it is. The list of recordings keeps no more."
            ),
        ),
        (
            gettext("What was recorded before"),
            gettext(
                "The settings, under Privacy, seal it too, or open all seals for good. Each time a copy is made and "
                "compared before it takes the place of the recording."
            ),
        ),
        (gettext("What stays as it is"), traces_left(language)),
        (
            gettext("Copies to share"),
            gettext("A copy that you share or export is not sealed: whoever it is for can read it."),
        ),
        (
            gettext("Several people"),
            gettext(
                "Each has a passphrase of their own, or none. What a guest records is deleted at the end, as ever."
            ),
        ),
    )
    # Translators: not shown; whatever somebody may type in the search of help for the page about the passphrase.
    found_by = language.pgettext("words to be found by", "password, encryption, encrypted, locked, forgotten, secret")
    title = gettext("A passphrase for recordings")
    return HelpPage(SEALS, good_to_know(language), title, parts, found_by=found_by)
