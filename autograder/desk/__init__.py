"""The student's desk: which exercise lies there, in which files, and how far it has come."""

from autograder.desk.checking import Checked, check_desk
from autograder.desk.place import Desk, desk_of, desks_below

__all__ = ["Checked", "Desk", "check_desk", "desk_of", "desks_below"]
