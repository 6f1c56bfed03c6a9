"""Fuzzes the reader of the wire with atheris: ``python benchmarks/fuzz_wire.py FOLDER -max_total_time=60``.

Whatever the bytes, ``decode`` returns a value that can be sent back or raises ``WireError``; anything else
stops the fuzzer. ``tests/corpus/wire`` holds what 2.9 million runs kept, each input for a branch or a count
that none before had reached; a test replays it. atheris (``pip install atheris``) is needed here alone.
"""

import sys

import atheris

with atheris.instrument_imports(include=["autograder.wire"]):
    from autograder import wire
    from autograder.errors import WireError

BUDGET = wire.Budget(size=2**16, depth=8, nodes=1000, digits=64)


def read(data: bytes) -> None:
    try:
        value = wire.decode(data, BUDGET)
    except WireError:
        return
    wire.encode(value)


atheris.Setup(sys.argv, read)
atheris.Fuzz()
