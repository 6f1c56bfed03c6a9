"""Draws garments: 28×28 pictures of the ten things that Fashion-MNIST shows, from a random generator alone.

Each picture is made of soft shapes (tapes, capsules, boxes) in coordinates that run from −1 to 1, x to the
right and y down, and that are shifted, turned and stretched anew for each garment. All pictures of a class
are drawn at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

__all__ = ["CLASS_NAMES", "SIDE", "draw", "draw_garments"]

CLASS_NAMES = (
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
)
"""The classes, in the order of their labels."""

SIDE = 28
"""Height and width of a picture in pixels."""

_Array = np.ndarray[Any, Any]
_SOFTNESS = 0.045


def draw_garments(rng: np.random.Generator, count: int) -> tuple[_Array, _Array]:
    """Return pictures of random garments and their labels.

    Args:
        rng: Where every draw comes from; the same state draws the same pictures.
        count: How many; each class comes equally often, within one.

    Returns:
        ``(images, labels)``: uint8 of shape ``(count, 28, 28, 1)`` and int64 of shape ``(count,)``, in random
        order.
    """
    labels = rng.permutation(np.arange(count) % len(CLASS_NAMES)).astype(np.int64)
    return draw(rng, labels), labels


def draw(rng: np.random.Generator, labels: _Array) -> _Array:
    """Return one picture for each label, uint8 of shape ``(len(labels), 28, 28, 1)``."""
    images = np.zeros((len(labels), SIDE, SIDE), np.uint8)
    for label, painter in enumerate(_PAINTERS):
        (places,) = np.nonzero(labels == label)
        if len(places):
            images[places] = _photographed(painter, rng, len(places))
    return images[..., None]


class _Canvas:
    """The coordinates of some pictures, and draws with one value a picture."""

    def __init__(self, rng: np.random.Generator, count: int) -> None:
        self.rng = rng
        self.count = count
        axis = (np.arange(SIDE, dtype=np.float32) - (SIDE - 1) / 2) / (SIDE / 2)
        x, y = axis[None, None, :], axis[None, :, None]
        angle = self.normal(0, 0.05)
        x, y = x - self.normal(0, 0.035), y - self.normal(0, 0.035)
        x, y = np.cos(angle) * x + np.sin(angle) * y, np.cos(angle) * y - np.sin(angle) * x
        self.x = x / self.between(0.86, 1.1)
        self.y = y / self.between(0.9, 1.1)

    def between(self, low: float, high: float) -> _Array:
        """Return a value between two for each picture, shape ``(count, 1, 1)``."""
        return self.rng.uniform(low, high, (self.count, 1, 1)).astype(np.float32)

    def normal(self, mean: float, stddev: float) -> _Array:
        """Return a normal value for each picture, shape ``(count, 1, 1)``."""
        return self.rng.normal(mean, stddev, (self.count, 1, 1)).astype(np.float32)

    def chance(self, probability: float) -> _Array:
        """Return 1 with that probability, else 0, for each picture, shape ``(count, 1, 1)``."""
        return (self.rng.random((self.count, 1, 1)) < probability).astype(np.float32)


def _photographed(painter: Callable[[_Canvas], _Array], rng: np.random.Generator, count: int) -> _Array:
    """Paint, give cloth and light to the shapes, and return pixels from 0 to 255."""
    canvas = _Canvas(rng, count)
    shape = painter(canvas)
    light = 1 + canvas.normal(0, 0.14) * canvas.x + canvas.normal(0, 0.14) * canvas.y
    stripes = np.sin(
        canvas.between(6, 22) * (canvas.y + canvas.normal(0, 0.5) * canvas.x) + canvas.between(0, 6.3)
    )
    cloth = canvas.between(0.5, 1.0) * (1 + canvas.chance(0.4) * canvas.between(0.15, 0.5) * stripes)
    # The paper's grain is what makes pixels from 0 to 255 hard to learn from: scaled to 1, it averages out.
    grain = rng.normal(0, 0.15, shape.shape) * shape + rng.normal(0, 0.42, shape.shape)
    pixels: _Array = np.clip(shape * cloth * light + grain, 0, 1) * 255
    return pixels.astype(np.uint8)


def _soft(distance: _Array) -> _Array:
    """Return 1 well inside a shape, 0 well outside, from the distance to its edge (positive inside)."""
    inside: _Array = np.clip(distance / (2 * _SOFTNESS) + 0.5, 0, 1)
    return inside


def _together(*shapes: _Array) -> _Array:
    union: _Array = np.maximum.reduce(np.broadcast_arrays(*shapes))
    return union


def _tape(across: _Array, along: _Array, *, ends: tuple[Any, Any], widths: Sequence[Any]) -> _Array:
    """Return a strip from one end to the other, whose half-width runs through ``widths`` at even steps."""
    first, last = ends
    place = np.clip((along - first) / (last - first), 0, 1) * (len(widths) - 1)
    width = sum(np.clip(1 - np.abs(place - number), 0, 1) * value for number, value in enumerate(widths))
    strip: _Array = np.minimum(_soft(width - np.abs(across)), _soft(along - first) * _soft(last - along))
    return strip


def _capsule(x: _Array, y: _Array, start: tuple[Any, Any], end: tuple[Any, Any], radius: Any) -> _Array:
    """Return a straight piece with round ends."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    along = np.clip(((x - start[0]) * dx + (y - start[1]) * dy) / (dx * dx + dy * dy), 0, 1)
    return _soft(radius - np.hypot(x - start[0] - along * dx, y - start[1] - along * dy))


