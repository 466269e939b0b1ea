"""A study of twenty people: with its key closed, and with its key open; no test changes them."""

import pytest

from tests.rigs.studies import made_study


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    folder = tmp_path_factory.mktemp("study")
    made_study.twenty(folder)
    return folder


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    folder = tmp_path_factory.mktemp("opened")
    made_study.twenty(folder)
    made_study.allocation(folder)
    return folder
