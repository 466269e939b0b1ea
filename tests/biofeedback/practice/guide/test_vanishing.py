import pytest

from biofeedback.practice.guide.vanishing import leading_share
from biofeedback.practice.script.model import Step


@pytest.mark.parametrize(("share", "leads"), [(0.0, 1.0), (1 / 6, 0.75), (1 / 3, 0.5), (2 / 3, 0.0), (1.0, 0.0)])
def test_a_light_that_vanishes_has_let_go_after_two_thirds(share, leads):
    assert leading_share(Step("a", "A", "", 60.0, "vanish", "shown", ()), share) == pytest.approx(leads)
    assert leading_share(Step("a", "A", "", 60.0, "lead", "shown", ()), share) == 1.0
