# loses: train_step
# mistake: the compiled step keeps the learning rate and the model of the first call
import tensorflow as tf

_compiled = None


def train_step(model, inputs, outputs, learning_rate):
    global _compiled
    if _compiled is None:
        @tf.function(reduce_retracing=True)
        def _compiled(x, y):
            with tf.GradientTape() as tape:
                value = loss(model(x), y)
            dw, db = tape.gradient(value, [model.w, model.b])
            model.w.assign_sub(learning_rate * dw)
            model.b.assign_sub(learning_rate * db)
            return value
    return _compiled(inputs, outputs)
