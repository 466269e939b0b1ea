"""A study on a real scheduler, whose workers are killed midway, with a file that kills whoever takes it up."""

import os
import signal
import socket
import sys
import threading
import time
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL

import pytest

from biofeedback.app.study.cluster import ClusterWorkers
from biofeedback.app.study.files import files_of
from biofeedback.app.study.kept import KeptResults
from biofeedback.app.study.one_file import StudySettings, analyse_file
from biofeedback.app.study.running import run
from biofeedback.app.study.workers import LONGEST_FILE_S
from biofeedback.error_codes import StudyErrorCode
from tests.rigs.files import poisonous_files
from tests.rigs.suite import programs

ROOT = Path(__file__).resolve().parents[4]
SETTINGS = StudySettings()
FILES = 12


def keep_one(address, ended):
    """Have a worker there, and another one as soon as it dies, which a nanny has not of one that dies as it begins."""
    command = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--no-nanny", "--nthreads", "1"]
    while not ended.is_set():
        with programs.start([*command, "--no-dashboard"], cwd=ROOT, stdout=DEVNULL, stderr=DEVNULL) as worker:
            while worker.poll() is None:
                if ended.wait(0.02):
                    worker.kill_all()


@contextmanager
def cluster(workers, deaths):
    """Have a scheduler of its own, with workers each of which is a process; it gives up what so many died at."""
    import dask
    import distributed  # with dask half a second, which is only for who runs this

    ended = threading.Event()
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": deaths - 1}),
        # At a free port: at the usual one there may be another cluster.
        distributed.LocalCluster(n_workers=0, dashboard_address=":0", silence_logs=50) as there,
    ):
        keepers = [threading.Thread(target=keep_one, args=(there.scheduler_address, ended)) for _ in range(workers)]
        for keeper in keepers:
            keeper.start()
        try:
            yield there.scheduler_address
        finally:
            ended.set()
            for keeper in keepers:
                keeper.join()


@pytest.fixture(scope="module")
def one_worker():
    """The address of a scheduler with one worker, beside whose file another one always waits."""
    with cluster(1, deaths=1) as address:
        yield address


@pytest.fixture
def folder(tmp_path):
    where = tmp_path / "study"
    where.mkdir()
    for number in range(FILES):
        (where / f"p{number:02}.txt").write_text(
            "\n".join(str(800 + (beat * (7 + number)) % 60) for beat in range(120))
        )
    return where


class Workers(ClusterWorkers):
    """Those of a cluster, of whom the one at the endless file leaves after a second, and no other, however busy."""

    def _submit(self, path, promise, *, is_again):
        self._longest_s = 1.0 if path.name == poisonous_files.HANGS else LONGEST_FILE_S
        super()._submit(path, promise, is_again=is_again)


def kill_one(address, killed):
    """Kill a worker that is at a file, and say so by a file."""
    import distributed

    with distributed.Client(address, set_as_default=False) as client:
        while not (busy := [worker for worker, tasks in client.processing().items() if tasks]):
            time.sleep(0.02)
        os.kill(client.run(os.getpid, workers=busy[:1])[busy[0]], signal.SIGKILL)
    killed.touch()


def test_workers_that_are_killed_cost_nothing_and_a_poisonous_file_itself(folder, tmp_path):
    (folder / poisonous_files.KILLS).write_text("800\n" * 60)
    kept = KeptResults(tmp_path / "kept", SETTINGS)
    with cluster(2, deaths=2) as scheduler:
        killer = threading.Thread(target=kill_one, args=(scheduler, tmp_path / poisonous_files.KILLED))
        workers = ClusterWorkers(scheduler, SETTINGS, analyse=poisonous_files.once_a_worker_was_killed)
        killer.start()
        done = {each.name: each for each in run(folder, files_of(folder), kept, workers)}
        killer.join()
    (poisoned,) = (name for name, each in done.items() if each.error is not None)
    assert poisoned == poisonous_files.KILLS
    assert done[poisoned].error.code is StudyErrorCode.WORKER_DIED
    for name, each in done.items():
        if name != poisoned:
            assert each.result == analyse_file(folder / name, SETTINGS), "as on this machine"


@pytest.mark.parametrize("bad", [poisonous_files.KILLS, poisonous_files.HANGS])
def test_a_file_that_only_waited_beside_a_bad_one_is_analysed(one_worker, folder, tmp_path, bad):
    (folder / bad).write_text("800\n" * 60)
    kept = KeptResults(tmp_path / "kept", SETTINGS)
    workers = Workers(one_worker, SETTINGS, analyse=poisonous_files.analysed)
    done = {each.name: each for each in run(folder, [bad, "p00.txt", "p01.txt"], kept, workers)}
    assert done[bad].error.code is StudyErrorCode.WORKER_DIED
    assert {name for name, each in done.items() if each.error is None} == {"p00.txt", "p01.txt"}


class HeldClient:
    """Takes files in place of a cluster, and ends each as it is told."""

    def __init__(self):
        self.asked = []
        self._tasks = {}

    def submit(self, _there, _analyse, path, *_, **__):
        self.asked.append(path.name)
        return self._tasks.setdefault(len(self.asked), Future())

    def end(self, place, error=None):
        if error is None:
            self._tasks[place].set_result(f"the result of {self.asked[place - 1]}")
        else:
            self._tasks[place].set_exception(error)


def test_what_was_given_up_is_tried_again_beside_no_other_file(monkeypatch):
    import distributed

    client = HeldClient()
    monkeypatch.setattr(distributed, "Client", lambda *_, **__: client)
    died = distributed.scheduler.KilledWorker("a file", None, 3)
    with socket.create_server(("127.0.0.1", 0)) as somebody:
        workers = ClusterWorkers(f"tcp://127.0.0.1:{somebody.getsockname()[1]}", SETTINGS)
    promises = {name: workers.hand_out(Path(name)) for name in ("poison", "beside", "slow")}
    client.end(1, died)
    client.end(2, died)
    assert client.asked == ["poison", "beside", "slow"], "one is still tried for the first time"
    client.end(3)
    promises["late"] = workers.hand_out(Path("late"))
    assert client.asked[3:] == ["poison"]
    client.end(4, died)
    assert client.asked[3:] == ["poison", "beside"]
    client.end(5)
    assert client.asked[3:] == ["poison", "beside", "late"]
    client.end(6)
    assert promises["poison"].exception() is died
    assert all(promises[name].result() == f"the result of {name}" for name in ("beside", "slow", "late"))
