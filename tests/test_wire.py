"""The wire: whatever may travel comes back as it was; any other bytes are a WireError and nothing else."""

import contextlib
import os
import resource
import socket
import struct
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from autograder.errors import BrokenProtocol, Crashed, LimitExceeded, SandboxLost, TimedOut, WireError
from autograder.model import Limits
from autograder.sandbox.printed import PipedOutput
from autograder.sandbox.session import PipeSession
from autograder.wire import HEADER, Budget, Handle, Tensor, decode, encode, frame, frame_length

CORPUS = Path(__file__).parent / "corpus" / "wire"
SMALL = Budget(size=4096, depth=8, nodes=100, digits=64)

_plain = (
    st.none()
    | st.booleans()
    | st.integers(-(2**4000), 2**4000)
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"]))
)
_keys = (
    st.none()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"]))
)
_values = st.recursive(
    _plain,
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(_keys, inner),
    max_leaves=40,
)
_dtypes = st.sampled_from(["?", "i1", "<i8", "u2", "<f2", "<f4", "<f8", "<c8", "<c16"])
_arrays = arrays.arrays(_dtypes, arrays.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))


@given(_values)
def test_plain_values_come_back_equal_and_of_their_type(value: Any) -> None:
    back = decode(encode(value))
    assert back == value
    assert repr(back) == repr(value)


@given(_arrays)
def test_arrays_come_back_with_dtype_shape_and_every_bit(array: np.ndarray[Any, Any]) -> None:
    for back in (decode(encode(array)), decode(encode(Tensor(array))).array):
        assert back.dtype == array.dtype
        assert back.shape == array.shape
        assert back.tobytes() == array.tobytes()
        assert back.flags.writeable
        assert back.flags.owndata


def test_big_endian_arrays_travel_as_their_values() -> None:
    back = decode(encode(np.array([1, 2], dtype=">i4")))
    assert back.tolist() == [1, 2]


@given(st.integers(0, 2**64 - 1), st.text(max_size=50), st.booleans())
def test_handles_come_back(number: int, kind: str, is_callable: bool) -> None:
    back = decode(encode(Handle(number, kind, is_callable)))
    assert (back.number, back.is_callable) == (number, is_callable)


@given(st.binary(max_size=300))
@example(b"l" + b"\xff" * 4)
@example(b"s\x02\0\0\0\xff\xff")
@example(b"l\1\0\0\0" * 40 + b"N")
@settings(max_examples=500)
def test_any_bytes_are_a_value_or_a_wire_error(data: bytes) -> None:
    try:
        value = decode(data, SMALL)
    except WireError:
        return
    encode(value)


@given(_values | _arrays, st.data())
def test_a_changed_byte_is_a_value_or_a_wire_error(value: Any, draw: st.DataObject) -> None:
    data = bytearray(encode(value))
    place = draw.draw(st.integers(0, len(data) - 1))
    data[place] = draw.draw(st.integers(0, 255))
    try:
        decode(bytes(data))
    except WireError:
        return


@given(_values | _arrays, st.data())
def test_a_value_cut_off_or_with_surplus_is_refused(value: Any, draw: st.DataObject) -> None:
    data = encode(value)
    with pytest.raises(WireError, match="cut off"):
        decode(data[: draw.draw(st.integers(0, len(data) - 1))])
    with pytest.raises(WireError, match="too many after"):
        decode(data + b"N")


def test_the_corpus_is_still_read_without_surprise() -> None:
    files = sorted(CORPUS.iterdir())
    assert len(files) >= 20
    for path in files:
        try:
            encode(decode(path.read_bytes()))
        except WireError:
            continue


