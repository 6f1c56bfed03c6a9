"""A picture → a PNG, and the words for who cannot see it.

Colours are those of Okabe and Ito (2002), which the colour-blind can tell apart; lines, points and hatches
differ as well, so that print in grey will do.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from autograder.picture import Bars, Curve, Panel, Picture, Role

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["picture_png", "picture_text"]

_DPI: Final = 110
_WIDTHS: Final = {1: 5.6, 2: 8.2, 3: 9.4, 4: 10.6}
"""Inches by number of panels."""
_HEIGHT: Final = 3.3
"""Inches without bars."""
_BAR_HEIGHT: Final = 0.32
"""Inches for each name of bars."""
_COLOURS: Final = {
    Role.YOURS: ("#D55E00", "#E69F00"),
    Role.EXPECTED: ("#0072B2", "#56B4E9"),
    Role.DATA: ("#000000", "#009E73", "#CC79A7"),
}
"""Vermilion and orange, the blues, then black, green and purple."""
_SHAPES: Final = {Role.YOURS: "os", Role.EXPECTED: "DP", Role.DATA: "x^v"}
_MARKERS: Final = 12
"""About how many markers stand on a line."""
_BEYOND: Final = 3.0
"""How many times the expected range a panel shows at the most, above it and below."""
_LONGEST: Final = 90
"""Characters of a label."""


def picture_png(picture: Picture) -> bytes:
    """Return the picture as a PNG, the same bytes for the same picture.

    Nothing is drawn into matplotlib's own state, and the student's settings of it do not show.
    """
    import matplotlib.style
    from matplotlib.figure import Figure

    names = max(len(panel.names) for panel in picture.panels)
    size = _WIDTHS[len(picture.panels)], max(_HEIGHT, 1.3 + _BAR_HEIGHT * names)
    image = io.BytesIO()
    with matplotlib.style.context("default"):
        figure = Figure(figsize=size, dpi=_DPI, layout="constrained")
        _draw(picture, figure)
        figure.savefig(image, format="png", metadata={"Software": None})
    return image.getvalue()


def picture_text(picture: Picture) -> str:
    """Return the picture in a few words: its title, and where each of its curves begins and ends."""
    panels = " ".join(_panel_text(panel) for panel in picture.panels)
    return f"{picture.title.rstrip('.')}. {panels}"


def _draw(picture: Picture, figure: Figure) -> None:
    from matplotlib.text import Text

    for panel, axes in zip(
        picture.panels, figure.subplots(1, len(picture.panels), squeeze=False)[0], strict=True
    ):
        _draw_panel(panel, axes)
    figure.suptitle(_short(picture.title), fontsize=11)
    found = [axes.get_legend_handles_labels() for axes in figure.axes]
    known = {
        label: handle for handles, labels in found for handle, label in zip(handles, labels, strict=True)
    }
    figure.legend(
        known.values(), known.keys(), loc="outside lower center", ncols=len(known), frameon=False, fontsize=10
    )
    for text in figure.findobj(Text):  # a dollar is a dollar
        text.set_parse_math(False)


def _draw_panel(panel: Panel, axes: Axes) -> None:
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(color="#DDDDDD", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(labelsize=9)
    across, upward = _short(panel.across), _short(panel.upward)
    if panel.names:
        across, upward = upward, across
        _draw_bars(panel, axes)
    else:
        _draw_curves(panel, axes)
    axes.set_xlabel(across, fontsize=10)
    axes.set_ylabel(upward, fontsize=10)


def _draw_curves(panel: Panel, axes: Axes) -> None:
    from matplotlib.ticker import MaxNLocator

    curves = [one for one in panel.series if isinstance(one, Curve)]
    low, high = _view([y for one in curves if one.role is not Role.YOURS for y in one.y], _heights(curves))
    for curve in curves:
        of_role = [one for one in curves if one.role is curve.role]
        number = of_role.index(curve)
        y = [math.nan if one is None else one for one in curve.y]
        axes.plot(
            curve.x,
            y,
            label=_legend(curve, len(of_role)),
            markevery=max(1, len(y) // _MARKERS) if curve.role is not Role.DATA else None,
            **_style(curve.role, number),
        )
    axes.set_ylim(low, high)
    if all(x.is_integer() for one in curves for x in one.x):
        axes.xaxis.set_major_locator(MaxNLocator("auto", integer=True))
    _tell_what_is_cut(axes, _heights([one for one in curves if one.role is Role.YOURS]), low, high)


def _heights(curves: Sequence[Curve]) -> list[float | None]:
    return [y for one in curves for y in one.y]


def _draw_bars(panel: Panel, axes: Axes) -> None:
    rows = [one for one in panel.series if isinstance(one, Bars)]
    found = [length for one in rows for length in one.lengths]
    low, high = _view([y for one in rows if one.role is not Role.YOURS for y in one.lengths], [0.0, *found])
    thick = 0.8 / max(1, len(rows))
    for number, row in enumerate(rows):
        places = [place + (number - (len(rows) - 1) / 2) * thick for place in range(len(panel.names))]
        lengths = [0.0 if one is None else min(max(one, low), high) for one in row.lengths]
        axes.barh(
            places,
            lengths,
            thick,
            label=str(row.role),
            color=_COLOURS[row.role][0] if row.role is Role.YOURS else "white",
            edgecolor=_COLOURS[row.role][0],
            hatch="" if row.role is Role.YOURS else "////",
        )
    axes.set_yticks(range(len(panel.names)), [_short(name, 30) for name in panel.names])
    axes.invert_yaxis()
    axes.set_xlim(low, high)
    yours = [length for one in rows if one.role is Role.YOURS for length in one.lengths]
    _tell_what_is_cut(axes, yours, low, high)


def _style(role: Role, number: int) -> dict[str, Any]:
    """Return how the curves of a role look, each of them in its own way."""
    look = {
        "color": _COLOURS[role][number % len(_COLOURS[role])],
        "marker": _SHAPES[role][number % len(_SHAPES[role])],
        "markersize": 5,
    }
    if role is Role.DATA:
        return look | {"linestyle": "none", "zorder": 2}
    # The dashes of what was expected lie on top, so that both are seen where both are the same.
    if role is Role.YOURS:
        return look | {"linestyle": "-", "linewidth": 2.6, "zorder": 3}
    return look | {"linestyle": "--", "linewidth": 1.5, "markerfacecolor": "white", "zorder": 4}


def _legend(curve: Curve, of_role: int) -> str:
    if curve.role is Role.DATA:
        return _short(curve.label)
    return str(curve.role) if of_role == 1 else f"{_short(curve.label)}: {curve.role}"


def _view(expected: Sequence[float | None], found: Sequence[float | None]) -> tuple[float, float]:
    """Return which heights to show: all, unless what came back dwarfs what was expected."""
    numbers = [one for one in found if one is not None] or [0.0]
    known = [one for one in expected if one is not None] or numbers
    span = max(known) - min(known) or max(abs(max(known)), 1e-12)
    low = max(min(numbers), min(known) - _BEYOND * span)
    high = min(max(numbers), max(known) + _BEYOND * span)
    margin = 0.06 * (high - low) or span
    return low - margin, high + margin


def _tell_what_is_cut(axes: Axes, yours: Sequence[float | None], low: float, high: float) -> None:
    """Say in a panel's title what does not show: numbers far away, and what is no finite number."""
    numbers = [one for one in yours if one is not None]
    told = []
    if numbers and not low <= min(numbers) <= max(numbers) <= high:
        told.append(f"yours lies between {min(numbers):.3g} and {max(numbers):.3g}")
    if len(numbers) < len(yours):
        told.append(f"{len(yours) - len(numbers)} of yours are nan, inf or missing")
    axes.set_title("\n".join(told), fontsize=9, color=_COLOURS[Role.YOURS][0])


