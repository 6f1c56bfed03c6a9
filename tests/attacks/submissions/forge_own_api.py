# %%
# Call the kit as an instructor would.
tried = []
for statement in (
    "from autograder.cli import main; main(['grade', '.', '-e', '02_line', '-o', '/tmp/out'])",
    "from autograder.model import Result",
    "from autograder.checks import check",
    "import autograder.grading as g; g.grade = lambda *a: None",
    "from autograder.sandbox.session import PipeSession; PipeSession.ask = lambda *a: 0.0",
):
    try:
        exec(statement)
        tried.append(statement)
    except BaseException:
        pass
if tried:
    raise RuntimeError("leak: " + tried[0])
