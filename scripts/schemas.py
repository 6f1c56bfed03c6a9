"""Writes the JSON Schemas that are committed in ``schemas/``."""

from __future__ import annotations

import json
from pathlib import Path

from autograder.course import course_schema
from autograder.reports import result_schema

SCHEMAS = {"course.schema.json": course_schema, "result.schema.json": result_schema}
"""What makes each file."""


def schema_texts() -> dict[str, str]:
    """Return the text of each file by its name."""
    return {name: json.dumps(schema(), indent=2) + "\n" for name, schema in SCHEMAS.items()}


def main() -> None:
    """Write each file."""
    folder = Path(__file__).parents[1] / "schemas"
    folder.mkdir(exist_ok=True)
    for name, text in schema_texts().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