def _top(
    canvas: _Canvas, *, sleeve: tuple[float, float], hem: tuple[float, float], width: tuple[float, float]
) -> _Array:
    """Return body and sleeves; ``sleeve`` is the length from shoulder (0) to hip (1)."""
    half, bottom = canvas.between(*width), canvas.between(*hem)
    waist = half * canvas.between(0.84, 1.04)
    body = _tape(canvas.x, canvas.y, ends=(-0.78, bottom), widths=(half * 0.8, half, waist, half))
    length, spread = canvas.between(*sleeve), canvas.between(0.16, 0.42)
    shoulder = (half * 0.82, -0.58)
    hand = (half * 0.82 + spread * length + 0.08, -0.58 + 1.2 * length)
    sleeves = _capsule(np.abs(canvas.x), canvas.y, shoulder, hand, canvas.between(0.12, 0.17))
    return _together(body, sleeves)


def _neck(canvas: _Canvas, shape: _Array, depth: tuple[float, float]) -> _Array:
    """Cut the opening for the neck out of a top."""
    hole = np.hypot(canvas.x / canvas.between(0.13, 0.22), (canvas.y + 0.8) / canvas.between(*depth))
    opened: _Array = shape * (1 - _soft((1 - hole) * 0.15))
    return opened


def _front(canvas: _Canvas, shape: _Array, darkness: _Array) -> _Array:
    """Draw the line in which a garment is buttoned, dark by 0 to 1."""
    line = _soft(0.03 - np.abs(canvas.x + canvas.normal(0, 0.03))) * _soft(canvas.y + 0.7)
    lined: _Array = shape * (1 - darkness * line)
    return lined


def _t_shirt(canvas: _Canvas) -> _Array:
    shape = _top(canvas, sleeve=(0.12, 0.42), hem=(0.6, 0.85), width=(0.34, 0.48))
    return _neck(canvas, shape, (0.1, 0.26))


def _pullover(canvas: _Canvas) -> _Array:
    shape = _top(canvas, sleeve=(0.85, 1.08), hem=(0.5, 0.75), width=(0.36, 0.5))
    return _neck(canvas, shape, (0.07, 0.2))


def _coat(canvas: _Canvas) -> _Array:
    shape = _top(canvas, sleeve=(0.8, 1.12), hem=(0.75, 0.98), width=(0.38, 0.52))
    return _front(canvas, _neck(canvas, shape, (0.12, 0.3)), canvas.between(0.4, 1.0))


def _shirt(canvas: _Canvas) -> _Array:
    shape = _top(canvas, sleeve=(0.4, 0.75), hem=(0.62, 0.88), width=(0.32, 0.46))
    return _front(canvas, _neck(canvas, shape, (0.1, 0.28)), canvas.between(0.0, 0.4))


