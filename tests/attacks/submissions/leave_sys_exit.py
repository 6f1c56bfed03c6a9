# %%
import sys

sys.exit(0)

# %%
quit()

# %%
raise SystemExit("20 points")