def shaped(code: int, *shape: int, body: bytes = b"") -> bytes:
    return b"a" + bytes((code, len(shape))) + b"".join(struct.pack("<Q", side) for side in shape) + body


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "cut off"),
        (b"?", "unknown tag"),
        (b"c", "unknown tag"),
        (b"i" + struct.pack("<I", 10**6) + bytes(10**6), "integer of 1,000,000 bytes"),
        (b"l" + struct.pack("<I", 2**32 - 1), "more than 200,000 values"),
        (b"d" + struct.pack("<I", 2**31), "more than 200,000 values"),
        (b"l\1\0\0\0" * 1000 + b"N", "nested more than 32 deep"),
        (b"t\1\0\0\0" * 100_000, "nested more than 32 deep"),
        (b"d\1\0\0\0l\0\0\0\0N", "dict key"),
        (b"d\1\0\0\0" + shaped(10, 0) + b"N", "dict key"),
        (b"s\1\0\0\0\xff", "not UTF-8"),
        (b"s\3\0\0\0\xed\xa0\x80", "not UTF-8"),
        (shaped(14, 1), "unknown dtype"),
        (b"a\0\x11" + bytes(17 * 8), "too many dimensions"),
        (shaped(10, 2**63, 2**63), "size beyond"),
        (shaped(10, 0, 2**62), "size beyond"),
        (shaped(13, 2**21), "cut off"),
        (shaped(13, 2**26), "more than 8,388,608 elements"),
        (shaped(0, 1, body=b"\2"), "bool with other bytes"),
        (b"d\1\0\0\0i\x09\0\0\0" + bytes(8) + b"\1N", "integer of more than 64 bits"),
        (b"h" + bytes(8) + b"\2" + bytes(4), "malformed handle"),
        (b"h" + bytes(9) + struct.pack("<I", 801) + bytes(801), "malformed handle"),
    ],
)
def test_hostile_values_are_named(data: bytes, told: str) -> None:
    with pytest.raises(WireError, match=told):
        decode(data)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (object(), "class object cannot travel"),
        (np.array([None]), "dtype object"),
        (np.array(["a"]), "dtype <U1"),
        (np.datetime64("2020-01-01"), "class datetime64"),
        (1 << 14_000, "integer of more than"),
        ({(1, 2): 3}, "dict key of class tuple"),
        ({2**63: 3}, "integer of more than 64 bits"),
        (dict.fromkeys(range(1001)), "more than 1,000 dict keys that are no text"),
        (np.zeros(2**23 + 1, "?"), "more than 8,388,608 elements"),
        ("x" * (2**24 + 1), "more than 16,777,216 bytes of text"),
        (type("Liar", (dict,), {})(), "class Liar"),
        ("x" * (64 * 2**20), "more than 67,108,864 bytes"),
        ([0] * 200_001, "more than 200,000 values"),
    ],
)
def test_what_may_not_travel_is_named(value: object, told: str) -> None:
    with pytest.raises(WireError, match=told):
        encode(value)


def test_shared_lists_do_not_unfold_without_end() -> None:
    value: list[Any] = []
    for _ in range(30):
        value = [value, value]
    with pytest.raises(WireError, match="more than 200,000 values"):
        encode(value)


def test_every_integer_that_travels_can_be_written_out() -> None:
    largest = (1 << (Budget().digits * 8 - 1)) - 1
    assert str(decode(encode(largest))) == str(largest)


def test_lies_about_size_take_no_memory() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for data in (
        shaped(13, 2**22),
        b"s" + b"\xff" * 4,
        b"l" + struct.pack("<I", 199_000),
        b"i" + b"\xff" * 4,
    ):
        with pytest.raises(WireError):
            decode(data)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 16 * 1024


def test_a_header_beyond_the_budget_is_refused_before_anything_is_read() -> None:
    with pytest.raises(WireError, match="4,294,967,295 bytes; the limit is 4,096"):
        frame_length(HEADER.pack(2**32 - 1, 1), SMALL)


# The conversation: what the other side sends is here written by a thread, byte for byte.

Reply = Callable[[int], bytes]


