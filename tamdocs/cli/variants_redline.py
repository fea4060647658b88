"""`tamdocs variants redline`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tamdocs.library.agreement import Agreement
    from tamdocs.library.model import Edition
    from tamdocs.library.specimen import ChannelKind
    from tamdocs.writers.docx.revisions import Revision


@click.command()
@click.option("--document", "kind", required=True, metavar="KIND", help="Which document, such as terms.")
@click.option("--from", "before", required=True, metavar="REGION", help="The text before, such as emea.")
@click.option("--to", "after", required=True, metavar="REGION", help="The text after, such as americas.reseller.")
@click.option("--lang", "languages", multiple=True, metavar="L", help="Only this language; repeatable.  [default: all]")
@click.option("--service", metavar="CODE", help="Of a side that names none.  [default: the first one]")
@click.option(
    "--channel",
    type=click.Choice(["direct", "reseller"]),
    default="direct",
    show_default=True,
    help="Of a side that names none.",
)
@click.option("--edition", "name", metavar="ID", help="Which edition.  [default: the newest]")
@click.option("--to-edition", "later", metavar="ID", help="Edition of the text after, if it is another one.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(["docx", "html", "pdf"]),
    help="Only this format; repeatable.  [default: all three]",
)
@click.option("--author", help="Who made the changes.  [default: the vendor]")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for redlines/.  [default: out]")
def redline(
    kind: str,
    before: str,
    after: str,
    languages: tuple[str, ...],
    service: str | None,
    channel: ChannelKind,
    name: str | None,
    later: str | None,
    formats: tuple[str, ...],
    author: str | None,
    out: Path | None,
) -> None:
    """Write the difference between two variants of a document.

    A side is a region, and may name a channel and a service too: emea.reseller.css. The Word file has tracked changes:
    with all of them accepted it reads as the text after, with all rejected as the text before. Changes are dated to the
    first day of the edition. The files are named OUT/redlines/<document>-<from>-<to>.<language>.<format>.

    \b
    Example:
      tamdocs variants redline --document terms --from americas --to emea --lang en
      tamdocs variants redline --document terms --from emea.direct --to emea.reseller --format html
    """
    from tamdocs.batch.redlines import REDLINE_FORMATS, Labels, RedlineRenderer
    from tamdocs.batch.save import save_file
    from tamdocs.cli.paths import short
    from tamdocs.compare.changes import changes_of
    from tamdocs.compare.redline import redline as compare
    from tamdocs.library.agreement import pick_edition
    from tamdocs.library.compose import compose
    from tamdocs.library.specimen_data import specimen_data_of
    from tamdocs.workspace import find_workspace
    from tamdocs.writers.docx.revisions import Revision

    workspace = find_workspace(Path.cwd())
    library = workspace.load_library()
    editions = (pick_edition(name, library), pick_edition(later or name, library))
    sides = [
        _side(text, edition, option, channel, service)
        for text, edition, option in zip((before, after), editions, ("--from", "--to"), strict=True)
    ]
    names = _names((before, after), editions)
    renderer = RedlineRenderer(workspace)
    revision = Revision(author or editions[1].vendor.name, editions[1].in_force_from)
    for language in _languages(kind, languages, editions):
        marked = compare(*(compose(side, kind, language, specimen_data_of(side.edition, kind)) for side in sides))
        labels = Labels(*names, note=_note(sides, revision))
        for suffix, data in renderer.render(marked, formats or REDLINE_FORMATS, labels, revision).items():
            path = (out or workspace.out) / "redlines" / f"{kind}-{names[0]}-{names[1]}.{language}.{suffix}"
            save_file(path, data)
            click.echo(short(path))
        number = sum(1 for _ in changes_of(marked))
        click.echo(f"{kind}, {language}: {number or 'no'} change{'' if number == 1 else 's'}", err=True)


def _side(text: str, edition: Edition, option: str, channel: ChannelKind, service: str | None) -> Agreement:
    from tamdocs.library.hints import one_of
    from tamdocs.library.variant_names import parse_way, specimen_of

    services = edition.vendor.services
    if service is not None and service not in services:
        message = f"edition {edition.id} has no service {service}; {one_of(service, services)}"
        raise click.BadParameter(message, param_hint="--service")
    try:
        way = parse_way(text, edition)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=option) from error
    return specimen_of(way, edition, channel, service or next(iter(services)))


def _languages(kind: str, languages: tuple[str, ...], editions: tuple[Edition, Edition]) -> tuple[str, ...]:
    from tamdocs.library.hints import one_of

    for edition in editions:
        for option, codes, known in (
            ("--document", (kind,), edition.outlines),
            ("--lang", languages, edition.languages),
        ):
            for code in codes:
                if code not in known:
                    message = f"edition {edition.id} has no {code}; {one_of(code, known)}"
                    raise click.BadParameter(message, param_hint=option)
    common = (code for code in editions[1].languages if code in editions[0].languages)
    return tuple(dict.fromkeys(languages or common))


def _names(names: tuple[str, str], editions: tuple[Edition, Edition]) -> tuple[str, str]:
    """Return what the two sides are called, with their editions where these are two."""
    if editions[0].id == editions[1].id:
        return names
    return f"{names[0]}.{editions[0].id}", f"{names[1]}.{editions[1].id}"


def _note(sides: list[Agreement], revision: Revision) -> str:
    """Return what stands above the text: which texts these are."""
    first, second = (
        f"{side.region.code}, {side.order.channel.kind}, {side.order.service}, edition {side.edition.id}"
        for side in sides
    )
    return f"Redline from {first} to {second}. Changes by {revision.author}, dated {revision.day}."
