"""What a pack was made from and what it consists of, as `manifest.json`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from tamdocs import __version__
from tamdocs.library.agreement import Agreement
from tamdocs.orders.reading import Reading

if TYPE_CHECKING:
    from tamdocs.batch.pack import PackFile


def manifest_of(reading: Reading, agreement: Agreement, skins: Mapping[str, str], files: Sequence[PackFile]) -> bytes:
    """Return the manifest, as `schemas/manifest.schema.json` describes it: UTF-8 JSON that ends in a line end.

    Args:
        skins: SHA-256 of the skins that were used, by file name.
    """
    order, edition, region = agreement.order, agreement.edition, agreement.region
    manifest = {
        "manifest_version": 1,
        "tamdocs_version": __version__,
        "order": {
            "order_number": order.order_number,
            "file": PurePath(reading.source).name,
            "sha256": reading.sha256,
        },
        "edition": {"id": edition.id, "status": edition.status, "sha256": edition.sha256},
        "skins": dict(sorted(skins.items())),
        "service": order.service,
        "region": region.code,
        "entity": region.entity.legal_name,
        "governing_law": region.law[edition.vendor.prevailing_language],
        "channel": order.channel.kind,
        "files": [
            {
                "path": file.path,
                "kind": file.kind,
                "language": file.language,
                "format": file.format,
                "bytes": len(file.data),
                "sha256": hashlib.sha256(file.data).hexdigest(),
            }
            for file in files
        ],
    }
    return (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()
