"""Whether a window can be shown, found out without Qt, which ends the program when it finds no screen."""

import socket

import pytest

from tests.rigs.words.said_errors import said
from ui.desktop.display import display_error


@pytest.fixture
def wayland(tmp_path):
    """A Wayland socket at which somebody listens."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "wayland-0"))
        listening.listen()
        yield {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}


def test_without_a_display_there_is_no_screen():
    assert said(display_error({}, "linux")) == "There is no screen here."


def test_a_wayland_screen_that_answers_is_one(wayland):
    assert display_error(wayland, "linux") is None


@pytest.mark.parametrize("display", [":4711", "unix:4711", "localhost:4711", "nonsense"])
def test_a_display_that_leads_nowhere_is_told_by_name(display):
    assert display in said(display_error({"DISPLAY": display}, "linux"))


def test_a_wayland_screen_that_is_gone_is_told(tmp_path):
    gone = {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert "wayland-7" in said(display_error(gone, "linux"))


def test_elsewhere_there_is_always_a_screen():
    assert display_error({}, "darwin") is None
    assert display_error({}, "win32") is None
