"""The threshold of 04_fashion_mnist tells learning from not learning, on drawings and on real pictures."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.course import read_course

ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared" / "data" / "fashion_mnist"
pytestmark = pytest.mark.slow

EXERCISE = read_course(ROOT / "course.yml").exercise("04_fashion_mnist")

# Runs the master's own functions; tells the accuracy of each way of training as one JSON object.
PROGRAM = """
import json, sys
from pathlib import Path
import numpy as np
from autograder.data import draw_garments
from autograder.submission import read_submission

names = {}
for cell in read_submission(Path("solutions/04_fashion_mnist/04_fashion_mnist.py"), exercise="04").cells:
    exec(compile(cell.source, "master", "exec"), names)
tf, normalize = names["tf"], names["normalize"]
seed = int(sys.argv[1])
tf.keras.utils.set_random_seed(seed)
rng = np.random.default_rng(seed)


def accuracy(train, test, epochs, units=128, scaled=True):
    names["normalize"] = normalize if scaled else lambda image, label: (tf.cast(image, tf.float32), label)
    model = names["build_model"]() if units == 128 else tf.keras.Sequential([
        tf.keras.Input(shape=(28, 28, 1)), tf.keras.layers.Flatten(),
        tf.keras.layers.Dense(units, activation="relu"), tf.keras.layers.Dense(10, activation="softmax")])
    batches = [names["make_batches"](tf.data.Dataset.from_tensor_slices(pair), shuffle_buffer=6000)
               for pair in (train, test)]
    model = names["compile_model"](model)
    model.fit(batches[0], epochs=epochs, shuffle=False, verbose=0)
    return names["evaluate"](model, batches[1])[1]


def first(pair, count):
    return pair[0][:count], pair[1][:count]


if len(sys.argv) > 2:
    files = [np.load(next(Path(sys.argv[2]).glob(f"{split}_*.npz"))) for split in ("train", "test")]
    train, test = [(file["images"].reshape(-1, 28, 28, 1), file["labels"].astype("int64")) for file in files]
    found = {"three epochs": accuracy(first(train, 2000), test, 3)}
else:
    train, test = draw_garments(rng, 6000), draw_garments(rng, 1000)
    found = {
        "five epochs": accuracy(train, test, 5),
        "three epochs": accuracy(first(train, 2000), test, 3),
        "not normalized": accuracy(first(train, 2000), test, 3, scaled=False),
        "not normalized, five epochs": accuracy(train, test, 5, scaled=False),
        "too few units": accuracy(first(train, 2000), test, 3, units=4),
        "one epoch on a tenth": accuracy(first(train, 600), test, 1),
    }
print(json.dumps(found))
"""


def accuracies(seed: int, *more: str) -> dict[str, float]:
    process = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(seed), *more],
        cwd=ROOT,
        env={
            **os.environ,
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "CUDA_VISIBLE_DEVICES": "-1",
            "TF_NUM_INTRAOP_THREADS": "1",
        },
        capture_output=True,
        text=True,
        timeout=250,
        check=False,
    )
    assert process.returncode == 0, process.stderr[-3000:]
    found: dict[str, float] = json.loads(process.stdout.splitlines()[-1])
    return found


def test_drawings_are_as_hard_as_they_should_be() -> None:
    found = accuracies(11)
    print(found)
    threshold = EXERCISE.thresholds["accuracy"]
    right = {epochs: found.pop(f"{epochs} epochs") for epochs in ("three", "five")}
    assert 0.85 <= right["five"] <= 0.95
    assert right["three"] > threshold + 0.05
    # As with real pictures, large inputs make learning worse and do not prevent it.
    assert found.pop("not normalized") < right["three"] - 0.02
    assert found.pop("not normalized, five epochs") < right["five"] - 0.04
    assert {how: accuracy for how, accuracy in found.items() if accuracy > threshold - 0.02} == {}


def test_real_pictures_pass_the_same_threshold() -> None:
    if not REAL.is_dir():
        pytest.skip("the real Fashion-MNIST pictures do not lie beside the project")
    for seed in (1, 2):
        assert accuracies(seed, str(REAL))["three epochs"] > EXERCISE.thresholds["accuracy"]
