# loses: load
# mistake: Only the first 80 % of the training split are loaded.
import tensorflow_datasets as tfds


def load_data(name="fashion_mnist"):
    # keep 20% back for validation, like in the guide
    (train, test), info = tfds.load(
        name,
        split=["train[:80%]", "test"],
        as_supervised=True,
        with_info=True,
    )
    return train, test, info.features["label"].names
