"""A cluster that is lost between a question and its answer, told by stand-ins for Dask's client: the run ends with its sentence."""

from __future__ import annotations

from types import SimpleNamespace

import distributed
import pytest
from distributed.client import ClosedClientError

from ipcoord_sim.errors import InputError
from ipcoord_sim.simulation.sweep.chunks import Chunk
from ipcoord_sim.simulation.sweep.cluster import _run, _same_packages
from ipcoord_sim.simulation.sweep.work import Task
from tests.sweepmodel import NAME, PLAN

WAIT = 0.5


def lost(*_, **__):
    """What Dask raises where the scheduler goes while it is asked."""
    raise distributed.comm.CommClosedError("in <TCP (closed) ConnectionPool.ncores>: ConnectionResetError")


class Future:
    """A task that has ended in the state `status`; its result cannot be had for the reason `raises`."""

    def __init__(self, key: str, status: str, raises: Exception) -> None:
        self.key, self.status, self.raises = key, status, raises

    def add_done_callback(self, ready) -> None:
        ready(self)

    def result(self):
        raise self.raises


def client(**found) -> SimpleNamespace:
    """A connected client with one worker of one thread, but for what the test says."""
    return SimpleNamespace(**{
        "status": "running", "nthreads": lambda: {"tcp://w": 1}, "scheduler_info": lambda n_workers: {"workers": {"tcp://w": {"status": "running"}}},
        "submit": lost, "wait_for_workers": lambda n, timeout: None, "run": lost,
    } | found)


def task() -> Task:
    """A chunk of the plan."""
    return Task(Chunk(PLAN.hash, 157, 0, 0, 4), dict(PLAN.scenario), NAME, False, ("0", "0"))


def test_a_scheduler_lost_while_it_is_asked_is_one_sentence():
    """Claim: whichever question the connection breaks under, the run ends with the sentence once `wait` is over, never with Dask's own error."""
    for asked in ({"nthreads": lost}, {"scheduler_info": lost}, {"nthreads": lost, "scheduler_info": lost}):
        waiting = client(**{"scheduler_info": lambda n_workers: {"workers": {}}, "submit": lambda *_, **__: SimpleNamespace(key="k", add_done_callback=lambda _: None)} | asked)
        with pytest.raises(InputError, match="集群断开了"):
            list(_run(waiting, iter([task()]), [], wait=WAIT))
    with pytest.raises(InputError, match="集群断开了"):
        _same_packages(client(), WAIT)


def test_a_client_closed_before_a_chunk_is_handed_over_is_one_sentence():
    """Claim: Dask's client gives up by itself and then refuses to send; that is the same sentence."""

    def closed(*_, **__):
        raise ClosedClientError("Client is closed. Can't send update-graph message.")

    with pytest.raises(InputError, match="集群断开了"):
        list(_run(client(submit=closed), iter([task()]), [], wait=WAIT))


@pytest.mark.parametrize(("status", "raises"), [
    ("finished", distributed.comm.CommClosedError("gone")), ("finished", distributed.CancelledError("k")), ("error", distributed.KilledWorker("k", None, 3)),
])
def test_a_result_that_cannot_be_fetched_is_computed_again(status, raises):
    """Claim: who held the result went before it was fetched, or the worker was killed: the chunk is run again, not told as failed."""
    suspects: list[Task] = []
    ended = client(submit=lambda *_, key, **__: Future(key, status, raises))
    assert list(_run(ended, iter([task()]), suspects, wait=WAIT)) == []
    assert suspects == [task()]


def test_a_result_that_is_an_error_of_the_cluster_is_told():
    """Claim: any other error is the chunk's outcome, with its name."""
    ended = client(submit=lambda *_, key, **__: Future(key, "error", TypeError("cannot pickle")))
    (outcome,) = _run(ended, iter([task()]), [], wait=WAIT)
    assert outcome.failed_zh == "集群没有算成：TypeError: cannot pickle。"
