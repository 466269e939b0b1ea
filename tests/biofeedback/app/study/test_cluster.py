"""A study on a real scheduler, whose workers are killed midway, with a file that kills whoever takes it up."""

import os
import signal
import threading
import time

import dask
import distributed
import pytest

from biofeedback.app.study.cluster import ClusterWorkers
from biofeedback.app.study.files import files_of
from biofeedback.app.study.kept import KeptResults
from biofeedback.app.study.one_file import StudySettings, analyse_file
from biofeedback.app.study.running import run
from biofeedback.error_codes import StudyErrorCode
from tests.rigs import poisonous_files

SETTINGS = StudySettings()
FILES = 12


@pytest.fixture(scope="module")
def scheduler():
    """The address of a scheduler of its own, with two workers, each a process that is started again when it dies."""
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1}),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster,
    ):
        yield cluster.scheduler_address


@pytest.fixture
def folder(tmp_path):
    where = tmp_path / "study"
    where.mkdir()
    for number in range(FILES):
        (where / f"p{number:02}.txt").write_text(
            "\n".join(str(800 + (beat * (7 + number)) % 60) for beat in range(120))
        )
    return where


def kill_one(address):
    """Kill a worker that is at a file."""
    with distributed.Client(address, set_as_default=False) as client:
        while not (busy := [worker for worker, tasks in client.processing().items() if tasks]):
            time.sleep(0.02)
        os.kill(client.run(os.getpid, workers=busy[:1])[busy[0]], signal.SIGKILL)


def test_workers_that_are_killed_cost_nothing_and_a_poisonous_file_itself(scheduler, folder, tmp_path):
    (folder / poisonous_files.KILLS).write_text("800\n" * 60)
    kept = KeptResults(tmp_path / "kept", SETTINGS)
    killer = threading.Thread(target=kill_one, args=(scheduler,))
    workers = ClusterWorkers(scheduler, SETTINGS, analyse=poisonous_files.slowly)
    killer.start()
    done = {each.name: each for each in run(folder, files_of(folder), kept, workers)}
    killer.join()
    (poisoned,) = (name for name, each in done.items() if each.error is not None)
    assert poisoned == poisonous_files.KILLS
    assert done[poisoned].error.code is StudyErrorCode.WORKER_DIED
    for name, each in done.items():
        if name != poisoned:
            assert each.result == analyse_file(folder / name, SETTINGS), "as on this machine"


def test_a_worker_that_is_at_a_file_for_too_long_leaves(scheduler, folder, tmp_path):
    (folder / poisonous_files.HANGS).write_text("800\n" * 60)
    kept = KeptResults(tmp_path / "kept", SETTINGS)
    workers = ClusterWorkers(scheduler, SETTINGS, longest_s=4.0, analyse=poisonous_files.analysed)
    names = [poisonous_files.HANGS, "p00.txt", "p01.txt"]
    done = {each.name: each for each in run(folder, names, kept, workers)}
    assert {name for name, each in done.items() if each.error is None} == {"p00.txt", "p01.txt"}
