"""The student's desk: which exercise lies there, in which files, and how far it has come."""

from autograder.desk.checking import Checked, check_desk
from autograder.desk.place import Desk, desk_of, desks_below, exercise_folders, exercise_path
from autograder.desk.progress import Hint, Progress, progress_file
from autograder.desk.progress_text import ExerciseProgress, QuestionProgress

__all__ = [
    "Checked",
    "Desk",
    "ExerciseProgress",
    "Hint",
    "Progress",
    "QuestionProgress",
    "check_desk",
    "desk_of",
    "desks_below",
    "exercise_folders",
    "exercise_path",
    "progress_file",
]
