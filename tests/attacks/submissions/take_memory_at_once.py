# %%
import numpy as np

hoard = np.ones(10**11 // 8)
