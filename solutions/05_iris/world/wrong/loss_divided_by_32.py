# loses: loss
# mistake: divides the sum by 32 even if the batch is of another size
import tensorflow as tf

BATCH = 32


def loss(model, features, labels, training):
    logits = model(features, training=training)
    each = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
    return tf.reduce_sum(each) / BATCH
