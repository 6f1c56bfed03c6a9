# %%
# A child that ignores every signal it may, and outlives the submission if it can.
import os
import signal
import time

for _ in range(3):
    if os.fork() == 0:
        os.setsid()
        for number in range(1, 65):
            try:
                signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError):
                pass
        if os.fork() == 0:
            time.sleep(86_400)
        os._exit(0)
