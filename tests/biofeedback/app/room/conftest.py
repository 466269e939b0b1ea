"""An application whose rooms pass quickly."""

from collections.abc import Iterator

import pytest

from biofeedback.app.application import LiveApplication
from tests.rigs.practices.lived_rooms import SPEED


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveApplication]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTEN_DATA", str(tmp_path_factory.mktemp("data")))
        with LiveApplication(speed=SPEED, seed=7) as live:
            yield live
