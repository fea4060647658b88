"""A book of orders that together call for every text of the clause library: each service, region and channel."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Any

from tests.support.required import ROOT

SERVICES = ("tam", "css", "bcs-rps")
TERRITORIES = ("US", "SG", "DE")
"""One in each region."""
CHANNELS = ("direct", "reseller")
LANGUAGES = ("en", "zh-Hans")


def every_kind_of_order() -> list[dict[str, Any]]:
    """Return the sample orders, and one order in all languages for each service, region and channel."""
    samples = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "contracts").glob("*.json"))]
    by_territory = {sample["territory"]: sample for sample in samples}
    by_channel = {sample["channel"]["kind"]: sample for sample in samples}
    return samples + [
        _order(service, by_territory[territory], by_channel[channel])
        for service, territory, channel in product(SERVICES, TERRITORIES, CHANNELS)
    ]


def _order(service: str, buyer: dict[str, Any], payer: dict[str, Any]) -> dict[str, Any]:
    """Return the order of *buyer* for a service, paid for as *payer* does."""
    payment = {name: payer[name] for name in ("channel", "fee") if name in payer}
    return (
        {name: value for name, value in buyer.items() if name not in {"channel", "fee"}}
        | payment
        | {
            "order_number": f"{service}-{buyer['territory']}-{payer['channel']['kind']}".upper(),
            "service": service,
            "languages": list(LANGUAGES),
        }
    )


def packs_of(orders: list[dict[str, Any]], folder: Path, *options: str) -> list[Path]:
    """Run `tamdocs pack` on *orders* and return the files of the packs; of those that differ in their stamp only, one.

    Args:
        folder: An empty one, for the orders and the packs.
        options: More for the command line, such as `--format pdf`.
    """
    book, out = folder / "contracts", folder / "out"
    book.mkdir()
    for order in orders:
        (book / f"{order['order_number']}.json").write_text(json.dumps(order, ensure_ascii=False), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "tamdocs", "pack", str(book), "--out", str(out), *options],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, f"tamdocs pack: exit status {run.returncode}\n{run.stderr}"
    files = (path for path in sorted(out.glob("[!.]*/**/*")) if path.is_file() and path.suffix != ".json")
    return list({unstamped(file.read_bytes()): file for file in files}.values())


def unstamped(data: bytes) -> bytes:
    """Return what stands for a finished file but for where it says that it comes from."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(each.filename, each.CRC) for each in archive.infolist() if not each.filename.startswith("custom")]
        return sha256(repr(parts).encode()).digest()
    identity = re.findall(rb"/ID\[\([^)]+\)\(([^)]+)\)\]", data)[-1]
    body, attached, _ = data.rpartition(b"/Type/EmbeddedFile")
    assert attached
    return sha256(body.rpartition(b" 0 obj")[0].replace(identity, b"")).digest()
