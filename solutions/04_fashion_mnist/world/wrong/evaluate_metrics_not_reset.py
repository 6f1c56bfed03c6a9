# loses: evaluate
# mistake: uses test_on_batch without resetting the metrics, so what was measured before (training included) is mixed in
def evaluate(model, batches):
    loss, accuracy = 0.0, 0.0
    for images, labels in batches:
        # keras keeps the running mean for us
        loss, accuracy = model.test_on_batch(images, labels)
    return float(loss), float(accuracy)
