"""Child processes that are started, watched, restarted and stopped together."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

STOP_WAIT = 20.0  # seconds for children to finish what they do
LONGEST_PAUSE = 30.0  # seconds between restarts of a child that keeps dying


@dataclass
class Child:
    """One child: its name for people, its command, what its environment adds."""

    name: str
    command: list[str]
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = field(default=0.5)

    def start(self) -> None:
        """Start it; it gets SIGTERM from the kernel if we die without a word (kill -9)."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            env={**os.environ, **self.environment},
            preexec_fn=_die_with_parent,
            start_new_session=True,
        )

    def revive(self) -> None:
        """Start it again if it died, waiting longer each time that it dies young."""
        if self.process is None or self.process.poll() is None:
            return
        lived = time.monotonic() - self.started
        self.pause = 0.5 if lived > 60 else min(self.pause * 2, LONGEST_PAUSE)
        if lived < self.pause:
            return
        print(f"Tiến trình {self.name} dừng (mã {self.process.returncode}); khởi động lại.", file=sys.stderr)
        self.start()


class Stopped(Exception):
    """Somebody asked us to stop."""


def keep_running(children: list[Child], *, watch: Callable[[], None]) -> int:
    """Run the children until SIGTERM or Ctrl+C, restarting the dead; `watch` is called every second. Returns 0."""

    def stop(_signal: int, _frame: object) -> None:
        raise Stopped

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    try:
        for child in children:
            child.start()
        while True:
            time.sleep(1)
            _look_after(children, watch)
    except Stopped:
        _stop(children)
    return 0


def _look_after(children: list[Child], watch: Callable[[], None]) -> None:
    """One round: the watch first (children need the database), then the dead; a failure waits for the next round."""
    try:
        watch()
    except RuntimeError as failure:
        print(failure, file=sys.stderr)
        return
    for child in children:
        child.revive()


def _stop(children: list[Child]) -> None:
    """Ask every child to end, wait, then end by force whoever is left."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    running = [child.process for child in children if child.process]
    for process in running:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
    deadline = time.monotonic() + STOP_WAIT
    for process in running:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def _die_with_parent() -> None:
    """Linux: ask the kernel for SIGTERM when the parent is gone. Elsewhere: nothing."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)
