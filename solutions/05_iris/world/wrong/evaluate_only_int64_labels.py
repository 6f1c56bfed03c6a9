# loses: evaluate
# mistake: compares int64 answers with the labels as they are: crashes if the labels are int32
import tensorflow as tf


def evaluate(model, dataset):
    right = 0
    total = 0
    for features, labels in dataset:
        answers = tf.math.argmax(model(features, training=False), axis=1)
        right += int(tf.reduce_sum(tf.cast(tf.equal(answers, labels), tf.int32)))
        total += labels.shape[0]
    return right / total
