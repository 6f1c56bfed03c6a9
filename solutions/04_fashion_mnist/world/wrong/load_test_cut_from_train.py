# loses: load
# mistake: the second dataset is the last fifth of the training split, the real test split is never loaded
import tensorflow_datasets as tfds


def load_data(name="fashion_mnist"):
    (train, test), info = tfds.load(
        name,
        split=["train[:80%]", "train[80%:]"],
        as_supervised=True,
        with_info=True,
    )
    return train, test, info.features["label"].names
