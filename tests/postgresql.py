"""A PostgreSQL server of the tests' own: made, started on loopback with a password, and ended by its id."""

import glob
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

PASSWORD = secrets.token_hex(8)
PLACES = sorted(glob.glob("/usr/lib/postgresql/*/bin"), reverse=True)
"""Where Debian keeps its programs, out of the path."""


@dataclass(frozen=True)
class Server:
    port: int

    def address(self, database: str, *, password: str = PASSWORD) -> str:
        return f"postgresql+pg8000://tripoint:{password}@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """An address of a database with nothing in it."""
        from sqlalchemy import create_engine, text

        name = f"desk_{secrets.token_hex(4)}"
        engine = create_engine(self.address("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return self.address(name)


def program(name: str) -> str:
    found = shutil.which(name) or next((f"{folder}/{name}" for folder in PLACES if Path(folder, name).is_file()), None)
    if found is None:
        pytest.fail(
            f"these tests need PostgreSQL's {name}: apt-get install postgresql; or leave them out with -m 'not slow'"
        )
    return found


@contextmanager
def server() -> Iterator[Server]:
    """Runs while the block lasts. It refuses to run as root, so root starts it as the user `postgres` or `nobody`."""
    who = _other_user() if os.geteuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="tripoint-pg-"))
    try:
        if who:
            shutil.chown(folder, who["user"])
        data, secret = folder / "data", folder / "secret"
        secret.write_text(PASSWORD)
        secret.chmod(0o644)
        command = [program("initdb"), "-D", str(data), "-U", "tripoint", "-A", "scram-sha-256", "--pwfile", str(secret)]
        made = subprocess.run(
            [*command, "-E", "UTF8", "--locale=C", "--no-sync"], cwd=folder, capture_output=True, text=True, **who
        )  # type: ignore[call-overload]
        assert made.returncode == 0, made.stderr
        port = _free_port()
        options = ["-c", "fsync=off", "-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={folder}"]
        with (folder / "log").open("wb") as log:
            running = subprocess.Popen(
                [program("postgres"), "-D", str(data), "-p", str(port), *options],
                cwd=folder, stdout=log, stderr=subprocess.STDOUT, **who,
            )  # fmt: skip  # type: ignore[call-overload]
        try:
            _wait(port, running, folder / "log")
            yield Server(port)
        finally:
            running.send_signal(signal.SIGINT)  # its fast shutdown
            running.wait(timeout=60)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _other_user() -> dict[str, str | int]:
    import pwd

    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": found.pw_name, "group": found.pw_gid, "extra_groups": []}  # type: ignore[dict-item]
    pytest.fail("these tests need the user postgres or nobody")


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait(port: int, running: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(300):
        assert running.poll() is None, log.read_text()
        if "ready to accept connections" in log.read_text():
            return
        time.sleep(0.1)
    pytest.fail(f"PostgreSQL did not start on port {port}:\n{log.read_text()}")
