"""Draws garments: 28×28 pictures of the ten things that Fashion-MNIST shows, from a random generator alone.

Each picture is made of soft shapes (tapes, limbs, outlines) in coordinates that run from −1 to 1, x to the
right and y down. What makes the pictures hard to tell apart is what does so in a wardrobe: cut, pose, sleeves
that lie over the body, patterned cloth and light. All pictures of a class are drawn at once.
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
_THIN = 0.045
"""Half the width of a line that a pixel can show."""


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
            images[places] = _photographed(painter, _Canvas(rng, len(places)))
    return images[..., None]


class _Canvas:
    """The coordinates of some pictures, and draws with one value per picture."""

    def __init__(self, rng: np.random.Generator, count: int) -> None:
        self.rng = rng
        self.count = count
        axis = (np.arange(SIDE, dtype=np.float32) - (SIDE - 1) / 2) / (SIDE / 2)
        x, y = axis[None, None, :], axis[None, :, None]
        angle = self.normal(0, 0.07)
        x, y = x - self.normal(0, 0.05), y - self.normal(0, 0.05)
        x, y = np.cos(angle) * x + np.sin(angle) * y, np.cos(angle) * y - np.sin(angle) * x
        self.x = (x + self.normal(0, 0.06) * y) / self.between(0.84, 1.06)
        self.y = y / self.between(0.86, 1.06)

    def between(self, low: float, high: float) -> _Array:
        """Return a value between two for each picture, shape ``(count, 1, 1)``."""
        return self.rng.uniform(low, high, (self.count, 1, 1)).astype(np.float32)

    def normal(self, mean: float, stddev: float) -> _Array:
        """Return a normal value for each picture, shape ``(count, 1, 1)``."""
        return self.rng.normal(mean, stddev, (self.count, 1, 1)).astype(np.float32)

    def chance(self, probability: float) -> _Array:
        """Return 1 with that probability, else 0, for each picture, shape ``(count, 1, 1)``."""
        return (self.rng.random((self.count, 1, 1)) < probability).astype(np.float32)

    def mirrored(self) -> _Array:
        """Return x, of every other picture from right to left."""
        mirrored: _Array = self.x * (1 - 2 * self.chance(0.5))
        return mirrored


def _photographed(painter: Callable[[_Canvas], _Array], canvas: _Canvas) -> _Array:
    """Paint, give cloth and light to the shapes, and return pixels from 0 to 255."""
    shape = painter(canvas)
    cloth = shape * _cloth(canvas) * _light(canvas)
    # The paper is not quite white. Of pixels from 0 to 255 that alone makes a large number in every unit.
    paper = canvas.between(0, 0.2) * _light(canvas)
    grain = canvas.rng.normal(0, 0.05, shape.shape)
    pixels: _Array = np.clip(np.maximum(cloth, paper) + grain, 0, 1) * 255
    return pixels.astype(np.uint8)


def _light(canvas: _Canvas) -> _Array:
    """Return how strong the light is in each place, about 1: it comes from one side."""
    light: _Array = 1 + canvas.normal(0, 0.12) * canvas.x + canvas.normal(0, 0.12) * canvas.y
    return light


def _cloth(canvas: _Canvas) -> _Array:
    """Return how dark the cloth is, from 0 to 1: plain, striped or checked."""
    dark = canvas.between(0.55, 1.0)
    turned = canvas.normal(0, 0.15)
    rows = _waves(canvas, canvas.y + turned * canvas.x) * canvas.chance(0.25)
    columns = _waves(canvas, canvas.x - turned * canvas.y) * canvas.chance(0.2)
    cloth: _Array = dark * (1 - canvas.between(0.15, 0.5) * (rows + columns) / 2)
    return cloth


def _waves(canvas: _Canvas, place: _Array) -> _Array:
    """Return stripes across a direction, from 0 to 1."""
    waves: _Array = 0.5 + np.clip(np.sin(canvas.between(9, 20) * place + canvas.between(0, 6.3)), -0.5, 0.5)
    return waves


def _soft(distance: _Array) -> _Array:
    """Return 1 well inside a shape, 0 well outside, from the distance to its edge (positive inside)."""
    inside: _Array = np.clip(distance / (2 * _SOFTNESS) + 0.5, 0, 1)
    return inside


def _together(*shapes: _Array) -> _Array:
    union: _Array = np.maximum.reduce(np.broadcast_arrays(*shapes))
    return union


def _without(shape: _Array, line: _Array, strength: Any = 0.6) -> _Array:
    """Return a shape on which a line shows, lighter by that strength."""
    lined: _Array = shape * (1 - strength * line)
    return lined


def _tape(across: _Array, along: _Array, *, ends: tuple[Any, Any], widths: Sequence[Any]) -> _Array:
    """Return a strip from one end to the other, whose half-width runs through ``widths`` at even steps."""
    first, last = ends
    place = np.clip((along - first) / (last - first), 0, 1) * (len(widths) - 1)
    width = sum(np.clip(1 - np.abs(place - number), 0, 1) * value for number, value in enumerate(widths))
    strip: _Array = np.minimum(_soft(width - np.abs(across)), _soft(along - first) * _soft(last - along))
    return strip


def _limb(canvas: _Canvas, joints: Sequence[tuple[Any, Any]], radii: Sequence[Any]) -> _Array:
    """Return how far inside a limb each pixel lies: pieces from joint to joint, with a radius at each."""
    pieces = zip(joints, joints[1:], radii, radii[1:], strict=False)
    return _together(*(_piece(canvas, *piece) for piece in pieces))


def _piece(canvas: _Canvas, start: tuple[Any, Any], end: tuple[Any, Any], first: Any, last: Any) -> _Array:
    (x, y), (dx, dy) = start, (end[0] - start[0], end[1] - start[1])
    along = np.clip(((canvas.x - x) * dx + (canvas.y - y) * dy) / (dx * dx + dy * dy), 0, 1)
    away = np.hypot(canvas.x - x - along * dx, canvas.y - y - along * dy)
    inside: _Array = first + along * (last - first) - away
    return inside


def _top(
    canvas: _Canvas, *, sleeve: tuple[float, float], hem: tuple[float, float], width: tuple[float, float]
) -> _Array:
    """Return body and sleeves; ``sleeve`` is the length of an arm, ``hem`` how low the body reaches."""
    half, bottom = canvas.between(*width), canvas.between(*hem)
    waist = half * canvas.between(0.82, 1.02)
    shape = _tape(
        canvas.x,
        canvas.y,
        ends=(-0.76, bottom),
        widths=(half * 0.75, half, waist, half * canvas.between(0.9, 1.12)),
    )
    length, spread = canvas.between(*sleeve), canvas.between(0.15, 0.5)
    spread = spread + 0.5 * np.clip(0.8 - length, 0, 1)  # a short sleeve stands off
    for side in (-1, 1):
        shape = _sleeved(canvas, shape, side * half * 0.76, side, length, spread)
    return shape


def _sleeved(canvas: _Canvas, shape: _Array, x: _Array, side: int, length: _Array, spread: _Array) -> _Array:
    """Put a sleeve over a body; its edge shows where it lies on the cloth."""
    upper = spread + canvas.normal(0, 0.1)
    # An arm hangs, or lies bent across the body.
    lower = upper - canvas.between(0.0, 0.5) - canvas.chance(0.2) * canvas.between(0.4, 1.2)
    elbow = (x + side * np.sin(upper) * length * 0.55, -0.6 + np.cos(upper) * length * 0.55)
    hand = (elbow[0] + side * np.sin(lower) * length * 0.5, elbow[1] + np.cos(lower) * length * 0.5)
    radius = canvas.between(0.13, 0.17)
    inside = _limb(canvas, ((x, -0.6), elbow, hand), (radius, radius * 0.9, radius * 0.75))
    edge = _soft(_THIN - np.abs(inside)) * _soft(canvas.y + 0.55)
    return _together(_without(shape, edge, 0.5), _without(_soft(inside), edge * shape, 0.5))


def _neck(canvas: _Canvas, shape: _Array, depth: tuple[float, float]) -> _Array:
    """Cut the opening for the neck out of a top, and show its border."""
    hole = np.hypot(canvas.x / canvas.between(0.16, 0.26), (canvas.y + 0.78) / canvas.between(*depth))
    opened: _Array = shape * (1 - _soft((1 - hole) * 0.18))
    border = _soft(0.05 - np.abs((1.35 - hole) * 0.18)) * canvas.chance(0.6)
    return _without(opened, border, 0.35)


def _front(canvas: _Canvas, shape: _Array, strength: _Array) -> _Array:
    """Draw the line in which a garment is buttoned, from the neck down."""
    line = _soft(_THIN - np.abs(canvas.x - canvas.normal(0, 0.03))) * _soft(canvas.y + 0.6)
    return _without(shape, line, strength)


def _collar(canvas: _Canvas, shape: _Array, length: _Array, strength: _Array) -> _Array:
    """Draw two lines from the shoulders to the middle."""
    line = _soft(_THIN - np.abs(canvas.y + 0.76 - length + np.abs(canvas.x) * 1.6)) * _soft(
        0.32 - np.abs(canvas.x)
    )
    return _without(shape, line, strength)


def _hem(canvas: _Canvas, shape: _Array, place: _Array, strength: _Array) -> _Array:
    """Draw the line above a knitted border."""
    return _without(shape, _soft(_THIN - np.abs(canvas.y - place)), strength)


def _t_shirt(canvas: _Canvas) -> _Array:
    shape = _top(canvas, sleeve=(0.22, 0.5), hem=(0.6, 0.86), width=(0.36, 0.5))
    return _neck(canvas, shape, (0.12, 0.34))


def _pullover(canvas: _Canvas) -> _Array:
    shape = _top(canvas, sleeve=(0.95, 1.3), hem=(0.55, 0.82), width=(0.36, 0.5))
    shape = _neck(canvas, shape, (0.08, 0.22))
    return _hem(canvas, shape, canvas.between(0.45, 0.6), canvas.chance(0.5) * canvas.between(0.2, 0.5))


def _coat(canvas: _Canvas) -> _Array:
    shape = _top(canvas, sleeve=(0.95, 1.35), hem=(0.76, 0.98), width=(0.38, 0.54))
    shape = _front(canvas, _neck(canvas, shape, (0.1, 0.28)), canvas.between(0.3, 1.0))
    shape = _collar(canvas, shape, canvas.between(0.4, 0.75), canvas.chance(0.7) * canvas.between(0.3, 0.8))
    pocket = _soft(_THIN - np.abs(canvas.y - canvas.between(0.1, 0.4))) * _soft(
        0.1 - np.abs(np.abs(canvas.x) - 0.26)
    )
    return _without(shape, pocket, canvas.chance(0.5) * 0.6)


def _shirt(canvas: _Canvas) -> _Array:
    shape = _top(canvas, sleeve=(0.5, 0.95), hem=(0.7, 0.92), width=(0.32, 0.44))
    shape = _neck(canvas, shape, (0.08, 0.24))
    shape = _front(canvas, shape, canvas.between(0.15, 0.7))
    return _collar(canvas, shape, canvas.between(0.26, 0.4), canvas.between(0.2, 0.8))


def _dress(canvas: _Canvas) -> _Array:
    waist, skirt = canvas.between(0.17, 0.28), canvas.between(0.26, 0.6)
    shape = _tape(
        canvas.x,
        canvas.y,
        ends=(-0.82, 0.94),
        widths=(waist * 1.15, waist * 1.3, waist, (waist + skirt) / 2, skirt),
    )
    length = canvas.between(0.1, 0.6) * canvas.chance(0.6) + 0.03
    spread = canvas.between(0.1, 0.7)
    for side in (-1, 1):
        shape = _sleeved(canvas, shape, side * waist, side, length, spread)
    shape = _neck(canvas, shape, (0.12, 0.4))
    return _hem(canvas, shape, canvas.between(-0.15, 0.1), canvas.chance(0.5) * canvas.between(0.3, 0.8))


def _trouser(canvas: _Canvas) -> _Array:
    hip, foot, gap = canvas.between(0.28, 0.42), canvas.between(0.1, 0.2), canvas.between(0.1, 0.34)
    crotch = canvas.between(-0.45, -0.1)
    seat = _tape(canvas.x, canvas.y, ends=(-0.9, crotch), widths=(hip * 0.82, hip))
    middle = hip / 2 + gap * 0.6 * np.clip((canvas.y - crotch) / 1.2, 0, 1)
    end = canvas.between(0.75, 0.96)
    legs = _tape(
        np.abs(canvas.x) - middle, canvas.y, ends=(crotch - 0.1, end), widths=(hip / 2, foot * 1.2, foot)
    )
    belt = _soft(_THIN - np.abs(canvas.y + 0.72))
    shape = _without(_together(seat, legs), belt, canvas.between(0.2, 0.7))
    fly = _soft(_THIN - np.abs(canvas.x)) * _soft(canvas.y + 0.7) * _soft(crotch - canvas.y)
    return _without(shape, fly, canvas.between(0.0, 0.6))


def _side_view(
    canvas: _Canvas, x: _Array, *, top: Sequence[Any], low: Any, ends: tuple[Any, Any] = (-0.84, 0.88)
) -> _Array:
    """Return what lies between a line through ``top`` at even steps from heel to toe and a level ``low``."""
    first, last = ends
    place = np.clip((x - first) / (last - first), 0, 1) * (len(top) - 1)
    line = sum(np.clip(1 - np.abs(place - number), 0, 1) * value for number, value in enumerate(top))
    outline: _Array = np.minimum(
        np.minimum(_soft(canvas.y - line), _soft(low - canvas.y)),
        np.minimum(_soft(x - first), _soft(last - x)),
    )
    return outline


def _sole(canvas: _Canvas, x: _Array, low: _Array, thickness: _Array) -> _Array:
    flat: _Array = _soft(thickness - np.abs(canvas.y - low - thickness)) * _soft(0.9 - np.abs(x - 0.02))
    return flat


def _sneaker(canvas: _Canvas) -> _Array:
    x, low = canvas.mirrored(), canvas.between(0.22, 0.38)
    heel, throat, toe = canvas.between(0.3, 0.5), canvas.between(0.36, 0.6), canvas.between(0.08, 0.18)
    upper = _side_view(
        canvas,
        x,
        top=(low - heel, low - heel + 0.08, low - throat, low - toe * 2, low - toe * 1.3, low - toe),
        low=low,
    )
    laces = _soft(np.sin(26 * (x + canvas.y)) * 0.06) * _soft(0.16 - np.abs(x - 0.12))
    stripe = _soft(_THIN - np.abs(x + canvas.y * canvas.between(0.5, 1.2) + canvas.between(0.1, 0.4)))
    upper = _without(_without(upper, laces, canvas.between(0.1, 0.7)), stripe, canvas.between(0.0, 0.9))
    return _together(
        _without(upper, _soft(_THIN - np.abs(canvas.y - low))),
        _sole(canvas, x, low, canvas.between(0.05, 0.1)),
    )


def _ankle_boot(canvas: _Canvas) -> _Array:
    x, low = canvas.mirrored(), canvas.between(0.5, 0.66)
    shaft, toe = canvas.between(0.75, 1.35), canvas.between(0.16, 0.3)
    front = canvas.between(0.0, 0.12)
    upper = _side_view(
        canvas,
        x,
        top=(
            low - shaft,
            low - shaft + front * 0.3,
            low - shaft + front,
            low - toe * 2.2,
            low - toe * 1.4,
            low - toe,
        ),
        low=low,
        ends=(-0.72, 0.86),
    )
    zip_ = _soft(_THIN - np.abs(x + canvas.between(0.2, 0.5))) * _soft(low - 0.15 - canvas.y)
    upper = _without(upper, zip_, canvas.chance(0.5) * canvas.between(0.3, 0.9))
    block = canvas.between(0.0, 0.22)
    heel = _soft(canvas.y - low + 0.05) * _soft(low + 0.08 + block - canvas.y) * _soft(0.2 - np.abs(x + 0.52))
    return _together(upper, heel, _sole(canvas, x + 0.06, low, canvas.between(0.03, 0.06)))


def _sandal(canvas: _Canvas) -> _Array:
    x, low = canvas.mirrored(), canvas.between(0.3, 0.5)
    rise = canvas.between(0.0, 0.5) * canvas.chance(0.6)
    # The footbed climbs to the heel, which a block carries.
    bed = low - rise * np.clip(0.25 - x, 0, 1)
    shape = _soft(canvas.between(0.05, 0.09) - np.abs(canvas.y - bed)) * _soft(0.86 - np.abs(x))
    heel = (
        _soft(canvas.y - bed)
        * _soft(low + 0.1 - canvas.y)
        * _soft(canvas.between(0.06, 0.16) - np.abs(x + 0.68))
    )
    shape = _together(shape, heel * (rise > 0.1))
    for at, lean in ((0.5, 0.5), (0.15, 0.7), (-0.35, -0.4), (-0.6, 0.2)):
        shape = _together(shape, _strap(canvas, x, bed, at, lean))
    return shape


def _strap(canvas: _Canvas, x: _Array, bed: _Array, at: float, lean: float) -> _Array:
    """Return a strap that stands on the footbed, or none."""
    height = canvas.between(0.25, 0.7)
    middle = at + canvas.normal(0, 0.07) + (lean + canvas.normal(0, 0.25)) * (canvas.y - bed)
    strap: _Array = (
        _soft(canvas.between(0.045, 0.11) - np.abs(x - middle))
        * _soft(canvas.y - bed + height)
        * _soft(bed - canvas.y)
        * canvas.chance(0.75)
    )
    return strap


def _bag(canvas: _Canvas) -> _Array:
    top, half = canvas.between(-0.4, 0.1), canvas.between(0.46, 0.86)
    bottom = canvas.between(0.5, 0.82)
    body = _tape(canvas.x, canvas.y, ends=(top, bottom), widths=(half * canvas.between(0.75, 1.0), half))
    flap = top + (bottom - top) * canvas.between(0.25, 0.6)
    line = _soft(_THIN - np.abs(canvas.y - flap))
    clasp = _soft(0.09 - np.hypot(canvas.x, canvas.y - flap))
    body = _without(_without(body, line, canvas.between(0.0, 0.8)), clasp, canvas.chance(0.6) * 0.8)
    reach, rise = half * canvas.between(0.35, 0.85), canvas.between(0.25, 0.65)
    ring = np.hypot(canvas.x / reach, (canvas.y - top) / rise)
    handle = _soft(canvas.between(0.04, 0.08) - np.abs(ring - 1) * 0.4) * _soft(top + 0.05 - canvas.y)
    return _together(body, handle * canvas.chance(0.85))


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
