# loses: gradients
# mistake: compares the model with the exact line 3x + 2 and not with the measured outputs
import tensorflow as tf

TRUE_W = 3.0
TRUE_B = 2.0


def gradients(model, inputs, outputs):
    with tf.GradientTape() as tape:
        target = TRUE_W * inputs + TRUE_B
        loss = tf.reduce_mean(tf.square(target - model(inputs)))
    dw, db = tape.gradient(loss, [model.w, model.b])
    return loss, dw, db
