"""Results as text: one file a format, each a function from data to text."""

from autograder.reports.gradebook import gradebook_csv
from autograder.reports.result_json import result_json, result_schema

__all__ = ["gradebook_csv", "result_json", "result_schema"]
