"""`python -m tamdocs`."""

from tamdocs.cli.main import main

main()
