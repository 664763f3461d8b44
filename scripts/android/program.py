"""Running a program, and the two ways in which this check ends early."""
from __future__ import annotations

import subprocess
from pathlib import Path


class Stop(Exception):
    """The check failed: told to the person without a traceback."""


class Unavailable(Exception):
    """What the check needs cannot be had on this machine: it was not run."""


def run(*command: object, log: Path | None = None) -> str:
    """Runs a program. Its output is returned, and shown where the program fails."""
    words = [str(word) for word in command]
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if log:
        log.write_text(done.stdout)
    if done.returncode:
        raise Stop(f"{Path(words[0]).name} failed ({done.returncode}):\n{done.stdout[-6000:]}")
    return done.stdout
