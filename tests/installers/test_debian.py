"""What the Debian package tells other programs: the menu, shells, the manual, the software centre, dpkg."""

import datetime
import gzip
import re
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest
from typer.main import get_command

from biofeedback.app.about.within import parts_within
from biofeedback.cli.command_line import command_line
from installers import elf
from installers.contents import ROOT, bundled
from installers.debian import build, dependencies
from installers.debian.completions import PLACES, completion
from installers.debian.man_page import _escaped, man_page
from installers.debian.rights import copyright_file
from installers.macos import bundle
from scripts.check_release import version
from tests.rigs.suite import programs
from ui.words.languages import first_language

DAY = datetime.datetime(2026, 11, 30, tzinfo=datetime.UTC)
ENGLISH = first_language(["en"])


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("deb")
    build.write_shared_files(folder, DAY)
    return folder


@pytest.fixture(scope="module")
def manual() -> str:
    return man_page("1.2.3", "2026-11-30", ENGLISH)


def need(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not here")
    return found


def test_the_software_centre_takes_the_metadata(tree: Path) -> None:
    metadata = tree / "usr/share/metainfo" / f"{bundle.IDENTIFIER}.metainfo.xml"
    text = metadata.read_text(encoding="utf-8")
    assert f"<id>{bundle.IDENTIFIER}</id>" in text
    assert f'<release version="{version()}" date="2026-11-30"/>' in text
    done = programs.run(
        [need("appstreamcli"), "validate", "--no-net", "--pedantic", str(metadata)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_the_entry_of_the_menu_is_in_order_and_names_what_is_there(tree: Path) -> None:
    entry = tree / "usr/share/applications/soften.desktop"
    read = ConfigParser(interpolation=None)
    read.read(entry, encoding="utf-8")
    hicolor = tree / "usr/share/icons/hicolor"
    icons = {path.relative_to(hicolor) for path in hicolor.rglob(f"{read['Desktop Entry']['Icon']}.*")}
    assert Path("scalable/apps/soften.svg") in icons
    assert Path("48x48/apps/soften.png") in icons
    done = programs.run([need("desktop-file-validate"), str(entry)], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("code", ["de", "ko"])
def test_the_menu_and_the_software_centre_say_what_the_program_says(tree: Path, code: str) -> None:
    said = first_language([code]).gettext("Practise self-compassion with your own heart for company.").rstrip(".")
    entry = (tree / "usr/share/applications/soften.desktop").read_text(encoding="utf-8")
    assert f"Comment[{code}]={said}\n" in entry
    metadata = next((tree / "usr/share/metainfo").iterdir()).read_text(encoding="utf-8")
    assert f'<summary xml:lang="{code}">{said}</summary>' in metadata


def test_the_manual_has_every_command_and_every_option(manual: str) -> None:
    plain = manual.replace(r"\-", "-")

    def note(group, path: str) -> None:
        for name, command in group.commands.items():
            assert f".SS {path} {name}\n" in plain
            section = plain.partition(f".SS {path} {name}\n")[2].partition("\n.SS ")[0]
            for parameter in command.params:
                if parameter.param_type_name == "option" and not parameter.hidden:
                    assert f"\\fB{parameter.opts[0]}\\fR" in section, (name, parameter.opts)
            if hasattr(command, "commands"):
                note(command, f"{path} {name}")

    note(get_command(command_line(ENGLISH)), "soften")
    assert '.TH SOFTEN 1 "2026-11-30" "soften 1.2.3"' in manual
    assert ".SS soften sessions seal" in manual
    assert "[bold]" not in manual


def test_the_manual_is_read_without_a_warning(manual: str, tmp_path: Path) -> None:
    page = tmp_path / "soften.1"
    page.write_text(manual, encoding="utf-8")
    done = programs.run(
        [need("groff"), "-man", "-Tutf8", "-K", "utf8", "-ww", str(page)], capture_output=True, text=True
    )
    assert done.returncode == 0
    complaints = [
        line for line in done.stderr.splitlines() if "can't break line" not in line and "cannot adjust" not in line
    ]
    assert complaints == []
    assert "practise self-compassion" in done.stdout


@pytest.mark.parametrize(
    ("said", "written"),
    [(".toml files", r"\&.toml files"), ("a-b", r"a\-b"), (r"C:\x", r"C:\ex"), ("it's `x`", r"it\(aqs \(gax\(ga")],
)
def test_what_roff_would_take_for_its_own_is_marked(said: str, written: str) -> None:
    assert _escaped(said) == written


def test_no_line_of_the_manual_is_taken_for_a_command_by_chance(manual: str) -> None:
    known = {".TH", ".SH", ".SS", ".PP", ".TP", ".B", ".I", ".br"}
    assert {line.split()[0] for line in manual.splitlines() if line.startswith((".", "'"))} <= known


def test_bash_completes_a_word_by_what_the_package_brings(tmp_path: Path) -> None:
    script = tmp_path / "soften"
    script.write_text(completion("bash"), encoding="utf-8")
    program = tmp_path / "answers"
    program.write_text('#!/bin/sh\necho "$_SOFTEN_COMPLETE" $COMP_WORDS "$COMP_CWORD"\n', encoding="utf-8")
    program.chmod(0o755)
    asked = f'. {script}; COMP_WORDS=(soften pra); COMP_CWORD=1; _soften_completion {program}; echo "${{COMPREPLY[0]}}"'
    done = programs.run([need("bash"), "--norc", "-c", asked], capture_output=True, text=True)
    assert done.stdout == "complete_bash soften pra 1\n"


def test_each_shell_has_its_file(tree: Path) -> None:
    for shell, place in PLACES.items():
        text = (tree / place).read_text(encoding="utf-8")
        assert f"_SOFTEN_COMPLETE=complete_{shell}" in text
    assert (tree / PLACES["zsh"]).read_text(encoding="utf-8").startswith("#compdef soften\n")
    assert (tree / PLACES["zsh"]).read_text(encoding="utf-8").endswith('_soften_completion "$@"\n')


def test_the_rights_name_every_library_and_no_gpl(tree: Path) -> None:
    text = (tree / "usr/share/doc/soften/copyright").read_text(encoding="utf-8")
    assert text == copyright_file()
    for each in bundled()[1:]:
        assert f" {each.name} {each.version}: {each.licence}\n" in text
    for part in parts_within("linux", installed=True):
        assert f" {part.name}: {part.licence}\n" in text
    assert "docs/" not in text, "they are in no package"
    assert "Redistribution and use in source and binary forms" in text
    assert text.count("SIL OPEN FONT LICENSE Version 1.1") == 2
    assert not re.search(r"^ (mutagen|readline)", text, re.MULTILINE)
    # Every field of a paragraph begins at the margin, and everything else has a space before it.
    for line in text.splitlines():
        assert not line or line.startswith(" ") or re.match(r"[A-Z][A-Za-z-]+:", line), line


def test_the_control_file_says_the_size_and_the_floor(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(bytes(1500))
    (tmp_path / "b").write_bytes(bytes(1))
    (tmp_path / "c").symlink_to("a")
    need("dpkg")
    text = build.control_file(tmp_path, "1.2.3-1", ["libc6 (>= 2.36)", "libegl1"], (2, 36))
    assert "\nInstalled-Size: 3\n" in text
    assert "\nDepends: libc6 (>= 2.36), libegl1\n" in text
    assert "glibc 2.36 or a\n newer one." in text
    assert all(line.startswith(" ") or re.match(r"[A-Z][\w-]+: ", line) for line in text.splitlines())


def test_the_floor_is_the_newest_symbol_of_any_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one.so").write_bytes(b"\x7fELF and more")
    (tmp_path / "text").write_bytes(b"none")
    (tmp_path / "link.so").symlink_to("one.so")
    assert elf.elf_files(tmp_path) == [tmp_path / "one.so"]
    said = "  0x10: Name: GLIBC_2.9  Flags: none\n  Name: GLIBC_2.36  Flags\n  Name: GLIBC_2.4\n Name: GLIBCXX_3.4.30\n"
    monkeypatch.setattr(elf.subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 0, said, ""))
    assert elf.glibc_floor(tmp_path) == (2, 36)


def test_what_a_library_of_this_machine_asks_for_is_found(tmp_path: Path) -> None:
    need("dpkg-shlibdeps")
    shutil.copy(need("dpkg"), tmp_path / "program")
    asked = dependencies.required(tmp_path)
    assert any(each.startswith("libc6 (>= ") for each in asked)
    assert set(dependencies.LOADED_BY_NAME) <= set(asked)


def test_what_lies_in_the_folder_is_asked_of_no_package(tmp_path: Path) -> None:
    need("dpkg-shlibdeps")
    shutil.copy(need("dpkg"), tmp_path / "program")
    linked = programs.run(["ldd", str(tmp_path / "program")], capture_output=True, text=True).stdout
    (library,) = re.findall(r"=> (\S+/libselinux\.so\.1) ", linked) or [pytest.skip("dpkg is linked otherwise here")]
    assert any(each.startswith("libselinux1") for each in dependencies.required(tmp_path))
    shutil.copy(library, tmp_path / "libselinux.so.1")
    assert not any(each.startswith("libselinux1") for each in dependencies.required(tmp_path))


def test_everybody_may_read_and_only_programs_run(tmp_path: Path) -> None:
    for name, head in (("soften", b"\x7fELF"), ("lib.so.6", b"\x7fELF"), ("words.toml", b"title")):
        (tmp_path / name).write_bytes(head)
        (tmp_path / name).chmod(0o700)
    build.settle_modes(tmp_path)
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert modes == {"soften": 0o755, "lib.so.6": 0o644, "words.toml": 0o644}


def test_the_same_sources_make_the_same_files(tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build.write_shared_files(tmp_path, DAY)
    again = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert again == {path.relative_to(tree): path.read_bytes() for path in tree.rglob("*") if path.is_file()}
    assert gzip.decompress(again[Path("usr/share/man/man1/soften.1.gz")]).startswith(b".TH SOFTEN")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(DAY.timestamp())))
    assert build._moment() == DAY


def test_the_chroot_is_made_of_a_script_that_a_shell_can_read() -> None:
    script = ROOT / "installers/debian/in_a_chroot.sh"
    assert programs.run(["sh", "-n", str(script)]).returncode == 0
