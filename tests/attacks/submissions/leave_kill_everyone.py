# %%
import os
import signal

for number in (signal.SIGTERM, signal.SIGKILL):
    for target in (-1, 0, 1, os.getppid(), os.getpid()):
        try:
            os.kill(target, number)
        except OSError:
            pass