def _short(text: str, length: int = _LONGEST) -> str:
    """Return a label in one line, without what cannot be printed."""
    plain = "".join(c if c.isprintable() else " " for c in text[: 2 * length])
    return plain if len(plain) <= length else f"{plain[: length - 1]}…"


def _panel_text(panel: Panel) -> str:
    told = "; ".join(_series_text(one, panel) for one in panel.series) or "nothing that could be drawn"
    return f"{panel.upward} by {panel.across}: {told}."


def _series_text(series: Curve | Bars, panel: Panel) -> str:
    missing = sum(one is None for one in (series.lengths if isinstance(series, Bars) else series.y))
    odd = f" ({missing} × nan, inf or missing)" if missing else ""
    whose = series.label if series.role is Role.DATA else str(series.role)
    if isinstance(series, Bars):
        lengths = [
            (one, name) for one, name in zip(series.lengths, panel.names, strict=True) if one is not None
        ]
        longest = max(lengths, default=None)
        return (
            f"{whose} is largest for {longest[1]}, {longest[0]:.3g}{odd}"
            if longest
            else f"{whose}: none{odd}"
        )
    drawn = [(x, y) for x, y in zip(series.x, series.y, strict=True) if y is not None]
    if series.role is Role.DATA or not drawn:
        return f"{whose}: {len(drawn)} points{odd}"
    (_, first), (end, last) = drawn[0], drawn[-1]
    return f"{whose} from {first:.3g} to {last:.3g} at {end:.3g}{odd}"
