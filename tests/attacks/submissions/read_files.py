# %%
# Look for the word that every secret of this course holds, in whatever can be opened from here.
import os

WORD = ("CANA" + "RY").encode()
SKIP = ("/proc", "/sys", "/usr", "/opt/packages", "/root/.pyenv", "/lib", "/dev")
found = []


def search(top):
    for folder, names, files in os.walk(top, followlinks=False):
        names[:] = [name for name in names if not os.path.join(folder, name).startswith(SKIP)]
        for name in files:
            path = os.path.join(folder, name)
            try:
                if os.path.getsize(path) < 10**6:
                    with open(path, "rb") as file:
                        if WORD in file.read():
                            found.append(path)
            except OSError:
                pass


search("/")
for up in ("..", "../..", "../../..", "../../../.."):
    for name in ("course.yml", "solutions/02_line/hidden_checks.py", "solutions/02_line/02_line.py", ".autograder-secret"):
        try:
            with open(os.path.join(up, name), "rb") as file:
                found.append(file.name)
        except OSError:
            pass
if found:
    raise RuntimeError(f"leak: {found[:5]}")
