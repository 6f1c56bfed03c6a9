"""Does the grader grade rightly?

An audit grades answers of which it is known what they deserve: the solution and its variants on many seeds,
misconceptions, mutants of the solution, and the stub. What came of them says of each check how often
chance decides and which wrong answers it catches, and of the exercise whether it is sound.

::

    source ─ operators, field_operators ─ mutants ─ answers ─ trials ─┬─ verdict ─ run
    statistics ───────────────────────────────────────────────────────┤            │
                                                                      ├─ calibration
                                                                      └─ pages (JSON, HTML)
"""

from autograder.audit.answers import Kind, Material, read_material
from autograder.audit.run import Runner, audit_exercise, environment_of, trials_of, used_versions
from autograder.audit.trials import Journal, Record
from autograder.audit.verdict import Audit, faults_of

__all__ = [
    "Audit",
    "Journal",
    "Kind",
    "Material",
    "Record",
    "Runner",
    "audit_exercise",
    "environment_of",
    "faults_of",
    "read_material",
    "trials_of",
    "used_versions",
]
