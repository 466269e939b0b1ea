"""What can be known here of the installers of Windows and macOS, which neither can be built nor run under Linux."""

import plistlib
import re
import shutil
import uuid
from pathlib import Path, PureWindowsPath

import platformdirs.windows
import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from installers.contents import ROOT
from installers.icons import write_icons
from installers.macos import bundle
from tests.rigs.suite import programs
from ui.words.languages import available_languages, first_language

SCRIPT = (ROOT / "installers/windows/soften.iss").read_text(encoding="utf-8")


def sections() -> dict[str, list[str]]:
    """The lines of each section, without remarks and what the preprocessor reads; a line that goes on is one."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in SCRIPT.replace("\\\n", "").splitlines():
        if head := re.fullmatch(r"\[(\w+)\]", line):
            name = head[1]
        elif name and line.strip() and not line.startswith((";", "#")):
            found.setdefault(name, []).append(line)
    return found


def test_the_icons_hold_each_size_as_it_was_painted(tmp_path) -> None:
    windows, macos = write_icons(tmp_path)
    with Image.open(windows) as icon:
        assert icon.info["sizes"] == {(side, side) for side in (16, 24, 32, 48, 64, 128, 256)}
        for side in (16, 48, 256):
            with Image.open(ROOT / f"ui/desktop/theme/icon/soften-{side}.png") as painted:
                assert icon.ico.getimage((side, side)).convert("RGBA").tobytes() == painted.convert("RGBA").tobytes()
    with Image.open(macos) as icon:
        assert {(16, 16, 2), (32, 32, 2), (128, 128, 1), (256, 256, 1), (512, 512, 1)} <= set(icon.info["sizes"])


def test_windows_installs_for_one_person_and_takes_away_only_what_it_put_there(monkeypatch) -> None:
    setup = dict(line.split("=", 1) for line in sections()["Setup"] if "=" in line)
    assert setup["PrivilegesRequired"] == "lowest"
    assert setup["DefaultDirName"] == r"{autopf}\Soften"
    assert uuid.UUID(setup["AppId"].strip("{}"))
    assert "UninstallDelete" not in sections()
    # For one person `autopf` is Programs beneath their local data; what is kept lies beside it and not within.
    local = PureWindowsPath(r"C:\Users\Fern\AppData\Local")
    monkeypatch.setattr(platformdirs.windows, "get_win_folder", lambda _name: str(local))
    kept = PureWindowsPath(platformdirs.windows.Windows("soften", appauthor=False).user_data_dir)
    assert kept == local / "soften"
    assert not kept.is_relative_to(local / "Programs" / "Soften")


def test_the_start_menu_leads_to_the_program_without_a_terminal() -> None:
    assert all(r"{app}\soften-window.exe" in line for line in sections()["Icons"])
    assert any(line.startswith('Name: "{autoprograms}') for line in sections()["Icons"])


def test_windows_speaks_the_languages_of_the_program() -> None:
    named = {re.search(r'Name: "(\w+)"', line)[1] for line in sections()["Languages"]}
    assert named == set(available_languages())
    for code in named:
        said = first_language([code]).gettext("Practise self-compassion with your own heart for company.").rstrip(".")
        assert f"{code}.Company={said}" in sections()["CustomMessages"]


def test_what_is_hardened_may_do_what_it_says() -> None:
    allowed = plistlib.loads((ROOT / "installers/macos/entitlements.plist").read_bytes())
    assert allowed["com.apple.security.device.audio-input"] is True
    assert ("NSMicrophoneUsageDescription" in bundle.INFO_PLIST) is True
    # Qt can be replaced, as the LGPL asks, only where libraries signed by others are loaded.
    assert allowed["com.apple.security.cs.disable-library-validation"] is True
    assert plistlib.loads(plistlib.dumps(bundle.INFO_PLIST)) == bundle.INFO_PLIST


def test_the_password_of_the_certificate_stands_in_no_command(tmp_path) -> None:
    """It is in the surroundings of PowerShell alone, which imports the key; all else names it by its thumbprint."""
    shell = shutil.which("bash")
    if shell is None:
        pytest.skip("bash is not here")
    said = tmp_path / "said"
    for name in ("signtool", "iscc", "powershell", "cygpath"):
        stand_in = tmp_path / name
        stand_in.write_text(f'#!/bin/sh\nprintf "%s " {name} "$@" >> {said}\necho ABCDEF\n', encoding="utf-8")
        stand_in.chmod(0o755)
    password = 'moss$f "and" fern'
    environment = {"CERTIFICATE": "a2V5", "CERTIFICATE_PASSWORD": password, "PATH": f"{tmp_path}:/usr/bin:/bin"}
    done = programs.run([shell, str(ROOT / "installers/windows/sign.sh"), "1.2.3"], env=environment)
    assert done.returncode == 0
    told = said.read_text(encoding="utf-8")
    assert "moss" not in told
    assert "iscc //Qp //DVersion=1.2.3 //DSigned //Ssoften=signtool sign /sha1 ABCDEF /fd sha256" in told
    assert "signtool sign //sha1 ABCDEF" in told
    assert "Remove-Item -DeleteKey" in told


def test_macos_asks_for_leave_in_the_languages_of_the_program() -> None:
    assert bundle.INFO_PLIST["CFBundleLocalizations"] == list(available_languages())
    asked = [bundle.words(code) for code in bundle.languages()]
    reasons = {"NSBluetoothAlwaysUsageDescription", "NSMicrophoneUsageDescription"}
    for said in asked:
        assert set(said) == reasons
    for reason in reasons:
        assert len({said[reason] for said in asked}) == len(asked), "each language has words of its own"
        assert bundle.INFO_PLIST[reason] == asked[0][reason]
    for source, _ in bundle.word_files():
        text = Path(source).read_text(encoding="utf-8")
        assert len(text.splitlines()) == len(reasons), "nothing is there that is not read"


def test_every_typeface_is_named_in_the_rights_of_the_bundle() -> None:
    theme = ROOT / "ui/desktop/theme"
    families = {
        TTFont(path)["name"].getDebugName(1)
        for path in theme.rglob("*.otf")
        if "Regular" in path.name  # the family is called the same in every weight
    }
    assert families == {"Inter", "SoftenHangul"}
    assert all(name in bundle.INFO_PLIST["NSHumanReadableCopyright"] for name in families)


@pytest.mark.parametrize("script", ["installers/macos/make_dmg.sh"])
def test_the_script_of_macos_can_be_read_by_its_shell(script: str) -> None:
    shell = shutil.which("bash")
    if shell is None:
        pytest.skip("bash is not here")
    assert programs.run([shell, "-n", str(ROOT / script)]).returncode == 0
