"""A chart of Word (ISO/IEC 29500-1, 21.2): what it shows, with its numbers as they stand in its workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tamdocs.document.chart_look import AXIS, GRID, TEXT, Dash, SeriesLook, series_look
from tamdocs.document.model import Chart, Series
from tamdocs.writers.docx.chart_workbook import SHEET, column_name
from tamdocs.writers.docx.markup import escape
from tamdocs.writers.docx.styles import Faces
from tamdocs.writers.docx.xml_names import XML_HEAD

C: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORKBOOK_ID = "rId1"

_DASHES: dict[Dash, str] = {"solid": "solid", "dash": "dash", "dot": "sysDot", "dash-dot": "dashDot"}
_AXES = '<c:axId val="111111111"/><c:axId val="222222222"/>'
_MOST_LABELS = 30
"""Columns and bars that bear their value; more would run into one another."""
_SMALL = 900
"""Size of all words, in hundredths of a point."""


def chart_xml(chart: Chart, faces: Faces) -> str:
    """Return the part of *chart*; its title stands in the text above it."""
    kind, shape = _lines(chart) if chart.kind == "lines" else _columns(chart)
    plot = f"<c:{kind}>{shape}{_AXES}</c:{kind}>{_category_axis(chart)}{_value_axis(chart)}"
    legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if len(chart.series) > 1 else ""
    return (
        f'{XML_HEAD}<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{_R}"><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>{plot}</c:plotArea>{legend}'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f"<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{_words('defRPr', faces)}</a:pPr><a:endParaRPr/></a:p></c:txPr>"
        f'<c:externalData r:id="{WORKBOOK_ID}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _words(name: str, faces: Faces) -> str:
    latin = f'<a:latin typeface="{escape(faces.latin)}"/>' if faces.latin else ""
    east_asian = f'<a:ea typeface="{escape(faces.east_asian)}"/>' if faces.east_asian else ""
    return f'<a:{name} sz="{_SMALL}" b="0">{_filled(TEXT)}{latin}{east_asian}</a:{name}>'


def _filled(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _columns(chart: Chart) -> tuple[str, str]:
    grouping = "stacked" if chart.kind == "stacked" else "clustered"
    overlap = '<c:overlap val="100"/>' if chart.kind == "stacked" else ""
    series = "".join(_series(chart, index, each, _filling(index)) for index, each in enumerate(chart.series))
    shape = (
        f'<c:barDir val="{"bar" if chart.kind == "bars" else "col"}"/><c:grouping val="{grouping}"/>'
        f'<c:varyColors val="0"/>{series}{_value_labels(chart)}<c:gapWidth val="60"/>{overlap}'
    )
    return "barChart", shape


def _filling(index: int) -> str:
    return f'<c:spPr>{_filled(series_look(index).colour)}</c:spPr><c:invertIfNegative val="0"/>'


def _value_labels(chart: Chart) -> str:
    """Return the labels at the ends of columns and bars, where there is room for them."""
    if chart.kind == "stacked" or len(chart.categories) * len(chart.series) > _MOST_LABELS:
        return ""
    shown = {"LegendKey": 0, "Val": 1, "CatName": 0, "SerName": 0, "Percent": 0, "BubbleSize": 0}
    told = "".join(f'<c:show{name} val="{on}"/>' for name, on in shown.items())
    return f'<c:dLbls><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:dLblPos val="outEnd"/>{told}</c:dLbls>'


def _lines(chart: Chart) -> tuple[str, str]:
    series = "".join(
        _series(chart, index, each, _line(series_look(index)), '<c:smooth val="0"/>')
        for index, each in enumerate(chart.series)
    )
    shape = f'<c:grouping val="standard"/><c:varyColors val="0"/>{series}<c:marker val="1"/>'
    return "lineChart", shape


def _line(look: SeriesLook) -> str:
    fill = _filled(look.colour)
    return (
        f'<c:spPr><a:ln w="25400" cap="rnd">{fill}<a:prstDash val="{_DASHES[look.dash]}"/><a:round/></a:ln></c:spPr>'
        f'<c:marker><c:symbol val="{look.marker}"/><c:size val="6"/>'
        f'<c:spPr>{fill}<a:ln w="9525">{fill}</a:ln></c:spPr></c:marker>'
    )


def _series(chart: Chart, index: int, series: Series, look: str, after: str = "") -> str:
    column, last = column_name(index + 1), len(chart.categories) + 1
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/>'
        f"<c:tx>{_texts(f'{SHEET}!${column}$1', [series.name])}</c:tx>{look}"
        f"<c:cat>{_texts(f'{SHEET}!$A$2:$A${last}', chart.categories)}</c:cat>"
        f"<c:val>{_numbers(f'{SHEET}!${column}$2:${column}${last}', series.values)}</c:val>{after}</c:ser>"
    )


def _texts(place: str, texts: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{index}"><c:v>{escape(text)}</c:v></c:pt>' for index, text in enumerate(texts))
    return f'<c:strRef><c:f>{place}</c:f><c:strCache><c:ptCount val="{len(texts)}"/>{points}</c:strCache></c:strRef>'


def _numbers(place: str, values: Sequence[float | None]) -> str:
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{value:.12g}</c:v></c:pt>' for index, value in enumerate(values) if value is not None
    )
    cache = f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{points}'
    return f"<c:numRef><c:f>{place}</c:f><c:numCache>{cache}</c:numCache></c:numRef>"


def _category_axis(chart: Chart) -> str:
    # Bars run from top to bottom as a list is read; Word would begin at the bottom.
    order, place = ("maxMin", "l") if chart.kind == "bars" else ("minMax", "b")
    return (
        f'<c:catAx><c:axId val="111111111"/><c:scaling><c:orientation val="{order}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{place}"/>{_title(chart.category_axis, turned=chart.kind == "bars")}'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/><c:spPr><a:ln w="9525">{_filled(AXIS)}</a:ln></c:spPr>'
        '<c:crossAx val="222222222"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis(chart: Chart) -> str:
    is_bars = chart.kind == "bars"
    first, second, *_, last = (chart.ticks[0], *chart.ticks[1:], chart.ticks[-1])
    return (
        '<c:valAx><c:axId val="222222222"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{last.value:.12g}"/><c:min val="{first.value:.12g}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{"b" if is_bars else "l"}"/>'
        f'<c:majorGridlines><c:spPr><a:ln w="6350">{_filled(GRID)}</a:ln></c:spPr></c:majorGridlines>'
        f"{_title(chart.value_axis, turned=not is_bars)}"
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        '<c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>'
        f'<c:crossAx val="111111111"/><c:crosses val="{"max" if is_bars else "autoZero"}"/>'
        f'<c:crossBetween val="between"/><c:majorUnit val="{second.value - first.value:.12g}"/></c:valAx>'
    )


def _title(words: str, *, turned: bool) -> str:
    if not words:
        return ""
    body = '<a:bodyPr rot="-5400000" vert="horz"/>' if turned else "<a:bodyPr/>"
    text = f'<a:p><a:pPr><a:defRPr b="0"/></a:pPr><a:r><a:rPr b="0"/><a:t>{escape(words)}</a:t></a:r></a:p>'
    return f'<c:title><c:tx><c:rich>{body}<a:lstStyle/>{text}</c:rich></c:tx><c:overlay val="0"/></c:title>'
