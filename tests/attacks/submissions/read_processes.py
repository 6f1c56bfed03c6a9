# %%
# Command lines, environments, memory and open files of every other process.
import os

WORD = ("CANA" + "RY").encode()
found = []
for number in [name for name in os.listdir("/proc") if name.isdigit()] if os.access("/proc", os.R_OK) else []:
    for name in ("environ", "cmdline", "maps", "mem", "root", "cwd"):
        path = f"/proc/{number}/{name}"
        try:
            if name in ("root", "cwd"):
                content = os.readlink(path).encode() if int(number) != os.getpid() else b""
                listed = os.listdir(path) if int(number) != os.getpid() else []
                found += [path] if any("course.yml" in entry for entry in listed) else []
            elif name == "mem" and int(number) == os.getpid():
                continue
            else:
                with open(path, "rb") as file:
                    content = file.read(100_000)
            if WORD in content:
                found.append(path)
        except OSError:
            pass
for key, value in os.environ.items():
    if WORD.decode() in key + value or "AUTOGRADER" in key:
        found.append(key)
if found:
    raise RuntimeError(f"leak: {found[:5]}")
