"""Audits → JSON for programs and one self-contained HTML page for people."""

from __future__ import annotations

import base64
import io
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder.audit.verdict import Audit, ThresholdAudit
from autograder.model import Side

__all__ = ["audits_html", "audits_json"]

_BLUE, _RED = "#0072B2", "#D55E00"  # that colour-blind readers can tell apart (Okabe and Ito)


def audits_json(audits: Sequence[Audit]) -> str:
    """Return the text of a JSON list with one object an exercise; what is no finite number is null."""
    return json.dumps([_plain(audit) for audit in audits], indent=2, allow_nan=False) + "\n"


def audits_html(audits: Sequence[Audit]) -> str:
    """Return one page with a part for each exercise and a picture for each threshold; loads nothing."""
    import jinja2

    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals["picture"] = _picture
    text = (Path(__file__).parent / "report.html.j2").read_text(encoding="utf-8")
    return environment.from_string(text).render(audits=audits)


def _plain(audit: Audit) -> dict[str, Any]:
    return {
        "exercise": audit.exercise,
        "sound": audit.is_sound,
        "seeds": audit.seeds,
        "date": audit.date,
        "versions": dict(audit.versions),
        "faults": list(audit.faults),
        "misconceptions": audit.misconceptions,
        "variants": audit.variants,
        "rewrites": audit.rewrites,
        "right_of_people": audit.world[0],
        "wrong_of_people": audit.world[1],
        "by_table": dict(audit.by_table),
        "table_share": round(audit.table_share, 4),
        "green_in_public": list(audit.surprise.green),
        "green_share": round(audit.surprise.share, 4),
        "costs_elsewhere": dict(audit.collateral.spreading),
        "contained_share": round(audit.collateral.contained, 4),
        "well_kept_share": round(audit.collateral.well_kept, 4),
        "seconds": round(audit.seconds, 3),
        "killed_share": round(audit.killed_share, 4),
        "checks": [
            {
                "name": one.check.name,
                "question": one.check.question,
                "title": one.check.title,
                "hidden": one.hidden,
                "draws": one.draws,
                "false_fails": one.false_fails,
                "bound_95": float(f"{one.bound:.3g}"),
                "failed_by": list(one.failed_by),
            }
            for one in audit.checks
        ],
        "redundant": [list(pair) for pair in audit.redundant],
        "thresholds": [_plain_threshold(one) for one in audit.thresholds],
        "mutants": [
            {
                "line": one.mutant.line,
                "in": one.mutant.where,
                "operator": one.mutant.operator,
                "was": one.mutant.was,
                "becomes": one.mutant.becomes,
                "killed_by": list(one.fate.killed_by),
                "equivalent": one.fate.equivalent or None,
            }
            for one in audit.mutants
        ],
    }


def _plain_threshold(one: ThresholdAudit) -> dict[str, Any]:
    return {
        "name": one.name,
        "check": one.check,
        "limit": one.limit,
        "side": one.side,
        "right": len(one.right),
        "nearest_right": _finite(one.nearest),
        "distance_in_deviations": _finite(one.distance),
        "wrong": len(one.wrong),
        "nearest_wrong": _finite(one.nearest_wrong),
    }


def _finite(number: float) -> float | None:
    return number if math.isfinite(number) else None


def _picture(one: ThresholdAudit) -> str:
    """Return a picture of right and wrong numbers against the threshold, as the address of an SVG."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 2.4), layout="constrained")
    axes = figure.add_subplot()
    numbers = [*one.right, *one.wrong, one.limit]
    # Errors that span decades can be told apart only on a scale of powers.
    powers = min(numbers) > 0 and max(numbers) > 50 * min(numbers)
    axes.set_xscale("log" if powers else "linear")
    bins = _bins(min(numbers), max(numbers), powers=powers)
    for values, name, colour, hatch in ((one.right, "right", _BLUE, ""), (one.wrong, "wrong", _RED, "//")):
        if values:
            label = f"{name} answers ({len(values)} draws)"
            axes.hist(values, bins=bins, label=label, color=colour, alpha=0.6, hatch=hatch)
    axes.axvline(one.limit, color="black", linestyle="--", label=f"threshold {one.limit:g}")
    sign = "<" if one.side is Side.BELOW else ">"
    axes.set(xlabel=f"measured value; right is {sign} {one.limit:g}", ylabel="draws", yscale="symlog")
    figure.legend(fontsize="small", loc="outside upper center", ncols=3)
    out = io.BytesIO()
    with rc_context({"svg.hashsalt": one.name}):
        figure.savefig(out, format="svg", metadata={"Date": None})
    return "data:image/svg+xml;base64," + base64.b64encode(out.getvalue()).decode("ascii")


def _bins(low: float, high: float, *, powers: bool) -> list[float]:
    steps = [step / 40 for step in range(41)]
    if high <= low:
        return [low - 0.5, low + 0.5]
    if powers:
        return [low * (high / low) ** step for step in steps]
    return [low + (high - low) * step for step in steps]
