"""Built exercise → the files of the zip that students get: everything, in one folder, for every tool."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autograder.build.colab import colab_notebook
from autograder.build.otter_tests import number
from autograder.build.pages import day_and_time, page
from autograder.build.requirements import requirements_text
from autograder.model import Exercise

__all__ = ["student_files"]


def student_files(
    exercise: Exercise,
    built: Mapping[str, bytes],
    *,
    questions: Sequence[str],
    course_title: str,
    requirement: str,
) -> Mapping[str, bytes]:
    """Return the files of an exercise's zip by path; all lie in a folder of the exercise's name.

    Args:
        exercise: The exercise.
        built: What ``build_exercise`` returned.
        questions: Names of its questions, in order.
        course_title: Title of the course.
        requirement: What pip installs the kit by.
    """
    name = exercise.name
    needs = requirements_text(
        requirement, comment=f"What {name} needs: python -m pip install -r requirements.txt"
    )
    readme = page(
        "student.md.j2",
        exercise=exercise,
        course=course_title,
        points=number(exercise.points),
        due=day_and_time(exercise.due) if exercise.due else "",
        questions=questions,
        has_data=any(path.startswith("data/") for path in built),
    )
    files = {
        **built,
        "README.md": readme.encode(),
        "requirements.txt": needs.encode(),
        f"colab/{name}.ipynb": colab_notebook(name, built, requirement=requirement).encode(),
    }
    return {f"{name}/{path}": content for path, content in sorted(files.items())}
