"""`soften study init`: make a study whose conditions are drawn by chance and sealed."""

from dataclasses import dataclass
from pathlib import Path

import typer

from biofeedback.app.paths import from_home
from biofeedback.cli.options import takes
from biofeedback.cli.passphrase import new_passphrase
from biofeedback.cli.say import say
from biofeedback.cli.typer_words import command_class, examples, paragraphs
from biofeedback.error_codes import AllocationErrorCode
from biofeedback.outside_text import shown
from ui.words.language import Language

_USUAL_BLOCKS = (2, 3)
"""How often each condition is in a block where nobody says: chance takes one or the other for every block. A choice:
small enough to keep the groups alike, and of two sizes so that nobody counts a block out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InitOptions:
    """What can be said to `soften study init`."""

    folder: Path
    protocol: Path
    participants: int
    block_size: list[int] | None = None
    sessions: int = 1
    stratum: list[str] | None = None
    donors: Path | None = None
    seed: int | None = None
    key: Path | None = None


def add(within: typer.Typer, language: Language) -> None:
    """Give the family this command."""
    within.command(
        "init",
        cls=command_class(language),
        help=paragraphs(
            language.gettext("Make a study whose conditions are drawn by chance, in blocks, and sealed."),
            language.gettext(
                "The key says who is in which condition, and is sealed with a passphrase. Sessions are begun without "
                "it, and nobody is told a condition until `soften study open`."
            ),
        ),
        epilog=examples(
            language,
            "`soften study init ~/study --protocol lights.toml --participants 20`",
            "`soften study init ~/study --protocol it.toml --participants 9 --donors ~/old`",
        ),
    )(takes(init, InitOptions, language, _words(language)))


def _words(language: Language) -> dict[str, object]:
    return {
        "folder": typer.Argument(help=language.gettext("The folder of the study.")),
        "key": typer.Option(
            "--key", metavar="FILE", help=language.gettext("Where the key lies; else in the folder of the study.")
        ),
        "protocol": typer.Option(
            "--protocol", metavar="FILE", help=language.gettext("A practice file with conditions.")
        ),
        "participants": typer.Option(
            "--participants",
            min=1,
            max=10_000,  # far above any study
            help=language.gettext("How many take part; in each stratum, where there are several."),
        ),
        "block_size": typer.Option(
            "--block-size",
            min=2,
            help=language.gettext(
                "How many people a block holds; said again, chance takes one of the sizes for each block. Else each "
                "condition is in a block two or three times."
            ),
        ),
        "sessions": typer.Option(
            "--sessions", min=1, max=100, help=language.gettext("How many sessions each participant has.")
        ),
        "stratum": typer.Option(
            "--stratum",
            metavar="CODE",
            help=language.gettext(
                "A part of the people with blocks of its own, one to three letters; said again for each."
            ),
        ),
        "donors": typer.Option(
            "--donors",
            metavar="FOLDER",
            help=language.gettext("The recordings whose feedback is replayed, where a condition does that."),
        ),
        "seed": typer.Option(
            "--seed",
            min=0,
            help=language.gettext(
                "What chance grows from. Else nobody knows it but the key; one that is typed is known to whoever typed "
                "it."
            ),
        ),
    }


def init(language: Language, options: InitOptions) -> None:
    """Make a study whose conditions are drawn by chance, in blocks, and sealed."""
    from biofeedback.app.study.sealed.founding import Plan, check_plan, conditions_of, found
    from biofeedback.app.study.sealed.study_file import KEY

    folder = from_home(options.folder).absolute()
    key = folder / KEY if options.key is None else from_home(options.key).absolute()
    plan = Plan(
        protocol=from_home(options.protocol).absolute(),
        participants=options.participants,
        block_sizes=tuple(options.block_size or ()),
        sessions=options.sessions,
        strata=tuple(options.stratum or ()),
        seed=options.seed,
        donors=None if options.donors is None else from_home(options.donors).absolute(),
    )
    count = len(conditions_of(check_plan(folder, plan)))
    if not plan.block_sizes:
        plan = plan._replace(block_sizes=tuple(times * count for times in _USUAL_BLOCKS))
    warning = language.gettext(
        "Nobody can bring a forgotten passphrase back, and neither can Soften. Without it nobody learns who was in "
        "which condition, so please keep it somewhere safe, away from whoever runs the sessions."
    )
    study = found(folder, key, plan, new_passphrase(language, warning, AllocationErrorCode.PASSPHRASE_NEEDED))
    people = language.ngettext("{count} participant", "{count} participants", len(study.participants))
    sessions = language.ngettext("{count} session each", "{count} sessions each", study.sessions)
    say(
        language.gettext("The study {name} is made: {people}, {first} to {last}, with {sessions}.").format(
            name=study.name,
            people=people.format(count=language.whole(len(study.participants))),
            first=study.participants[0],
            last=study.participants[-1],
            sessions=sessions.format(count=language.whole(study.sessions)),
        )
    )
    say(
        language.gettext(
            "Its key is {path}. Please take it, and a copy of it, to where whoever runs the sessions does not come."
        ).format(path=shown(str(key)))
    )