def asked(reply: Reply, *, early: bytes = b"", seconds: float = 5.0, hang: bool = False) -> Any:
    """Ask one question of a worker that answers with these bytes; it then hangs up unless told otherwise."""
    ours, theirs = socket.socketpair()
    reader, writer = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    over = threading.Event()

    def work() -> None:
        # The session may end, rightly, before everything is sent.
        with theirs, contextlib.suppress(OSError, struct.error):
            length, number = HEADER.unpack(theirs.recv(HEADER.size, socket.MSG_WAITALL))
            theirs.recv(length, socket.MSG_WAITALL)
            theirs.sendall(reply(number))
            if hang:
                over.wait(280)  # the clock is slow on a busy machine

    if early:
        theirs.sendall(early)
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    limits = Limits(seconds=seconds, answer_mb=1)
    session = PipeSession(ours, PipedOutput(reader, 1024), limits, lambda _: Crashed("gone"))
    try:
        return session.ask("get", "x")
    finally:
        over.set()
        session.close()
        os.close(writer)
        thread.join()


def test_the_right_frame_is_the_answer() -> None:
    assert asked(lambda number: frame(number, ["ok", [1, 2]])) == [1, 2]


@pytest.mark.parametrize(
    ("reply", "error", "told"),
    [
        (lambda number: frame(number + 1, ["ok", 1]), BrokenProtocol, "not asked for"),
        (lambda number: frame(number, ["yes", 1]), BrokenProtocol, "no answer"),
        (lambda number: frame(number, 1), BrokenProtocol, "no answer"),
        (lambda number: frame(number, ["raised", 1, 2, 3, 4, 5]), BrokenProtocol, "no answer"),
        (lambda number: HEADER.pack(2**31, number), BrokenProtocol, "answer of 2,147,483,648 bytes"),
        (lambda number: HEADER.pack(3, number) + b"?bc", BrokenProtocol, "unknown tag"),
        (lambda number: frame(number, ["ok", 1])[:-1], Crashed, "gone"),
        (lambda number: b"", Crashed, "gone"),
        (lambda number: frame(number, ["refused", "an answer of 9 bytes"]), LimitExceeded, "more than"),
    ],
)
def test_wrong_frames_end_the_worker(reply: Reply, error: type[Exception], told: str) -> None:
    with pytest.raises(error, match=told):
        asked(reply)


def test_a_frame_before_any_question_ends_the_worker() -> None:
    with pytest.raises(BrokenProtocol, match="not asked for"):
        asked(lambda number: b"", early=frame(7, ["ok", 1]))


def test_a_slow_drip_cannot_stretch_the_time() -> None:
    with pytest.raises(TimedOut, match=r"0\.3 seconds"):
        asked(lambda number: frame(number, ["ok", "x" * 100])[:20], seconds=0.3, hang=True)


def test_surplus_after_an_answer_ends_the_worker_at_the_next_question() -> None:
    ours, theirs = socket.socketpair()
    reader, writer = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    session = PipeSession(ours, PipedOutput(reader, 1024), Limits(), lambda _: Crashed("gone"))

    def work() -> None:
        length, number = HEADER.unpack(theirs.recv(HEADER.size, socket.MSG_WAITALL))
        theirs.recv(length, socket.MSG_WAITALL)
        theirs.sendall(frame(number, ["ok", 1]) * 2)

    thread = threading.Thread(target=work)
    thread.start()
    assert session.ask("get", "x") == 1
    thread.join()
    with pytest.raises(BrokenProtocol, match="not asked for"):
        session.ask("get", "x")
    with pytest.raises(Crashed, match="had ended before"):
        session.ask("get", "x")
    theirs.close()
    os.close(writer)


def test_a_session_whose_worker_cannot_be_ended_closes_its_descriptors_all_the_same() -> None:
    def end(_seconds: float) -> Crashed:
        raise SandboxLost("gone")

    for finish in (lambda one: one.close(), lambda one: one.ask("get", "x")):
        ours, theirs = socket.socketpair()
        reader, writer = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        session = PipeSession(ours, PipedOutput(reader, 1024), Limits(), end)
        theirs.close()
        os.close(writer)
        with pytest.raises(SandboxLost):
            finish(session)
        assert ours.fileno() == -1
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(reader)
