"""A chart as DrawingML (ISO/IEC 29500-1, 21.2), which Word draws and edits by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from unicodedata import east_asian_width

from tamdocs.document.chart_look import AXIS, GRID, TEXT, Dash, Hatch, Marker, series_look
from tamdocs.document.model import Chart, Series
from tamdocs.writers.docx.chart_workbook import SHEET, column_name, number_format
from tamdocs.writers.docx.languages import Languages
from tamdocs.writers.docx.markup import escape
from tamdocs.writers.docx.styles import Faces
from tamdocs.writers.docx.xml_names import XML_HEAD

C: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OPENING = f'<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{_RELATIONS}">'
WORKBOOK_ID = "rId1"
_SIZE = 800
"""Of the words, in hundredths of a point."""
_MOST_LABELS = 30
"""Values that are written beside what shows them; more would stand on one another."""
_DASHES: dict[Dash, str] = {
    "solid": "solid",
    "dash": "dash",
    "dot": "sysDot",
    "dash-dot": "dashDot",
    "long-dash": "lgDash",
    "dash-dot-dot": "lgDashDotDot",
    "short-dash": "sysDash",
}
_MARKERS: dict[Marker, str] = {
    "circle": "circle",
    "square": "square",
    "triangle": "triangle",
    "diamond": "diamond",
    "triangle-down": "star",
    "cross": "x",
    "bar": "dash",
}
"""Word has no triangle that points down."""
_HATCHES: dict[Hatch, str] = {
    "": "",
    "up": "wdUpDiag",
    "across": "narHorz",
    "down": "wdDnDiag",
    "dots": "pct20",
    "upright": "narVert",
    "mesh": "openDmnd",
}
_MOST_MARKS = 40
_BAR_NAME, _COLUMN_NAME, _AXIS_TITLE = 56, 32, 64
"""Letters of a name beside a bar and below a column, and of what an axis holds; a Chinese one counts twice."""
_CATEGORIES, _VALUES = 111_111_111, 222_222_222
"""The names of the axes within the chart."""


@dataclass(frozen=True, slots=True)
class Dress:
    """How the words of a chart look."""

    faces: Faces
    languages: Languages

    @property
    def spoken(self) -> str:
        """Return the language as attributes of a run."""
        first, second = self.languages.latin, self.languages.east_asian
        if self.languages.is_east_asian:
            first, second = second, first
        return f'lang="{first}" altLang="{second}"'

    def run(self, name: str, attributes: str = "", colour: str = TEXT) -> str:
        """Return the run properties *name*."""
        faces = "".join(
            f'<a:{kind} typeface="{escape(face)}"/>'
            for kind, face in (("latin", self.faces.latin), ("ea", self.faces.east_asian))
            if face
        )
        return f'<a:{name} sz="{_SIZE}" b="0"{attributes}>{_solid(colour)}{faces}</a:{name}>'

    def properties(self, colour: str = TEXT) -> str:
        """Return the look of words whose text stands elsewhere."""
        run = self.run("defRPr", colour=colour)
        end = f"<a:endParaRPr {self.spoken}/>"
        return f"<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{run}</a:pPr>{end}</a:p></c:txPr>"

    def title(self, words: str, turned: str = "") -> str:
        """Return the title of an axis; none for one without words."""
        if not words:
            return ""
        run = f"<a:r>{self.run('rPr', f' {self.spoken}', AXIS)}<a:t>{escape(_cut(words, _AXIS_TITLE))}</a:t></a:r>"
        rich = f"<a:bodyPr{turned}/><a:lstStyle/><a:p><a:pPr>{self.run('defRPr', colour=AXIS)}</a:pPr>{run}</a:p>"
        return f'<c:title><c:tx><c:rich>{rich}</c:rich></c:tx><c:overlay val="0"/></c:title>'


def chart_xml(chart: Chart, dress: Dress) -> str:
    """Return the part of *chart*; its values are those of a workbook that `WORKBOOK_ID` leads to."""
    legend = f'<c:legend><c:legendPos val="t"/><c:overlay val="0"/>{dress.properties()}</c:legend>'
    return (
        f'{XML_HEAD}{_OPENING}<c:date1904 val="0"/><c:lang val="{dress.spoken.split(chr(34))[1]}"/>'
        '<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
        f"{_plot(chart, dress)}{_category_axis(chart, dress)}{_value_axis(chart, dress)}"
        f"<c:spPr><a:noFill/></c:spPr></c:plotArea>{legend if len(chart.series) > 1 else ''}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f'{dress.properties()}<c:externalData r:id="{WORKBOOK_ID}"><c:autoUpdate val="0"/></c:externalData>'
        "</c:chartSpace>"
    )


def _plot(chart: Chart, dress: Dress) -> str:
    axes = f'<c:axId val="{_CATEGORIES}"/><c:axId val="{_VALUES}"/>'
    series = "".join(_series(chart, dress))
    if chart.kind == "lines":
        head = '<c:grouping val="standard"/><c:varyColors val="0"/>'
        return f'<c:lineChart>{head}{series}<c:marker val="1"/>{axes}</c:lineChart>'
    direction = "bar" if chart.kind == "bars" else "col"
    grouping, overlap = ("stacked", '<c:overlap val="100"/>') if chart.kind == "stacked" else ("clustered", "")
    head = f'<c:barDir val="{direction}"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>'
    return f'<c:barChart>{head}{series}<c:gapWidth val="{_gap(chart)}"/>{overlap}{axes}</c:barChart>'


def _gap(chart: Chart) -> int:
    """Return the room between columns or bars, in hundredths of one: few columns shall not fill the page."""
    if chart.kind == "bars":
        return 58  # as the height of the chart is reckoned, in charts.py
    return {1: 500, 2: 250, 3: 150}.get(len(chart.categories), 45)


def _cut(name: str, most: int) -> str:
    """Return *name* as it is shown: programs let a long one push the chart aside. The workbook has all of it."""
    width = 0
    for index, letter in enumerate(name):
        width += 2 if east_asian_width(letter) in "WF" else 1
        if width > most:
            return name[: max(index - 1, 1)].rstrip() + "…"
    return name


def _series(chart: Chart, dress: Dress) -> Iterator[str]:
    code = number_format(value for series in chart.series for value in series.values)
    width = _BAR_NAME if chart.kind == "bars" else _COLUMN_NAME
    names = _names("A", [_cut(name, width) for name in chart.categories])
    labels = _labels(chart, dress, code)
    for index, series in enumerate(chart.series):
        column = column_name(index + 1)
        name = f"<c:tx>{_cache(f'{SHEET}!${column}$1', [_cut(series.name, _BAR_NAME)])}</c:tx>"
        last = '<c:smooth val="0"/>' if chart.kind == "lines" else ""
        yield (
            f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/>{name}{_dressed(chart, index)}{labels}'
            f"<c:cat>{names}</c:cat><c:val>{_numbers(column, series, code)}</c:val>{last}</c:ser>"
        )


def _dressed(chart: Chart, index: int) -> str:
    """Return the look of the series *index*: a line with its marks, or a hatch on a colour."""
    own = series_look(index)
    if chart.kind == "lines":
        line = f'<a:ln w="19050" cap="rnd">{_solid(own.colour)}<a:prstDash val="{_DASHES[own.dash]}"/><a:round/></a:ln>'
        shape = _MARKERS[own.marker] if len(chart.categories) <= _MOST_MARKS else "none"
        mark = f'<c:symbol val="{shape}"/><c:size val="5"/>'
        edge = f"<a:ln>{_solid(own.edge)}</a:ln>"
        return f"<c:spPr>{line}</c:spPr><c:marker>{mark}<c:spPr>{_solid(own.colour)}{edge}</c:spPr></c:marker>"
    lines, ground = f"<a:fgClr>{_colour(own.ink)}</a:fgClr>", f"<a:bgClr>{_colour(own.colour)}</a:bgClr>"
    pattern = f'<a:pattFill prst="{_HATCHES[own.hatch]}">{lines}{ground}</a:pattFill>'
    fill = pattern if own.hatch else _solid(own.colour)
    return f'<c:spPr>{fill}<a:ln w="6350">{_solid(own.edge)}</a:ln></c:spPr><c:invertIfNegative val="0"/>'


def _labels(chart: Chart, dress: Dress, code: str) -> str:
    if len(chart.categories) * len(chart.series) > _MOST_LABELS or (chart.kind == "lines" and len(chart.series) > 1):
        return ""
    where = {"columns": "outEnd", "bars": "outEnd", "stacked": "ctr", "lines": "t"}[chart.kind]
    ground = '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></c:spPr>' if chart.kind == "stacked" else ""
    shown = "".join(
        f'<c:show{part} val="{int(part == "Val")}"/>'
        for part in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    )
    number = f'<c:numFmt formatCode="{code}" sourceLinked="0"/>'
    return f'<c:dLbls>{number}{ground}{dress.properties()}<c:dLblPos val="{where}"/>{shown}</c:dLbls>'


def _names(column: str, names: Sequence[str]) -> str:
    return _cache(f"{SHEET}!${column}$2:${column}${len(names) + 1}", names)


def _cache(place: str, texts: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{index}"><c:v>{escape(text)}</c:v></c:pt>' for index, text in enumerate(texts))
    return f'<c:strRef><c:f>{place}</c:f><c:strCache><c:ptCount val="{len(texts)}"/>{points}</c:strCache></c:strRef>'


def _numbers(column: str, series: Series, code: str) -> str:
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{value:.15g}</c:v></c:pt>'
        for index, value in enumerate(series.values)
        if value is not None
    )
    place, count = f"{SHEET}!${column}$2:${column}${len(series.values) + 1}", len(series.values)
    cache = f'<c:formatCode>{code}</c:formatCode><c:ptCount val="{count}"/>{points}'
    return f"<c:numRef><c:f>{place}</c:f><c:numCache>{cache}</c:numCache></c:numRef>"


def _category_axis(chart: Chart, dress: Dress) -> str:
    """Return the axis of categories. In Word bars begin at the bottom, so their order is turned round."""
    order, side = ("maxMin", "l") if chart.kind == "bars" else ("minMax", "b")
    title = dress.title(chart.category_axis, ' rot="-5400000" vert="horz"' if chart.kind == "bars" else "")
    line = f'<c:spPr><a:ln w="9525">{_solid(AXIS)}</a:ln></c:spPr>'
    return (
        f'<c:catAx><c:axId val="{_CATEGORIES}"/><c:scaling><c:orientation val="{order}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{side}"/>{title}<c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'{line}{dress.properties()}<c:crossAx val="{_VALUES}"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis(chart: Chart, dress: Dress) -> str:
    values = [tick.value for tick in chart.ticks]
    side, crosses = ("b", "max") if chart.kind == "bars" else ("l", "autoZero")
    title = dress.title(chart.value_axis, "" if chart.kind == "bars" else ' rot="-5400000" vert="horz"')
    grid = f'<c:majorGridlines><c:spPr><a:ln w="6350">{_solid(GRID)}</a:ln></c:spPr></c:majorGridlines>'
    return (
        f'<c:valAx><c:axId val="{_VALUES}"/><c:scaling><c:orientation val="minMax"/><c:max val="{values[-1]:.15g}"/>'
        f'<c:min val="{values[0]:.15g}"/></c:scaling><c:delete val="0"/><c:axPos val="{side}"/>{grid}{title}'
        f'<c:numFmt formatCode="{number_format(values)}" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>'
        f'{dress.properties()}<c:crossAx val="{_CATEGORIES}"/><c:crosses val="{crosses}"/>'
        f'<c:crossBetween val="between"/><c:majorUnit val="{_step(chart):.15g}"/></c:valAx>'
    )


def _step(chart: Chart) -> float:
    first, second = (Decimal(repr(tick.value)) for tick in chart.ticks[:2])
    return float(second - first)


def _solid(colour: str) -> str:
    return f"<a:solidFill>{_colour(colour)}</a:solidFill>"


def _colour(colour: str) -> str:
    return f'<a:srgbClr val="{colour}"/>'
