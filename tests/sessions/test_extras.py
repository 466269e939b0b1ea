import pyarrow
import pytest

from biofeedback.errors import UsageError
from sessions.extras import needed


def test_a_library_that_is_there_is_handed_over():
    assert needed("files", "pyarrow") is pyarrow


@pytest.mark.parametrize("module", ["no_such_library", "no_such_library.part", "pyarrow.no_such_part"])
def test_a_missing_library_names_what_brings_it(module):
    with pytest.raises(UsageError) as caught:
        needed("files", module)
    assert caught.value.code == "extra-not-there"
    assert dict(caught.value.facts) == {"library": module.partition(".")[0], "extra": "files"}
