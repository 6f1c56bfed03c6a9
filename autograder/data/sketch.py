"""The dataset ``fashion_sketch``: importing this module lets ``tfds.load`` find it, network or not.

Imported only where a student's code runs, since it imports TensorFlow Datasets.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow_datasets as tfds

from autograder.data.datasets import cache_folder, only_one
from autograder.data.garments import CLASS_NAMES, SIDE, draw_garments

__all__ = ["FashionSketch"]

_SEEDS = {"train": 1, "test": 2}
_COUNTS = {"train": 6_000, "test": 1_000}


# The library comes without types.
class FashionSketch(tfds.core.GeneratorBasedBuilder):  # type: ignore[misc]
    """Ten kinds of garments, drawn by a program: 6,000 pictures for training and 1,000 for testing.

    Features, class names and splits are those of Fashion-MNIST, which has ten times as many, real pictures.
    """

    VERSION = tfds.core.Version("2.0.0")
    RELEASE_NOTES = {"1.0.0": "First drawings.", "2.0.0": "Clear outlines."}  # noqa: RUF012 (so its base class)
    # Nothing is downloaded, so there are no checksums to search for (and that search imports a package that
    # TensorFlow Datasets does not ask for).
    code_path = url_infos = None

    def __init__(self, *, data_dir: str | os.PathLike[str] | None = None, **rest: Any) -> None:
        """Look for the prepared files in the kit's own cache, unless a folder is given."""
        super().__init__(data_dir=os.fspath(data_dir or cache_folder()), **rest)

    def download_and_prepare(self, **options: Any) -> None:
        """Draw all pictures and write them, once, even if several processes ask at the same time."""
        options["download_config"] = tfds.download.DownloadConfig(try_download_gcs=False)
        with only_one(Path(self.data_dir).parent):
            super().download_and_prepare(**options)
        # Another process may have written them while this one waited.
        self.info.read_from_directory(self.data_dir)

    def _info(self) -> Any:
        return tfds.core.DatasetInfo(
            builder=self,
            description=self.__doc__,
            features=tfds.features.FeaturesDict(
                {
                    "image": tfds.features.Image(shape=(SIDE, SIDE, 1), dtype=np.uint8),
                    "label": tfds.features.ClassLabel(names=list(CLASS_NAMES)),
                }
            ),
            supervised_keys=("image", "label"),
        )

    def _split_generators(self, _manager: Any) -> dict[str, Any]:
        return {split: self._generate_examples(split) for split in _COUNTS}

    def _generate_examples(self, split: str) -> Iterator[tuple[int, dict[str, Any]]]:
        images, labels = draw_garments(np.random.default_rng(_SEEDS[split]), _COUNTS[split])
        for number, (image, label) in enumerate(zip(images, labels, strict=True)):
            yield number, {"image": image, "label": int(label)}
