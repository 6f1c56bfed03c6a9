"""What an author of checks imports: the ``@check`` declaration, the ``student`` handle and expectations."""

from autograder.checks.declare import check
from autograder.checks.expect import (
    expect,
    expect_array,
    expect_close,
    expect_equal,
    expect_function,
    expect_items,
    expect_number,
    expect_raises,
    expect_type,
    fail,
    recognize,
)
from autograder.checks.student import (
    Remote,
    Student,
    call_and_keep,
    describe,
    fetch,
    keep,
    library,
    parameters_of,
    take,
    tensor,
)

__all__ = [
    "Remote",
    "Student",
    "call_and_keep",
    "check",
    "describe",
    "expect",
    "expect_array",
    "expect_close",
    "expect_equal",
    "expect_function",
    "expect_items",
    "expect_number",
    "expect_raises",
    "expect_type",
    "fail",
    "fetch",
    "keep",
    "library",
    "parameters_of",
    "recognize",
    "take",
    "tensor",
]
