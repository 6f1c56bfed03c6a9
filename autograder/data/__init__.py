"""The pictures of the course: drawn here, or the real ones, and small datasets that a grader makes up.

Importing this package is cheap; TensorFlow Datasets is imported by the functions that need it, and the
builder in ``autograder.data.sketch`` only where a student's code runs.
"""

from autograder.data.datasets import Choice, cache_folder, choose, is_prepared, prepare
from autograder.data.garments import CLASS_NAMES, draw, draw_garments
from autograder.data.idx import ORIGINALS, read_originals
from autograder.data.records import dataset_files
from autograder.data.tables import read_table

__all__ = [
    "CLASS_NAMES",
    "ORIGINALS",
    "Choice",
    "cache_folder",
    "choose",
    "dataset_files",
    "draw",
    "draw_garments",
    "is_prepared",
    "prepare",
    "read_originals",
    "read_table",
]
