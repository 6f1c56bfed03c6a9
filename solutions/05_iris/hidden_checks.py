"""What only graders run: other files, weights, flowers and rates for every submission."""

from autograder.checks import check

from .public_checks import (
    DATA,
    GRADIENTS,
    MODEL,
    TRAINING,
    WALKTHROUGH,
    evaluate_is_the_share,
    expect_every_epoch,
    expect_every_row,
    expect_logits,
    expect_losses,
    expect_right_gradients,
    expect_shares,
    expect_species,
    expect_training,
    grad_changes_nothing,
    grad_is_part_of_training,
    grad_is_right,
    load_can_be_repeated,
    load_gives_every_row,
    loss_can_be_followed,
    loss_is_the_mean_cross_entropy,
    loss_passes_training_on,
    model_gives_logits,
    model_is_new,
    predict_is_right,
    train_follows_the_optimizer,
    train_keeps_a_diary,
    train_makes_every_epoch,
)


@check(
    "gives every row of another file",
    question="load",
    points=2,
    after=(load_gives_every_row, load_can_be_repeated),
    read=DATA,
)
def load_gives_other_rows(student, rng):
    expect_every_row(student, rng, int(rng.integers(162, 190)))


@check(
    "computes ReLU, ReLU and logits for other weights",
    question="model",
    points=1,
    after=(model_gives_logits, model_is_new),
    read=MODEL,
)
def model_gives_other_logits(student, rng):
    expect_logits(student, rng)


@check(
    "averages the cross-entropy of other flowers",
    question="loss",
    points=1,
    after=(loss_is_the_mean_cross_entropy, loss_can_be_followed, loss_passes_training_on),
    read=TRAINING,
)
def loss_is_right_elsewhere(student, rng):
    expect_losses(student, rng, (int(rng.integers(10, 30)), 65))


@check(
    "gives the slope of the mean loss along every weight for other flowers",
    question="grad",
    points=2,
    after=(loss_is_the_mean_cross_entropy, grad_is_right, grad_changes_nothing, grad_is_part_of_training),
    read=GRADIENTS,
)
def grad_is_right_elsewhere(student, rng):
    expect_right_gradients(student, rng, ((int(rng.integers(10, 30)), 3.0), (5, 0.6)))


@check(
    "lets the optimizer make one step for each batch of another training",
    question="train",
    points=2,
    after=(train_follows_the_optimizer, grad_is_right, model_gives_logits),
    read=TRAINING,
)
def train_follows_elsewhere(student, rng):
    expect_training(student, rng)


@check(
    "makes thirty epochs and more",
    question="train",
    points=1,
    after=(train_keeps_a_diary, train_makes_every_epoch),
    read=TRAINING,
)
def train_makes_thirty_epochs(student, rng):
    expect_every_epoch(student, rng, int(rng.integers(31, 34)))


@check(
    "counts every flower of another examination once",
    question="evaluate",
    points=2,
    after=evaluate_is_the_share,
    read=TRAINING,
)
def evaluate_counts_every_flower(student, rng):
    expect_shares(student, rng, (15,))


@check("names other flowers", question="predict", points=2, after=predict_is_right, read=WALKTHROUGH)
def predict_is_right_elsewhere(student, rng):
    expect_species(student, rng, ((int(rng.integers(15, 30)), 1.2), (40, 3.0)))
