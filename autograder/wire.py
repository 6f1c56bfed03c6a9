"""Values ⇄ bytes, for two sides that do not trust each other.

What may travel: None, bool, int, float, str, list, tuple, dict, numeric NumPy arrays, and opaque
:class:`Handle` objects for everything else. Nothing is ever unpickled, and nothing that arrives names a
class, a file or a function. A reader first checks sizes, counts, depth, dtype and shape, and only then
takes memory.

A frame is a header (payload length, request number) and one encoded value. A value is one tag byte and its
body; lengths are unsigned 32-bit, all numbers little-endian.
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from autograder.errors import WireError

__all__ = ["HEADER", "PLAIN_TYPES", "Budget", "Handle", "Tensor", "decode", "encode", "frame", "frame_length"]

HEADER: Final = struct.Struct("<IQ")
"""Payload length in bytes, then the request number."""

PLAIN_TYPES: Final = frozenset({type(None), bool, int, float, str})
"""What travels as it is, and holds nothing that must be replaced first."""
_LENGTH: Final = struct.Struct("<I")
_FLOAT: Final = struct.Struct("<d")
_DIMENSION: Final = struct.Struct("<Q")
_HANDLE: Final = struct.Struct("<QB")
_DTYPES: Final = tuple(
    np.dtype(code)
    for code in "? <i1 <i2 <i4 <i8 <u1 <u2 <u4 <u8 <f2 <f4 <f8 <c8 <c16".split()  # noqa: SIM905 (a table)
)
_CODES: Final = {dtype: code for code, dtype in enumerate(_DTYPES)}
_MAX_DIMENSIONS: Final = 16
_MAX_KIND: Final = 200
_MAX_KEY: Final = 1_000
_FLOATS: Final = np.dtype([("tag", "S1"), ("value", "<f8")])
"""A float as it travels; histories are long lists of them, and are written and read as one array."""
_MANY: Final = 16
"""From so many floats on, an array is faster than one by one."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What one value may cost the side that reads it."""

    size: int = 64 * 2**20
    """Bytes of the whole value."""
    depth: int = 32
    """Nesting of lists, tuples and dicts."""
    nodes: int = 200_000
    """Values in the value, itself included; keys and items count one each."""
    digits: int = 1_024
    """Bytes of one integer; Python itself refuses to print more than 4,300 digits."""
    keys: int = 1_000
    """Dict keys that are no text; numbers that share a hash make a dict quadratic."""
    elements: int = 8 * 2**20
    """Elements of all arrays; NumPy may widen each from one byte to sixteen."""
    text: int = 16 * 2**20
    """Bytes of all texts; a single letter can widen each of a text's others to four bytes."""


@dataclass(frozen=True, slots=True)
class Handle:
    """Stands for an object that stays on the worker's side."""

    number: int
    """Number under which the worker keeps the object."""
    kind: str
    """What the worker says the object is (testimony), such as ``keras.src.models.Sequential``."""
    is_callable: bool = False
    """Whether the worker says that it can be called."""


@dataclass(frozen=True, slots=True, eq=False)
class Tensor:
    """An array that the worker turns into a TensorFlow tensor before a call."""

    array: np.ndarray[Any, Any]
    """Its values."""


def frame(number: int, value: object, budget: Budget = Budget()) -> bytes:
    """Return header and payload of a message.

    Raises:
        WireError: The value may not travel, or costs more than the budget.
    """
    payload = encode(value, budget)
    return HEADER.pack(len(payload), number) + payload


def frame_length(header: bytes | bytearray, budget: Budget) -> tuple[int, int]:
    """Return payload length and request number of a header.

    Raises:
        WireError: The payload would be larger than the budget.
    """
    length, number = HEADER.unpack(header)
    if length > budget.size:
        raise WireError(f"an answer of {length:,} bytes; the limit is {budget.size:,}")
    return length, number


def encode(value: object, budget: Budget = Budget()) -> bytes:
    """Return the bytes of a value.

    Raises:
        WireError: The value may not travel, or costs more than the budget.
    """
    writer = _Writer(budget)
    writer.write(value, 0)
    return b"".join(writer.parts)


def decode(data: bytes | bytearray, budget: Budget = Budget()) -> Any:
    """Return the value of the bytes, all of which must be used.

    Raises:
        WireError: The bytes are not exactly one value, or cost more than the budget.
    """
    if len(data) > budget.size:
        raise WireError(f"a value of {len(data):,} bytes; the limit is {budget.size:,}")
    reader = _Reader(data, budget)
    value = reader.read(0)
    if reader.position != len(data):
        raise WireError(f"{len(data) - reader.position:,} bytes too many after the value")
    return value


