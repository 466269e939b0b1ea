#!/bin/sh
# Builds the sdist and the wheel into dist/, and fails where a second wheel is not the same to the last bit.
set -e
python -m pip install --quiet build
python -m build --outdir dist
python -m build --wheel --outdir again
cmp dist/*.whl again/*.whl
