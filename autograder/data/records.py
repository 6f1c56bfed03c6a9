"""Arrays → the files of a dataset as ``tfds.load`` reads them, without TensorFlow.

A grader makes up small datasets this way: pictures and labels that nobody has seen, under a name that no
builder has. The record format is TFRecord (https://www.tensorflow.org/tutorials/load_data/tfrecord): length,
its checksum, data, its checksum; the data is a ``tf.train.Example`` with a PNG and a label.
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

__all__ = ["dataset_files"]

_Array = np.ndarray[Any, Any]


def dataset_files(
    name: str,
    splits: Mapping[str, tuple[_Array, _Array]],
    class_names: Sequence[str],
    *,
    version: str = "1.0.0",
) -> dict[str, bytes]:
    """Return the files of a prepared dataset of grey pictures, by their path below a data folder.

    Args:
        name: The dataset's name, in small letters, digits and underscores.
        splits: Images, uint8 of shape ``(n, height, width, 1)``, and labels, whole numbers of shape ``(n,)``,
            by the name of their split.
        class_names: Names of the classes, in the order of their labels.
        version: The dataset's version.
    """
    height, width = next(iter(splits.values()))[0].shape[1:3]
    folder = f"{name}/{version}"
    records = {
        split: [_example(_png(image[..., 0]), int(label)) for image, label in zip(*pairs, strict=True)]
        for split, pairs in splits.items()
    }
    files = {
        f"{folder}/dataset_info.json": _json(_info(name, version, records)),
        f"{folder}/features.json": _json(_features(height, width, len(class_names))),
        f"{folder}/label.labels.txt": "".join(f"{class_name}\n" for class_name in class_names).encode(),
    }
    for split, examples in records.items():
        files[f"{folder}/{name}-{split}.tfrecord-00000-of-00001"] = b"".join(map(_record, examples))
    return files


def _json(value: object) -> bytes:
    return json.dumps(value, indent=2).encode()


def _info(name: str, version: str, records: Mapping[str, Sequence[bytes]]) -> dict[str, object]:
    return {
        "name": name,
        "version": version,
        "description": "Made up for one check.",
        "fileFormat": "tfrecord",
        "splits": [
            {
                "name": split,
                "filepathTemplate": "{DATASET}-{SPLIT}.{FILEFORMAT}-{SHARD_X_OF_Y}",
                "numBytes": str(sum(map(len, examples))),
                "shardLengths": [str(len(examples))],
            }
            for split, examples in records.items()
        ],
        "supervisedKeys": {"tuple": {"items": [{"featureKey": "image"}, {"featureKey": "label"}]}},
    }


def _features(height: int, width: int, classes: int) -> dict[str, object]:
    module = "tensorflow_datasets.core.features"
    return {
        "pythonClassName": f"{module}.features_dict.FeaturesDict",
        "featuresDict": {
            "features": {
                "image": {
                    "pythonClassName": f"{module}.image_feature.Image",
                    "image": {"shape": {"dimensions": [str(height), str(width), "1"]}, "dtype": "uint8"},
                },
                "label": {
                    "pythonClassName": f"{module}.class_label_feature.ClassLabel",
                    "classLabel": {"numClasses": str(classes)},
                },
            }
        },
    }


def _png(image: _Array) -> bytes:
    """Return a grey picture, uint8 of shape ``(height, width)``, as PNG (https://www.w3.org/TR/png/)."""
    height, width = image.shape
    rows = np.zeros((height, width + 1), np.uint8)
    rows[:, 1:] = image
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = (b"IHDR", header), (b"IDAT", zlib.compress(rows.tobytes(), 1)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def _example(png: bytes, label: int) -> bytes:
    """Return a serialized ``tf.train.Example``: a map from names to lists of bytes or of integers."""
    features = (b"image", _field(1, _field(1, png))), (b"label", _field(3, _field(1, _varint(label))))
    entries = b"".join(_field(1, _field(1, key) + _field(2, value)) for key, value in features)
    return _field(1, entries)


def _field(number: int, body: bytes) -> bytes:
    """Return a length-delimited field of a protocol buffer."""
    return _varint(number << 3 | 2) + _varint(len(body)) + body


def _varint(value: int) -> bytes:
    parts = []
    while value > 127:
        parts.append(value & 127 | 128)
        value >>= 7
    return bytes([*parts, value])


def _record(data: bytes) -> bytes:
    length = struct.pack("<Q", len(data))
    return length + _checksum(length) + data + _checksum(data)


def _checksum(data: bytes) -> bytes:
    """Return the masked CRC-32C of a TFRecord."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc = crc >> 8 ^ _CASTAGNOLI[(crc ^ byte) & 255]
    crc ^= 0xFFFFFFFF
    return struct.pack("<I", ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF)


def _castagnoli(byte: int) -> int:
    for _ in range(8):
        byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)
    return byte


_CASTAGNOLI = tuple(map(_castagnoli, range(256)))
