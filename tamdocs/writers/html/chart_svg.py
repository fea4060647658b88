"""A chart as SVG that stands in a page: drawn from the ticks and the printed numbers of the tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from typing import TypeAlias

from tamdocs.document.chart_look import AXIS, GRID, TEXT, Dash, Hatch, Marker, SeriesLook, series_look
from tamdocs.document.model import Chart
from tamdocs.document.text import inlines_text
from tamdocs.writers.html.chart_words import SIZE, width_of, wrapped

WIDTH = 720
_PLOT = 230
_BAR, _BETWEEN, _MOST_BARS = 17, 11, 1200
_LINE = SIZE * 1.25
_MOST_MARKS, _FEW_NAMES = 40, 12
_Scale: TypeAlias = Callable[[float], float]


def chart_svg(chart: Chart, name: str) -> str:
    """Return *chart* as a picture with its title and description; *name* begins the ids in it."""
    drawing = _Drawing(chart, name)
    height = drawing.draw()
    title = escape(inlines_text(chart.title), quote=False)
    return (
        f'<svg role="img" aria-labelledby="{name}-title {name}-description" xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {WIDTH} {height:.0f}" font-size="{SIZE}" fill="#{TEXT}">'
        f'<title id="{name}-title">{title}</title>'
        f'<desc id="{name}-description">{escape(chart.alt, quote=False)}</desc>'
        f"<defs>{''.join(_hatches(chart, name))}</defs>{''.join(drawing.out)}</svg>"
    )


class _Drawing:
    def __init__(self, chart: Chart, name: str) -> None:
        self.chart, self.name = chart, name
        self.out: list[str] = []
        self.top = 4.0
        """Where what comes next begins."""

    def draw(self) -> float:
        """Draw all of it and return its height."""
        self._legend()
        if self.chart.kind == "bars":
            self._bars()
        else:
            self._upright()
        return self.top + 4

    # Parts

    def _text(self, x: float, y: float, words: str, anchor: str = "start", color: str = "") -> None:
        fill = f' fill="#{color}"' if color else ""
        end = f' text-anchor="{anchor}"' if anchor != "start" else ""
        self.out.append(f'<text x="{x:.1f}" y="{y:.1f}"{end}{fill}>{escape(words, quote=False)}</text>')

    def _line(self, start: tuple[float, float], end: tuple[float, float], color: str, width: float = 1) -> None:
        self.out.append(
            f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" '
            f'stroke="#{color}" stroke-width="{width:g}"/>'
        )

    def _box(self, corner: tuple[float, float], size: tuple[float, float], index: int) -> None:
        own = series_look(index)
        place = f'x="{corner[0]:.1f}" y="{corner[1]:.1f}" width="{size[0]:.1f}" height="{size[1]:.1f}"'
        edge = f'stroke="#{own.edge}" stroke-width="0.6"'
        self.out.append(f'<rect {place} fill="#{own.colour}" {edge}/>')
        if own.hatch:
            self.out.append(f'<rect {place} fill="url(#{self.name}-{own.hatch})"/>')

    def _mark(self, x: float, y: float, index: int) -> None:
        own = series_look(index)
        paint = f'fill="#{own.colour}" stroke="#{own.edge}" stroke-width="0.8"'
        self.out.append(f'<path transform="translate({x:.1f} {y:.1f})" d="{_MARKS[own.marker]}" {paint}/>')

    def _legend(self) -> None:
        """Draw a sample and the name of each series; one that stands alone is what the title says."""
        if len(self.chart.series) == 1:
            return
        x = 0.0
        for index, series in enumerate(self.chart.series):
            (words,) = wrapped(series.name, WIDTH - 40, 1)
            width = 34 + width_of(words) + 14
            if x and x + width > WIDTH:
                x, self.top = 0.0, self.top + _LINE + 4
            middle = self.top + SIZE / 2
            if self.chart.kind == "lines":
                self._path([(x, middle), (x + 28, middle)], index)
                self._mark(x + 14, middle, index)
            else:
                self._box((x + 8, self.top + 1), (16, SIZE - 2), index)
            self._text(x + 34, self.top + SIZE * 0.85, words)
            x += width
        self.top += _LINE + 6

    def _path(self, points: list[tuple[float, float]], index: int) -> None:
        own = series_look(index)
        steps = " ".join(f"{'L' if count else 'M'}{x:.1f} {y:.1f}" for count, (x, y) in enumerate(points))
        dash = f' stroke-dasharray="{_DASHES[own.dash]}"' if own.dash != "solid" else ""
        self.out.append(f'<path d="{steps}" fill="none" stroke="#{own.colour}" stroke-width="2"{dash}/>')

    def _axis_title(self, words: str, x: float, anchor: str) -> None:
        if words:
            (shown,) = wrapped(words, WIDTH, 1)
            self._text(x, self.top + SIZE * 0.85, shown, anchor, AXIS)
            self.top += _LINE

    def _share(self, value: float) -> float:
        first, last = self.chart.ticks[0].value, self.chart.ticks[-1].value
        return (value - first) / (last - first)

    # Columns and lines

    def _upright(self) -> None:
        chart = self.chart
        self._axis_title(chart.value_axis, 0, "start")
        self.top += SIZE
        left = max(width_of(tick.label) for tick in chart.ticks) + 8
        band, top = (WIDTH - left) / len(chart.categories), self.top

        def y(value: float) -> float:
            return top + _PLOT * (1 - self._share(value))

        for tick in chart.ticks:
            self._text(left - 6, y(tick.value) + SIZE * 0.35, tick.label, "end")
            self._line((left, y(tick.value)), (WIDTH, y(tick.value)), GRID)
        draw = {"columns": self._columns, "stacked": self._stacked, "lines": self._lines}[chart.kind]
        draw(left, band, y)
        self._line((left, y(0)), (WIDTH, y(0)), AXIS, 1.2)
        self.top += _PLOT + 5
        self._names(left, band)
        self._axis_title(chart.category_axis, left + (WIDTH - left) / 2, "middle")

    def _columns(self, left: float, band: float, y: _Scale) -> None:
        chart = self.chart
        width = min(band * 0.8 / len(chart.series), 60)
        start = left + (band - width * len(chart.series)) / 2
        room = max(width_of(label) for series in chart.series for label in series.labels) <= width * 1.15
        for index, series in enumerate(chart.series):
            for place, value in enumerate(series.values):
                if value is None:
                    continue
                x, top = start + band * place + width * index, min(y(value), y(0))
                self._box((x, top), (width, abs(y(value) - y(0))), index)
                if room:
                    below = y(value) + SIZE if value < 0 else top - 3
                    self._text(x + width / 2, below, series.labels[place], "middle")

    def _stacked(self, left: float, band: float, y: _Scale) -> None:
        width = min(band * 0.7, 76)
        for place in range(len(self.chart.categories)):
            reached = {True: 0.0, False: 0.0}
            for index, series in enumerate(self.chart.series):
                value = series.values[place]
                if not value:
                    continue
                start, end = reached[value > 0], reached[value > 0] + value
                reached[value > 0] = end
                x, top, height = left + band * place + (band - width) / 2, min(y(start), y(end)), abs(y(start) - y(end))
                self._box((x, top), (width, height), index)
                self._value_in(series.labels[place], (x + width / 2, top + height / 2), (width, height))

    def _value_in(self, label: str, middle: tuple[float, float], room: tuple[float, float]) -> None:
        """Write *label* on a ground of its own, so that it stands out from a hatch; not where it does not fit."""
        width = width_of(label) + 4
        if width > room[0] or room[1] < _LINE + 1:
            return
        x, y = middle[0] - width / 2, middle[1] - _LINE / 2
        self.out.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{_LINE:.1f}" fill="#fff"/>')
        self._text(middle[0], middle[1] + SIZE * 0.35, label, "middle")

    def _lines(self, left: float, band: float, y: _Scale) -> None:
        chart = self.chart
        single = len(chart.series) == 1
        few = single and max(width_of(label) for label in chart.series[0].labels) <= band * 0.95
        for index, series in enumerate(chart.series):
            run: list[tuple[float, float]] = []
            points = [
                None if value is None else (left + band * (place + 0.5), y(value))
                for place, value in enumerate(series.values)
            ]
            for point in (*points, None):
                if point is not None:
                    run.append(point)
                    continue
                if len(run) > 1:
                    self._path(run, index)
                run = []
            for point, label in zip(points, series.labels, strict=True):
                if point is None:
                    continue
                if len(points) <= _MOST_MARKS:
                    self._mark(*point, index)
                if few:
                    self._text(point[0], point[1] - 7, label, "middle")

    def _names(self, left: float, band: float) -> None:
        """Write the names of the categories: a few on several lines, of many only each second or third and so on."""
        names = self.chart.categories
        widest = min(max(map(width_of, names)), 130)
        step = max(1, -int(-(widest + 8) // band)) if len(names) > _FEW_NAMES else 1
        room, most = band * step - 4, 0
        for index in range(0, len(names), step):
            lines = wrapped(names[index], room, 3)
            middle = min(left + band * (index + 0.5), WIDTH - min(room, max(map(width_of, lines))) / 2)
            for count, line in enumerate(lines):
                self._text(middle, self.top + SIZE * 0.85 + count * _LINE, line, "middle")
            most = max(most, len(lines))
        self.top += most * _LINE + 2

    # Bars

    def _bars(self) -> None:
        chart = self.chart
        count = len(chart.series)
        own = min(max(map(width_of, chart.categories)), WIDTH * 0.42)
        after = max(width_of(label) for series in chart.series for label in series.labels) + 8
        below = any(value is not None and value < 0 for series in chart.series for value in series.values)
        left = own + 8 + (after if below else 0)
        room = WIDTH - left - after
        row = min(max(_BAR * count + _BETWEEN, 2 * _LINE + 4), _MOST_BARS / len(chart.categories))
        self._axis_title(chart.category_axis, 0, "start")
        top, bottom = self.top + 2, self.top + 2 + row * len(chart.categories)

        def x(value: float) -> float:
            return left + room * self._share(value)

        for tick in chart.ticks:
            self._line((x(tick.value), top), (x(tick.value), bottom), GRID)
        self._bar_names(own, row, top)
        self._bar_rows(x, row, top)
        self._line((x(0), top), (x(0), bottom), AXIS, 1.2)
        self.top = bottom + 4
        self._bar_ticks(x)
        self._axis_title(chart.value_axis, WIDTH, "end")

    def _bar_names(self, width: float, row: float, top: float) -> None:
        step = max(1, -int(-_LINE // row))
        most = 2 if row >= 2 * _LINE else 1
        for index in range(0, len(self.chart.categories), step):
            lines = wrapped(self.chart.categories[index], width, most)
            first = top + row * (index + 0.5) - len(lines) * _LINE / 2 + SIZE
            for count, line in enumerate(lines):
                self._text(width, first + count * _LINE, line, "end")

    def _bar_rows(self, x: _Scale, row: float, top: float) -> None:
        count = len(self.chart.series)
        thick = min(_BAR, (row - min(_BETWEEN, row * 0.3)) / count)
        for index, series in enumerate(self.chart.series):
            for place, value in enumerate(series.values):
                if value is None:
                    continue
                y = top + row * place + (row - thick * count) / 2 + thick * index
                self._box((min(x(value), x(0)), y), (abs(x(value) - x(0)), thick), index)
                if thick >= SIZE * 0.9:
                    at, anchor = (x(value) - 4, "end") if value < 0 else (x(value) + 4, "start")
                    self._text(at, y + thick / 2 + SIZE * 0.35, series.labels[place], anchor)

    def _bar_ticks(self, x: _Scale) -> None:
        end = -1.0
        for tick in self.chart.ticks:
            width = width_of(tick.label)
            if x(tick.value) - width / 2 > end:
                self._text(x(tick.value), self.top + SIZE * 0.85, tick.label, "middle")
                end = x(tick.value) + width / 2 + 4
        self.top += _LINE


_DASHES: dict[Dash, str] = {
    "solid": "",
    "dash": "4 2.5",
    "dot": "1 2",
    "dash-dot": "5 2 1 2",
    "long-dash": "6 2",
    "dash-dot-dot": "4 1.5 1 1.5 1 1.5",
    "short-dash": "2 1",
}
_MARKS: dict[Marker, str] = {
    "circle": "M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z",
    "square": "M-3.2 -3.2h6.4v6.4h-6.4z",
    "triangle": "M0 -4L4 3H-4z",
    "diamond": "M0 -4.4L4.4 0L0 4.4L-4.4 0z",
    "triangle-down": "M0 4L4 -3H-4z",
    "cross": "M-4 -2.6L-2.6 -4L0 -1.4L2.6 -4L4 -2.6L1.4 0L4 2.6L2.6 4L0 1.4L-2.6 4L-4 2.6L-1.4 0z",
    "bar": "M-4 -1.6h8v3.2h-8z",
}
_HATCHES: dict[Hatch, str] = {
    "up": "M-2 2L2 -2M0 8L8 0M6 10L10 6",
    "down": "M-2 6L2 10M0 0L8 8M6 -2L10 2",
    "across": "M0 4H8",
    "upright": "M4 0V8",
    "mesh": "M-2 2L2 -2M0 8L8 0M6 10L10 6M-2 6L2 10M0 0L8 8M6 -2L10 2",
    "dots": "M3 4h2",
}


def _hatches(chart: Chart, name: str) -> Iterator[str]:
    looks: list[SeriesLook] = [series_look(index) for index, _ in enumerate(chart.series)]
    if chart.kind == "lines":
        return
    for own in dict.fromkeys(looks):
        if own.hatch:
            width = 2 if own.hatch == "dots" else 1.1
            yield (
                f'<pattern id="{name}-{own.hatch}" width="8" height="8" patternUnits="userSpaceOnUse">'
                f'<path d="{_HATCHES[own.hatch]}" stroke="#{own.ink}" stroke-width="{width}"/></pattern>'
            )
