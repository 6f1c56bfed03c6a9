# %%
# Tracebacks name files; nobody may read a file because its name came from here.
import tensorflow as tf

code = compile("\n" * 3 + "raise ValueError('here')", "/etc/passwd", "exec")


def loss(predicted_y, target_y):
    exec(code)


class Lie(Exception):
    filename = "/etc/shadow"
    lineno = 1


def fit(*args, **kwargs):
    raise SyntaxError("look there", ("/etc/shadow", 1, 1, "x"))


exec(code)
