"""What only graders run: pictures drawn anew for every submission, and their labels, which stay here."""

from autograder.checks import check, expect, expect_above
from autograder.data import draw_garments

from .public_checks import (
    BUILT_IN,
    SHAPES,
    batched,
    call,
    compiled,
    forward,
    history_of,
    judged,
    train_updates_once_a_batch,
    untrained_weights,
    usable_model,
    weights_of,
)


@check(
    "recognizes pictures that it has never seen",
    question="train",
    points=2,
    after=train_updates_once_a_batch,
    read=BUILT_IN,
)
def train_learns(student, rng, thresholds):
    model, _start = usable_model(student, rng, untrained_weights)
    # Many batches are worth a graph, but not the time to compile it for this processor.
    compiled(student, model, jit_compile=False)
    images, labels = draw_garments(rng, 2000)
    images = (images / 255).astype("float32")
    history = call(student, "train", model, batched(student, images, labels, 32), epochs=3)
    losses, _others = history_of(student, history, 3)
    weights = weights_of(model)
    expect([array.shape for array in weights] == SHAPES, "The model has other weights after training.")
    # Where the last epoch ended is recomputed here; the mean over it lies a little higher.
    end, _accuracy = judged(weights, images, labels)
    expect(0.2 * end < losses[-1] < 4 * end, "The losses in the History are not those of the training.")
    hidden, answers = draw_garments(rng, 500)
    accuracy = float((forward(weights, hidden / 255)[0].argmax(axis=1) == answers).mean())
    expect_above(accuracy, thresholds["accuracy"], "Too few of the hidden pictures are recognized.")