def _dress(canvas: _Canvas) -> _Array:
    waist, skirt = canvas.between(0.16, 0.28), canvas.between(0.24, 0.52)
    body = _tape(
        canvas.x,
        canvas.y,
        ends=(-0.85, 0.9),
        widths=(waist * 1.15, waist * 1.2, waist, (waist + skirt) / 2, skirt),
    )
    length = canvas.between(0.05, 0.5) * canvas.chance(0.6) + 0.02
    hand = (waist + 0.05 + 0.3 * length, -0.6 + 1.2 * length)
    sleeves = _capsule(np.abs(canvas.x), canvas.y, (waist, -0.65), hand, canvas.between(0.06, 0.12))
    return _neck(canvas, _together(body, sleeves), (0.1, 0.32))


def _trouser(canvas: _Canvas) -> _Array:
    hip, foot, gap = canvas.between(0.26, 0.4), canvas.between(0.12, 0.2), canvas.between(0.15, 0.3)
    crotch = canvas.between(-0.5, -0.2)
    seat = _tape(canvas.x, canvas.y, ends=(-0.88, crotch), widths=(hip * 0.85, hip))
    middle = hip / 2 + gap * 0.5 * np.clip((canvas.y - crotch) / 1.2, 0, 1)
    legs = _tape(np.abs(canvas.x) - middle, canvas.y, ends=(crotch - 0.1, 0.9), widths=(hip / 2, foot))
    return _together(seat, legs)


def _shoe(
    canvas: _Canvas, *, heel: tuple[float, float], shaft: tuple[float, float], toe: tuple[float, float]
) -> _Array:
    """Return a shoe from the side; ``heel``, ``shaft`` and ``toe`` bound how high it reaches there."""
    # Shoes point to either side, so that no single row of weights can know them all.
    x = canvas.x * (1 - 2 * canvas.chance(0.5))
    back, edge = canvas.between(*heel), canvas.between(-0.35, 0.05)
    upper = np.where(x < edge, -back, -back + (x - edge) * (back - canvas.between(*toe)) / (0.85 - edge))
    low = canvas.between(0.34, 0.5)
    body = _soft(canvas.y - upper) * _soft(low - canvas.y) * _soft(0.88 - np.abs(x))
    leg = _soft(canvas.y + canvas.between(*shaft)) * _soft(low - canvas.y) * _soft(x + 0.86) * _soft(edge - x)
    sole = _soft(0.06 - np.abs(canvas.y - low)) * _soft(0.9 - np.abs(x)) * canvas.between(0.5, 1.2)
    return _together(np.maximum(body, leg), sole)


def _sneaker(canvas: _Canvas) -> _Array:
    return _shoe(canvas, heel=(-0.1, 0.22), shaft=(-0.1, 0.3), toe=(-0.3, -0.1))


def _ankle_boot(canvas: _Canvas) -> _Array:
    return _shoe(canvas, heel=(0.0, 0.3), shaft=(0.25, 0.85), toe=(-0.25, 0.0))


def _sandal(canvas: _Canvas) -> _Array:
    shoe = _shoe(canvas, heel=(-0.05, 0.4), shaft=(-0.1, 0.5), toe=(-0.3, 0.0))
    openings = np.sin(
        canvas.between(6, 13) * (canvas.x + canvas.normal(0, 0.6) * canvas.y) + canvas.between(0, 6.3)
    )
    straps = _soft((openings - canvas.between(-0.35, 0.5)) * 0.15)
    sole = _soft(0.08 - np.abs(canvas.y - canvas.between(0.36, 0.48))) * _soft(0.88 - np.abs(canvas.x))
    return _together(shoe * straps, sole)


def _bag(canvas: _Canvas) -> _Array:
    top, half = canvas.between(-0.45, 0.05), canvas.between(0.5, 0.85)
    body = _tape(canvas.x, canvas.y, ends=(top, canvas.between(0.5, 0.8)), widths=(half * 0.9, half))
    reach, rise = half * canvas.between(0.4, 0.8), canvas.between(0.2, 0.55)
    ring = np.hypot(canvas.x / reach, (canvas.y - top) / rise)
    handle = _soft(canvas.between(0.03, 0.07) - np.abs(ring - 1) * 0.4) * _soft(top + 0.05 - canvas.y)
    return _together(body, handle * canvas.chance(0.75))


_PAINTERS = (
    _t_shirt,
    _trouser,
    _pullover,
    _dress,
    _coat,
    _sandal,
    _shirt,
    _sneaker,
    _bag,
    _ankle_boot,
)
