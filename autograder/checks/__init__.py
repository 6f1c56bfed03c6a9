"""What an author of checks imports: the ``@check`` declaration, the ``student`` handle and expectations."""

from autograder.checks.chance import expect_distribution, normal, uniform
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
from autograder.checks.measured import Threshold, Thresholds, expect_above, expect_below
from autograder.checks.student import (
    Remote,
    Student,
    aside,
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
    "Threshold",
    "Thresholds",
    "aside",
    "call_and_keep",
    "check",
    "describe",
    "expect",
    "expect_above",
    "expect_array",
    "expect_below",
    "expect_close",
    "expect_distribution",
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
    "normal",
    "parameters_of",
    "recognize",
    "take",
    "tensor",
    "uniform",
]
