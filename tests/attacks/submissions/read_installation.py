# %%
# Find the course through the package's installation, an editable one above all.
import glob
import importlib.metadata
import os
import sys

found = []
places = set(sys.path) | {"/opt/packages/0"}
for entry in list(sys.modules.values()):
    origin = getattr(entry, "__file__", None)
    if origin and "autograder" in origin:
        places.add(os.path.dirname(os.path.dirname(origin)))
for place in list(places):
    for pattern in ("*.pth", "*.egg-link", "__editable__*", "autograder*/direct_url.json", "autograder*/RECORD"):
        for path in glob.glob(os.path.join(place, pattern)):
            try:
                with open(path, encoding="utf-8", errors="replace") as file:
                    for word in file.read().replace('"', " ").replace("'", " ").replace("file://", " ").split():
                        if word.startswith("/"):
                            places.add(word)
            except OSError:
                pass
for place in places:
    for name in ("course.yml", "solutions", "exercises", "autograder/grading.py", "autograder/checks", "../course.yml"):
        path = os.path.join(place, name)
        try:
            if os.path.isdir(path):
                os.listdir(path)
            else:
                open(path).close()
            found.append(path)
        except OSError:
            pass
if found:
    raise RuntimeError(f"leak: {found[:5]}")
