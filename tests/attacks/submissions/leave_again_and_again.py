# %%
# Each cell ends the worker, so that the machine spends its time on starting new ones.

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)

# %%
import os

os._exit(0)