class _Counter:
    """Counts nodes and depth against a budget."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.nodes = 0
        self.keys = 0
        self.elements = 0
        self.text_bytes = 0

    def count(self, depth: int, nodes: int = 1) -> None:
        self.nodes += nodes
        if self.nodes > self.budget.nodes:
            raise WireError(f"an answer of more than {self.budget.nodes:,} values")
        if depth > self.budget.depth:
            raise WireError(f"an answer nested more than {self.budget.depth} deep")

    def count_key(self, key: object) -> None:
        if type(key) is str:
            return
        self.keys += 1
        if self.keys > self.budget.keys:
            raise WireError(f"an answer of more than {self.budget.keys:,} dict keys that are no text")
        if type(key) is int and not -(2**63) <= key < 2**63:
            raise WireError("a dict key that is an integer of more than 64 bits")

    def count_text(self, count: int) -> None:
        self.text_bytes += count
        if self.text_bytes > self.budget.text:
            raise WireError(f"an answer of more than {self.budget.text:,} bytes of text")

    def count_elements(self, count: int) -> None:
        self.elements += count
        if self.elements > self.budget.elements:
            raise WireError(f"an answer of more than {self.budget.elements:,} elements in arrays")


class _Writer(_Counter):
    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.parts: list[bytes] = []
        self.size = 0

    def put(self, *parts: bytes) -> None:
        self.size += sum(map(len, parts))
        if self.size > self.budget.size:
            raise WireError(f"an answer of more than {self.budget.size:,} bytes")
        self.parts.extend(parts)

    def sized(self, tag: bytes, body: bytes) -> None:
        if len(body) > self.budget.size:
            raise WireError(f"an answer of more than {self.budget.size:,} bytes")
        self.put(tag, _LENGTH.pack(len(body)), body)

    # One branch a type reads better than a table of lambdas. Exact types: a subclass may lie about itself.
    def write(self, value: object, depth: int) -> None:
        self.count(depth)
        kind = type(value)
        if value is None:
            self.put(b"N")
        elif value is True:
            self.put(b"T")
        elif value is False:
            self.put(b"F")
        elif kind is int:
            self._write_int(value)  # type: ignore[arg-type]
        elif kind is float:
            self.put(b"f", _FLOAT.pack(value))
        elif kind is str:
            self._write_text(value)  # type: ignore[arg-type]
        elif kind is list or kind is tuple:
            self._write_items(b"l" if kind is list else b"t", value, depth)  # type: ignore[arg-type]
        elif kind is dict:
            self._write_dict(value, depth)  # type: ignore[arg-type]
        elif kind is np.ndarray:
            self._write_array(b"a", value)  # type: ignore[arg-type]
        elif kind is Tensor:
            self._write_array(b"x", value.array)  # type: ignore[attr-defined]
        elif kind is Handle:
            self._write_handle(value)  # type: ignore[arg-type]
        else:
            raise WireError(f"a value of class {kind.__name__} cannot travel")

    def _write_text(self, text: str) -> None:
        body = text.encode("utf-8", "replace")
        self.sized(b"s", body)
        self.count_text(len(body))

    def _write_int(self, value: int) -> None:
        length = value.bit_length() // 8 + 1
        if length > self.budget.digits:
            raise WireError(f"an integer of more than {self.budget.digits:,} bytes")
        self.sized(b"i", value.to_bytes(length, "little", signed=True))

    def _write_items(self, tag: bytes, items: list[object] | tuple[object, ...], depth: int) -> None:
        # A copy, since another thread of the submission may lengthen the list meanwhile.
        items = items[: self.budget.nodes + 1]
        self.put(tag, _LENGTH.pack(len(items)))
        if len(items) >= _MANY and all(type(item) is float for item in items):
            self.count(depth + 1, len(items))
            array = np.empty(len(items), _FLOATS)
            array["tag"], array["value"] = b"f", items
            self.put(array.tobytes())
            return
        for item in items:
            self.write(item, depth + 1)

    def _write_dict(self, value: dict[object, object], depth: int) -> None:
        items = list(value.items())
        self.put(b"d", _LENGTH.pack(len(items)))
        for key, item in items:
            if type(key) not in (str, int, float, bool, type(None)):
                raise WireError(f"a dict key of class {type(key).__name__} cannot travel")
            self.count_key(key)
            self.write(key, depth + 1)
            self.write(item, depth + 1)

    def _write_array(self, tag: bytes, array: np.ndarray[Any, Any]) -> None:
        dtype = array.dtype.newbyteorder("<") if array.dtype.byteorder == ">" else array.dtype
        code = _CODES.get(dtype)
        if code is None or array.ndim > _MAX_DIMENSIONS:
            raise WireError(f"an array of dtype {array.dtype} and {array.ndim} dimensions cannot travel")
        if array.nbytes > self.budget.size:
            raise WireError(f"an answer of more than {self.budget.size:,} bytes")
        self.count_elements(array.size)
        body = np.ascontiguousarray(array, dtype=dtype).tobytes()
        shape = b"".join(map(_DIMENSION.pack, array.shape))
        self.put(tag, bytes((code, array.ndim)), shape, body)

    def _write_handle(self, handle: Handle) -> None:
        self.put(b"h", _HANDLE.pack(handle.number, handle.is_callable))
        self.sized(b"", handle.kind[:_MAX_KIND].encode("utf-8", "replace")[: 4 * _MAX_KIND])


class _Reader(_Counter):
    def __init__(self, data: bytes | bytearray, budget: Budget) -> None:
        super().__init__(budget)
        self.data = memoryview(data)
        self.position = 0

    def take(self, length: int) -> memoryview:
        end = self.position + length
        if end > len(self.data):
            raise WireError("the value is cut off")
        part = self.data[self.position : end]
        self.position = end
        return part

    def length(self) -> int:
        return int(_LENGTH.unpack(self.take(_LENGTH.size))[0])

    def read(self, depth: int) -> Any:
        self.count(depth)
        tag = bytes(self.take(1))
        reader = _READERS.get(tag)
        if reader is None:
            raise WireError(f"an unknown tag {tag!r}")
        return reader(self, depth)

    def none(self, _depth: int) -> None:
        return None

    def true(self, _depth: int) -> bool:
        return True

    def false(self, _depth: int) -> bool:
        return False

    def integer(self, _depth: int) -> int:
        length = self.length()
        if length > self.budget.digits:
            raise WireError(f"an integer of {length:,} bytes; the limit is {self.budget.digits:,}")
        return int.from_bytes(self.take(length), "little", signed=True)

    def floating(self, _depth: int) -> float:
        return float(_FLOAT.unpack(self.take(_FLOAT.size))[0])

    def text(self, _depth: int) -> str:
        length = self.length()
        self.count_text(length)
        try:
            return str(self.take(length), "utf-8")
        except UnicodeDecodeError as error:
            raise WireError("a text that is not UTF-8") from error

    def items(self, depth: int) -> list[Any]:
        length = self.length()
        self.count(depth, 0)
        if self.nodes + length > self.budget.nodes:
            raise WireError(f"an answer of more than {self.budget.nodes:,} values")
        if length >= _MANY and (floats := self._floats(length)) is not None:
            self.count(depth + 1, length)
            return floats
        return [self.read(depth + 1) for _ in range(length)]

    def _floats(self, length: int) -> list[Any] | None:
        """Return so many floats if nothing else comes next, and go on behind them."""
        end = self.position + length * _FLOATS.itemsize
        if end > len(self.data):
            return None
        array = np.frombuffer(self.data[self.position : end], _FLOATS)
        if not (array["tag"] == b"f").all():
            return None
        self.position = end
        values: list[Any] = array["value"].tolist()
        return values

    def pair(self, depth: int) -> tuple[Any, ...]:
        return tuple(self.items(depth))

    def mapping(self, depth: int) -> dict[Any, Any]:
        length = self.length()
        if self.nodes + 2 * length > self.budget.nodes:
            raise WireError(f"an answer of more than {self.budget.nodes:,} values")
        result = {}
        for _ in range(length):
            key = self.read(depth + 1)
            if not isinstance(key, (str, int, float, bool, type(None))):
                raise WireError("a dict key that is no plain value")
            if isinstance(key, str) and len(key) > _MAX_KEY:
                raise WireError(f"a dict key of more than {_MAX_KEY:,} characters")
            self.count_key(key)
            result[key] = self.read(depth + 1)
        return result

    def array(self, _depth: int) -> np.ndarray[Any, Any]:
        code, dimensions = self.take(2)
        if code >= len(_DTYPES) or dimensions > _MAX_DIMENSIONS:
            raise WireError("an array of an unknown dtype or of too many dimensions")
        shape = tuple(_DIMENSION.unpack(self.take(_DIMENSION.size))[0] for _ in range(dimensions))
        dtype = _DTYPES[code]
        if math.prod(length or 1 for length in shape) > self.budget.size:
            raise WireError("an array of a size beyond the limit")
        self.count_elements(math.prod(shape))
        body = self.take(math.prod(shape) * dtype.itemsize)
        if dtype.kind == "b" and np.frombuffer(body, np.uint8).max(initial=0) > 1:
            raise WireError("an array of bool with other bytes than 0 and 1")
        # A copy: the answer owns its memory, is writable, and the frame can be freed.
        return np.frombuffer(body, dtype).reshape(shape).copy()

    def tensor(self, depth: int) -> Tensor:
        return Tensor(self.array(depth))

    def handle(self, _depth: int) -> Handle:
        number, is_callable = _HANDLE.unpack(self.take(_HANDLE.size))
        length = self.length()
        if is_callable > 1 or length > 4 * _MAX_KIND:
            raise WireError("a malformed handle")
        return Handle(number, str(self.take(length), "utf-8", "replace"), bool(is_callable))


_READERS: Final = {
    b"N": _Reader.none,
    b"T": _Reader.true,
    b"F": _Reader.false,
    b"i": _Reader.integer,
    b"f": _Reader.floating,
    b"s": _Reader.text,
    b"l": _Reader.items,
    b"t": _Reader.pair,
    b"d": _Reader.mapping,
    b"a": _Reader.array,
    b"x": _Reader.tensor,
    b"h": _Reader.handle,
}
