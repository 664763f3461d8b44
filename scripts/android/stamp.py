"""What was made of the same inputs is not made again."""
from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Callable, Iterable

HERE = Path(__file__).resolve().parent


def files_in(folders: Iterable[Path]) -> list[Path]:
    return sorted(f for folder in folders for f in folder.rglob("*") if f.is_file())


def made(target: Path, inputs: Iterable[object], make: Callable[[], None]) -> Path:
    """`target`, made anew where an input is not what it was made of: files count by what they hold, all else as text."""
    digest = hashlib.sha256()
    for entry in [*sorted(HERE.glob("*.py")), *inputs]:
        digest.update(f"\0{entry}\0".encode())
        # What the lock names is as the lock says: its path, which holds the version, is enough.
        if isinstance(entry, Path) and entry.is_file() and entry.suffix not in (".jar", ".aar"):
            digest.update(entry.read_bytes())
    stamp = target.with_name(f".{target.name}.made-of")
    if target.exists() and stamp.exists() and stamp.read_text() == digest.hexdigest():
        return target
    stamp.unlink(missing_ok=True)
    shutil.rmtree(target) if target.is_dir() else target.unlink(missing_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    make()
    stamp.write_text(digest.hexdigest())
    return target
