"""`python -m tamdocs`."""

from __future__ import annotations

from tamdocs.cli.main import main

main()
