"""A month of 50,000 cases: its figures against a bare read of the same CSV file, in time and in memory."""

from __future__ import annotations

import json
import random
import resource
import statistics
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[1]
TURNS = 15
FIRST = datetime(2018, 10, 1, tzinfo=ZoneInfo("Asia/Singapore"))
HEADINGS = (
    "case_id,opened,first_response,closed,severity,status,product_family,product,category,root_cause,escalated,reopened,"
    "summary,reporter"
)


def month_of_cases(count: int) -> bytes:
    """Return *count* cases opened in October 2018, in Singapore: some open, one in ten with a quoted summary."""
    dice = random.Random(5)  # noqa: S311 - the same cases each time
    words = (
        "agent",
        "policy",
        "scan",
        "update",
        "blocked",
        "after restart",
        "server",
        "mail",
        "delayed",
        "console",
        "slow",
    )
    lines = [HEADINGS]
    for number in range(count):
        opened = FIRST + timedelta(seconds=dice.randrange(31 * 86_400))
        response = opened + timedelta(seconds=dice.randrange(86_400))
        closed = "" if dice.random() < 0.2 else (response + timedelta(seconds=dice.randrange(20 * 86_400))).isoformat()
        summary = " ".join(dice.choice(words) for _ in range(dice.randint(6, 18)))
        quoted = f'"{summary}, ""urgent"""' if number % 10 == 0 else summary
        lines.append(
            f"C-{number:07},{opened.isoformat()},{response.isoformat()},{closed},"
            f"{dice.choice((1, 2, 2, 3, 3, 3, 4, 4, 4, 4))},{'closed' if closed else 'open'},Endpoint Protection,"
            f"Symantec Endpoint Protection 14,{dice.choice(('Policy', 'Update', 'Installation', 'Performance'))},"
            f"{dice.choice(('How-to', 'Network', ''))},{dice.choice(('true', 'false'))},false,{quoted},Tan Wei Ling"
        )
    return "\n".join(lines).encode() + b"\n"


def figures(path: Path, schema: dict[str, object]) -> int:
    """Return how many cases were opened, from the bytes of the file through every check and every figure."""
    from tamdocs.reviews.business_hours import business_hours  # noqa: PLC0415
    from tamdocs.reviews.case_map import CaseMap  # noqa: PLC0415
    from tamdocs.reviews.figures import case_figures  # noqa: PLC0415
    from tamdocs.reviews.history import check_cases  # noqa: PLC0415
    from tamdocs.reviews.period import parse_period  # noqa: PLC0415
    from tamdocs.reviews.raw_cases import raw_from_csv  # noqa: PLC0415

    raw = raw_from_csv(path.name, path.read_bytes(), CaseMap(), schema)
    names = list(schema["properties"])  # type: ignore[call-overload]
    history = check_cases(raw, names, ZoneInfo("Asia/Singapore"), "")
    hours = business_hours("Asia/Singapore", "09:00-17:00")
    made = case_figures(history, parse_period("2018-10"), hours, ["Endpoint Protection"])
    assert history.left_out == 0
    return made.headline[0].now.count


def measure(path: Path, turns: int) -> dict[str, float]:
    """Return the time of a bare read and of the figures, in milliseconds, and the most memory of the process.

    CPU time is that of all threads of the process.
    """
    import polars as pl  # noqa: PLC0415

    schema = json.loads((ROOT / "schemas" / "case-history.schema.json").read_text("utf-8"))
    counted = figures(path, schema)  # what is read once for a process is read here
    assert pl.read_csv(path).height == counted
    spent: dict[str, list[dict[str, float]]] = {"cpu": [], "clock": []}
    for turn in range(turns):
        pair: dict[str, dict[str, float]] = {"cpu": {}, "clock": {}}
        for name in ("bare", "ours") if turn % 2 else ("ours", "bare"):
            start, start_cpu = time.perf_counter(), time.process_time()
            if name == "bare":
                pl.read_csv(path)
            else:
                figures(path, schema)
            pair["cpu"][name] = 1000 * (time.process_time() - start_cpu)
            pair["clock"][name] = 1000 * (time.perf_counter() - start)
        for kind, times in pair.items():
            spent[kind].append(times)
    found: dict[str, float] = {}
    for kind, turned in spent.items():
        ratios = [each["ours"] / each["bare"] for each in turned]
        best = {name: min(each[name] for each in turned) for name in ("ours", "bare")}
        found |= {
            f"{kind}_bare_ms": round(statistics.median(each["bare"] for each in turned), 1),
            f"{kind}_figures_ms": round(statistics.median(each["ours"] for each in turned), 1),
            f"{kind}_ratio": round(statistics.median(ratios), 2),
            f"{kind}_ratio_of_best": round(best["ours"] / best["bare"], 2),
        }
    return found | {"memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)}


def main() -> None:
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measure(Path(sys.argv[2]), int(sys.argv[3]))))
        return
    turns = sys.argv[1] if len(sys.argv) > 1 else str(TURNS)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "cases.csv"
        path.write_bytes(month_of_cases(50_000))
        command = [sys.executable, __file__, "--measure", str(path), turns]
        run = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", env={"PYTHONPATH": str(ROOT)})
        print(run.stdout, end="")


if __name__ == "__main__":
    main()
