"""A PostgreSQL server for tests: a cluster of its own in a folder of its own, gone when the tests are done.

It listens on a port of loopback and on a socket in its folder, keeps nothing safe on the disk, and asks for a password,
so that tests see one not being told. Where the tests run as root it runs as `postgres` or `nobody`, since PostgreSQL
refuses root. Use it by a fixture:

    @pytest.fixture(scope="module")
    def postgresql() -> Iterator[PostgreSQL]:
        with running_postgresql() as server:
            yield server

Each test that writes takes a database for itself: `server.new_database()`.
"""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg

from tests.support.required import require

USER = "tamdocs"
PASSWORD = "s3cret:p@ss/word"  # noqa: S105 - of a server that lives as long as the tests

# No test pulls the plug of the machine, so nothing need reach its disk; but a server that is killed keeps its commits.
_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "on",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "max_connections": "50",
    "shared_buffers": "16MB",
    "timezone": "UTC",
}
_names = itertools.count(1)


@dataclass(slots=True)
class PostgreSQL:
    folder: Path
    port: int
    bin: Path
    _as_user: Callable[[], None] | None = field(repr=False)

    def url(self, database: str = "postgres") -> str:
        """Return the address of *database*, with the password in it."""
        return f"postgresql://{USER}:{quote(PASSWORD, safe='')}@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """Return the address of a new, empty database."""
        name = f"test_{os.getpid()}_{next(_names)}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return self.url(name)

    def start(self) -> None:
        """Start the server, also after `stop`, and wait until it answers."""
        self._control("start", "-w", "-t", "60", "-l", str(self.folder / "log"))

    def stop(self, *, at_once: bool = False) -> None:
        """Stop the server; *at_once* as if its machine had lost power, so that open connections break."""
        self._control("stop", "-w", "-m", "immediate" if at_once else "fast")

    def disconnect_all(self) -> None:
        """End every connection but the one that does it, as a server that is restarted does."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )

    def _control(self, *arguments: str) -> None:
        _run(self.bin / "pg_ctl", "-D", str(self.folder / "data"), *arguments, as_user=self._as_user)


@contextmanager
def running_postgresql() -> Iterator[PostgreSQL]:
    """Give a server that runs until the end of the block."""
    programs = Path(require("initdb")).resolve().parent
    # The path of a socket has room for a hundred characters, which pytest's folders may exceed.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    as_user = _as_user(folder)
    server = PostgreSQL(folder, _free_port(), programs, as_user)
    try:
        _make_cluster(server, as_user)
        server.start()
        try:
            yield server
        finally:
            server.stop(at_once=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make_cluster(server: PostgreSQL, as_user: Callable[[], None] | None) -> None:
    password = server.folder / "password"
    password.write_text(f"{PASSWORD}\n", encoding="utf-8")
    password.chmod(0o644)
    data = server.folder / "data"
    _run(
        server.bin / "initdb",
        *("-D", str(data), "-U", USER, "--pwfile", str(password), "-A", "scram-sha-256"),
        *("-E", "UTF8", "--locale", "C", "--no-sync"),
        as_user=as_user,
    )
    settings = _SETTINGS | {"port": str(server.port), "unix_socket_directories": str(server.folder)}
    with (data / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())


def _run(program: Path, *arguments: str, as_user: Callable[[], None] | None) -> None:
    """Run *program*; what it says stands in the error if it fails."""
    done = subprocess.run(
        [program, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=as_user,
        cwd="/",
        text=True,
        check=False,
    )
    if done.returncode:
        raise AssertionError(f"{program.name}: exit status {done.returncode}\n{done.stdout}")


def _as_user(folder: Path) -> Callable[[], None] | None:
    """Return what makes a new process one of an unprivileged user, who is given *folder*; None where none is needed."""
    if os.geteuid() != 0:
        return None
    user = next(found for name in ("postgres", "nobody") if (found := _user(name)))
    os.chown(folder, user.pw_uid, user.pw_gid)

    def become() -> None:
        os.setgroups([])
        os.setgid(user.pw_gid)
        os.setuid(user.pw_uid)

    return become


def _user(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
