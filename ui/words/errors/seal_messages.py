"""What is wrong with a passphrase, or with a recording that is sealed with one."""

from collections.abc import Mapping

from biofeedback.error_codes import SealErrorCode
from ui.words.errors.given import Given
from ui.words.language import Language


def messages(language: Language, _given: Given) -> Mapping[str, str]:
    """Return the message of every code."""
    return _of_recordings(language) | _of_passphrases(language)


def _of_recordings(language: Language) -> dict[str, str]:
    return {
        SealErrorCode.SEALED: language.gettext("{path} is sealed. It opens with the passphrase it was sealed with."),
        SealErrorCode.OTHER_PASSPHRASE: language.gettext(
            "{path} does not open with this passphrase. Please look at capitals and at the language of the keyboard. "
            "If you are sure of it, the first bytes of the file may be damaged."
        ),
        SealErrorCode.BEGINNING_DAMAGED: language.gettext(
            "This is the passphrase of {path}, but the beginning of the file is damaged, so it cannot be opened. "
            "Please look for an earlier copy of it."
        ),
        SealErrorCode.PAGES_DAMAGED: language.gettext(
            "{path} is sealed, and was cut off or is damaged in some of its pages. What is on them cannot "
            "be read, and a sealed recording with such pages cannot be mended. Please look for an earlier copy of it."
        ),
        SealErrorCode.DOES_NOT_SEAL: language.gettext(
            "Another library of the name apsw is installed, which would write in clear. Nothing is recorded. "
            "This brings the one that seals: `pip uninstall apsw apsw-sqlite3mc`, then `pip install 'soften[sealed]'`."
        ),
        SealErrorCode.NOT_SEALED: language.gettext("{path} is not sealed."),
        SealErrorCode.NOT_CHANGED: language.gettext(
            "The seal of {path} could not be changed: {problem}. It is as it was."
        ),
    }


def _of_passphrases(language: Language) -> dict[str, str]:
    return {
        SealErrorCode.PASSPHRASE_EMPTY: language.gettext("A passphrase has at least one letter or sign."),
        SealErrorCode.PASSPHRASE_TOO_LONG: language.gettext("A passphrase can be up to {longest} bytes long."),
        SealErrorCode.PASSPHRASES_DIFFER: language.gettext(
            "The two are not the same. Please type the passphrase twice, alike."
        ),
        SealErrorCode.PASSPHRASE_NEEDED: language.gettext(
            "New recordings are sealed here, and the passphrase was not given yet. Nothing is recorded without it. "
            "Where nobody can be asked, a file gives it: `soften --passphrase-file FILE begin`."
        ),
        SealErrorCode.WHICH_RECORDINGS: language.gettext(
            "Please say which recordings, by name, or `--all` for all of them."
        ),
        SealErrorCode.CHOICE_NOT_KEPT: language.gettext(
            "Whether new recordings are sealed cannot be kept in {path}: {problem}."
        ),
        SealErrorCode.PASSPHRASE_UNREADABLE: language.gettext("No passphrase can be read from {path}: {problem}."),
    }
