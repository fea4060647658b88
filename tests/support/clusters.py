"""A Dask cluster and an S3 server for tests, each process one of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from socket import socket

from tests.support.samples import ROOT

_PATIENCE_S = 120


@dataclass(slots=True)
class Cluster:
    address: str
    folder: Path
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)


@contextmanager
def running_cluster(folder: Path, workers: int) -> Iterator[Cluster]:
    """Give a scheduler of Dask with that many workers, each with two threads."""
    contact = folder / "scheduler.json"
    with ExitStack() as stack:
        scheduler = ["scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-jupyter"]
        _start(stack, [sys.executable, "-m", "dask", *scheduler, "--scheduler-file", str(contact)], folder)
        _wait_until(contact.exists)
        cluster = Cluster(json.loads(contact.read_text("utf-8"))["address"], folder)
        for number in range(workers):
            options = ["--nthreads", "2", "--no-nanny", "--no-dashboard", "--name", str(number)]
            command = [sys.executable, "-m", "dask", "worker", cluster.address, *options]
            cluster.workers.append(_start(stack, [*command, "--local-directory", str(folder / str(number))], ROOT))
        _wait_until(lambda: _number_of_workers(cluster.address) == workers)
        yield cluster


@dataclass(frozen=True, slots=True)
class ObjectServer:
    env: Mapping[str, str]
    """How fsspec reaches it."""
    bucket: str = "letters"


@contextmanager
def running_s3(folder: Path) -> Iterator[ObjectServer]:
    """Give an S3 server on loopback with one bucket."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with ExitStack() as stack:
        _start(stack, [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)], folder)
        _wait_until(lambda: _answers(address))
        server = ObjectServer(
            {
                "FSSPEC_S3_ENDPOINT_URL": address,
                "AWS_ACCESS_KEY_ID": "test",
                "AWS_SECRET_ACCESS_KEY": "test",
                "AWS_DEFAULT_REGION": "us-east-1",
            }
        )
        urllib.request.urlopen(urllib.request.Request(f"{address}/{server.bucket}", method="PUT")).close()  # noqa: S310
        yield server


def objects_of(server: ObjectServer, prefix: str) -> dict[str, bytes]:
    """Return every object below *prefix*, by its name without that."""
    # Imported here, as Dask is below: both take seconds, of every process that collects the tests.
    from s3fs import S3FileSystem  # noqa: PLC0415

    system = S3FileSystem(
        endpoint_url=server.env["FSSPEC_S3_ENDPOINT_URL"],
        key="test",
        secret="test",  # noqa: S106 - of a server that lives as long as the tests
        skip_instance_cache=True,
    )
    root = f"{server.bucket}/{prefix}"
    found = [path for path in system.find(root) if path != root]  # it finds itself if there are some only by then
    return {path.removeprefix(f"{root}/"): system.cat_file(path) for path in found}


def _start(stack: ExitStack, command: list[str], folder: Path) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    stack.callback(process.wait)
    stack.callback(process.kill)
    return process


def _number_of_workers(address: str) -> int:
    from distributed import Client  # noqa: PLC0415

    with Client(address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
        return len(client.nthreads())


def _answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address).close()  # noqa: S310 - on loopback
    except OSError:
        return False
    return True


def _wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE_S
    while not true():
        assert time.monotonic() < end, "it did not start"
        time.sleep(0.1)
