# %%
# C code that never gives the interpreter back.
import re

re.match(r"(a*)*b", "a" * 60)
