# %%
import time

time.sleep(86_400)
