from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.support.clusters import objects_of, running_cluster, running_s3
from tests.support.renewal_runs import Desk, Undisturbed, differences, ended, kill_group


def test_a_cluster_of_dask_issues_the_same_notices_though_a_worker_is_killed(
    undisturbed: Undisturbed, tmp_path: Path
) -> None:
    desk = Desk.in_folder(tmp_path)
    with running_cluster(tmp_path, workers=2) as cluster:
        process = desk.start(undisturbed.book, "--cluster", cluster.address)
        while not list(tmp_path.glob("out/renewals/notices/*")):
            time.sleep(0.01)
            assert process.poll() is None
        cluster.workers[0].kill()

        ended(process)

    undisturbed.assert_same(desk)


def test_a_cluster_that_is_not_there_is_told(undisturbed: Undisturbed, tmp_path: Path) -> None:
    said = Desk.in_folder(tmp_path).run(undisturbed.book, "--cluster", "tcp://127.0.0.1:1", status=1)

    assert "no scheduler of Dask answers at this address" in said


def test_letters_in_an_object_store_are_those_in_a_folder(undisturbed: Undisturbed, tmp_path: Path) -> None:
    with running_s3(tmp_path) as server:
        desk = Desk(f"s3://{server.bucket}/2021", str(tmp_path / "ledger.db"))
        process = desk.start(undisturbed.book, env=server.env)
        while not (made := objects_of(server, "2021/renewals/notices")):
            time.sleep(0.1)
        kill_group(process)

        desk.run(undisturbed.book, "--jobs", "2", env=server.env)

        assert made
        assert differences(objects_of(server, "2021"), undisturbed.files) == []
        assert desk.rows() == undisturbed.rows


@pytest.mark.parametrize(
    ("out", "told"),
    [("gopher://hole", "this address cannot be used"), ("s3://nowhere/x", "the files cannot be stored")],
)
def test_a_place_that_takes_no_files_is_told(undisturbed: Undisturbed, tmp_path: Path, out: str, told: str) -> None:
    env = {"FSSPEC_S3_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"}
    env |= {"AWS_MAX_ATTEMPTS": "1"}

    said = Desk(out, str(tmp_path / "ledger.db")).run(undisturbed.book, status=1, env=env)

    assert told in said
    assert "Traceback" not in said
