"""Processes that are killed: quick to start, because what they need is loaded once for all of them."""

from __future__ import annotations

import multiprocessing
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.context import ForkServerContext


@pytest.fixture(scope="module")
def server() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.carrier"])
    return context


def killed(server: ForkServerContext, work: Callable[..., None], seconds: float, *arguments: Any) -> bool:
    """Let `work` go on for so long after it began, then kill it; True when it had ended by itself."""
    hears, says = server.Pipe(duplex=False)
    process = server.Process(target=work, args=(arguments[0], says, *arguments[1:]))
    process.start()
    says.close()
    try:
        hears.recv()
        return bool(hears.poll(seconds)) and hears.recv() == "done"
    except EOFError:
        return False
    finally:
        process.kill()
        process.join()
        process.close()
        hears.close()
