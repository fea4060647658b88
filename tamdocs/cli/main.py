"""The command `tamdocs`. A command's module is imported when it is run, so that `--help` answers at once."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping
from typing import Any, NamedTuple

import click

from tamdocs import __version__
from tamdocs.errors import TamdocsError


class _Command(NamedTuple):
    module: str
    help: str
    """The first line of the command's own help; a test holds that they are the same."""


COMMANDS: Mapping[str, _Command] = {
    "init": _Command("tamdocs.cli.init", "Lay out a new workspace."),
    "check": _Command("tamdocs.cli.check", "Read and check order confirmations."),
    "pack": _Command("tamdocs.cli.pack", "Make the contract pack of each order."),
    "document": _Command("tamdocs.cli.document", "Make one document of an order."),
    "letter": _Command("tamdocs.cli.letter", "Send a letter to each customer that it concerns, exactly once."),
    "verify": _Command("tamdocs.cli.verify", "Hold finished files against what is made here of their orders."),
    "library": _Command("tamdocs.cli.library", "Look after the clause library."),
    "variants": _Command("tamdocs.cli.variants", "Hold regional variants against each other."),
    "renewals": _Command("tamdocs.cli.renewals", "Look after the renewal notices of a book of contracts."),
    "review": _Command("tamdocs.cli.review", "Review the cases of a customer."),
    "demo-book": _Command("tamdocs.cli.demo_book", "Make a book of N orders to try things with."),
    "compare": _Command("tamdocs.cli.compare", "Tell what was changed in a returned document."),
}


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name].module)
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from tamdocs.orders.words import nearest

            meant = nearest(args[0], COMMANDS) if args else None
            hint = f" Did you mean `{meant}`?" if meant else ""
            raise click.UsageError(error.message + hint, ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.help) for name, command in COMMANDS.items()])


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C",
    "folder",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False),
    help="Work as if started in DIR.",
)
@click.version_option(__version__, prog_name="tamdocs")
def tamdocs(folder: str | None) -> None:
    """Contract packs from order confirmations, as DOCX and PDF.

    \b
    A first run:
      tamdocs init demo
      cd demo
      tamdocs pack contracts/
    """
    if folder is not None:
        os.chdir(folder)


def main(arguments: list[str] | None = None) -> Any:
    """Run the command line. Problems that a user can mend end here, as text and exit status 1."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return tamdocs(arguments, prog_name="tamdocs")
    except TamdocsError as error:
        from tamdocs.cli.report import problem_as_text

        for problem in error.problems:
            click.echo(problem_as_text(problem), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
