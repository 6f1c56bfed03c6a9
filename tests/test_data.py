"""Drawings, records, tables and datasets: made, prepared once, and refused in a sentence where bad."""

import gzip
import hashlib
import os
import struct
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from autograder.data import (
    ORIGINALS,
    cache_folder,
    dataset_files,
    draw,
    draw_garments,
    prepare,
    read_originals,
    read_table,
)
from autograder.data.datasets import only_one
from autograder.errors import UsageError

ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared" / "data" / "fashion_mnist"


def run(program: str, tmp_path: Path, *, wait: bool = True) -> "subprocess.Popen[str]":
    """Run a program in a process of its own, with a cache and a home of its own and without a network."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path / "home"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        "http_proxy": "http://127.0.0.1:9",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "-1",
        "TF_NUM_INTRAOP_THREADS": "1",
        "TF_NUM_INTEROP_THREADS": "1",
    }
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)],
        cwd=ROOT,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    if wait:
        process.wait(timeout=250)
    return process


def printed(process: "subprocess.Popen[str]") -> list[str]:
    out, err = process.communicate(timeout=250)
    assert process.returncode == 0, err[-3000:]
    return out.splitlines()


def test_drawings_have_form_and_classes_of_fashion_mnist() -> None:
    images, labels = draw_garments(np.random.default_rng(1), 203)
    assert (images.shape, images.dtype, labels.dtype) == ((203, 28, 28, 1), np.uint8, np.int64)
    assert np.bincount(labels).tolist() == [21] * 3 + [20] * 7
    assert images.min() == 0
    assert images.max() == 255


def test_the_same_generator_draws_the_same_and_another_does_not() -> None:
    first, again, other = (draw_garments(np.random.default_rng(seed), 30)[0] for seed in (7, 7, 8))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_pictures_of_a_class_differ_and_classes_differ_more() -> None:
    rng = np.random.default_rng(2)
    trousers, bags = (draw(rng, np.full(200, label)).astype(float) for label in (1, 8))
    assert len({picture.tobytes() for picture in trousers}) == 200
    apart = np.abs(trousers.mean(axis=0) - bags.mean(axis=0)).max()
    within = np.abs(trousers[:100].mean(axis=0) - trousers[100:].mean(axis=0)).max()
    assert apart > 2 * within


def test_garments_stand_out_from_the_paper_and_pixels_from_their_neighbours_do_not() -> None:
    images = draw(np.random.default_rng(5), np.repeat(np.arange(10), 40))[..., 0].astype(float) / 255
    # A garment is in the middle, paper in the corners; salt and pepper would differ from pixel to pixel.
    corners = np.concatenate([images[:, :3, :3], images[:, -3:, -3:]], axis=1)
    assert np.median(images.max(axis=(1, 2)) - corners.mean(axis=(1, 2))) > 0.6
    steps = np.abs(np.diff(images, axis=2))
    assert np.median(steps.mean(axis=(1, 2))) < 0.1


def test_importing_the_package_imports_no_tensorflow(tmp_path: Path) -> None:
    program = "import sys, autograder.data; print(*{name.partition('.')[0] for name in sys.modules})"
    (names,) = printed(run(program, tmp_path))
    assert {"tensorflow", "tensorflow_datasets", "keras"} & set(names.split()) == set()


def test_made_up_datasets_are_loaded_by_name_from_the_data_folder(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    splits = {
        name: (rng.integers(0, 256, (n, 28, 28, 1), "uint8"), rng.integers(0, 300, n))
        for name, n in (("train", 7), ("test", 3))
    }
    names = [f"class {number}" for number in range(300)]
    for path, content in dataset_files("made_up", splits, names).items():
        (tmp_path / "d" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "d" / path).write_bytes(content)
    np.savez(tmp_path / "wanted.npz", image=splits["train"][0], label=splits["train"][1])
    program = f"""
        import numpy as np, tensorflow_datasets as tfds
        tfds.core.add_data_dir({str(tmp_path / "d")!r})
        splits = ["train", "test"]
        (train, test), info = tfds.load("made_up", split=splits, as_supervised=True, with_info=True)
        wanted = np.load({str(tmp_path / "wanted.npz")!r})
        pairs = [(image.numpy(), int(label)) for image, label in train]
        print(all((image == wanted["image"][n]).all() and label == wanted["label"][n]
                  for n, (image, label) in enumerate(pairs)), len(pairs), len(list(test)))
        print(info.features["label"].names[299], *[spec.dtype.name for spec in train.element_spec])
    """
    assert printed(run(program, tmp_path)) == ["True 7 3", "class 299 uint8 int64"]


SKETCH = """
    from autograder.data import choose, is_prepared
    choice = choose()
    import tensorflow_datasets as tfds
    print(choice.name, is_prepared("fashion_sketch"))
    (train, test), info = tfds.load(choice.name, split=["train", "test"], as_supervised=True, with_info=True)
    real = tfds.builder("fashion_mnist").info
    print(len(train), len(test), info.features["label"].names == real.features["label"].names)
    print(len(list(test)), train.element_spec == tfds.load(
        "fashion_sketch", split="train", as_supervised=True).element_spec)
    print(choice.why)
"""


def test_two_processes_at_once_prepare_the_sketch_once_and_without_a_network(tmp_path: Path) -> None:
    both = [run(SKETCH, tmp_path, wait=False) for _ in range(2)]
    for process in both:
        lines = printed(process)
        assert lines[-3:-1] == ["6000 1000 True", "1000 True"]
        assert "fashion_sketch" in lines[-1]
    prepared = tmp_path / "cache" / "autograder-kit" / "fashion_sketch"
    assert [path.name for path in sorted(prepared.iterdir())] == ["2.0.0"]
    stamp = (prepared / "2.0.0" / "dataset_info.json").stat().st_mtime_ns
    assert "fashion_sketch True" in printed(run(SKETCH, tmp_path))
    assert (prepared / "2.0.0" / "dataset_info.json").stat().st_mtime_ns == stamp
    assert not (tmp_path / "home" / "tensorflow_datasets").exists()


def test_cache_lies_where_the_platform_has_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    if sys.platform == "linux":
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        assert cache_folder() == tmp_path / "autograder-kit"
    assert cache_folder().name == "autograder-kit"


def write_originals(folder: Path, count: int = 40) -> dict[str, str]:
    """Write four files in the form of the originals, and return their checksums."""
    folder.mkdir()
    rng = np.random.default_rng(4)
    for split, n in (("train", count), ("t10k", count // 2)):
        images, labels = draw_garments(rng, n)
        header = struct.pack(">4B3I", 0, 0, 8, 3, n, 28, 28)
        (folder / f"{split}-images-idx3-ubyte.gz").write_bytes(gzip.compress(header + images.tobytes()))
        header = struct.pack(">4BI", 0, 0, 8, 1, n)
        (folder / f"{split}-labels-idx1-ubyte.gz").write_bytes(
            gzip.compress(header + labels.astype("u1").tobytes())
        )
    return checksums(folder)


def checksums(folder: Path) -> dict[str, str]:
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ORIGINALS}


def test_original_files_are_read(tmp_path: Path) -> None:
    sums = write_originals(tmp_path / "files")
    found = read_originals(tmp_path / "files", sums)
    images, labels = draw_garments(np.random.default_rng(4), 40)
    assert np.array_equal(found["train"][0], images)
    assert np.array_equal(found["train"][1], labels)
    assert found["test"][0].shape == (20, 28, 28, 1)


def test_missing_originals_are_named(tmp_path: Path) -> None:
    write_originals(tmp_path / "files")
    for path in (tmp_path / "files").glob("t10k*"):
        path.unlink()
    with pytest.raises(
        UsageError, match=r"t10k-images-idx3-ubyte\.gz, t10k-labels-idx1-ubyte\.gz are not there"
    ):
        read_originals(tmp_path / "files")


def test_files_that_are_not_the_originals_are_refused(tmp_path: Path) -> None:
    write_originals(tmp_path / "files")
    with pytest.raises(
        UsageError, match=r"train-images-idx3-ubyte\.gz: not the original file: its SHA-256 begins with"
    ):
        prepare("fashion_mnist", source=tmp_path / "files", report=print)


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("train-images-idx3-ubyte.gz", lambda data: data[:-9], "cannot be unpacked"),
        (
            "train-images-idx3-ubyte.gz",
            lambda data: gzip.compress(gzip.decompress(data)[:-1]),
            "cut off: 31,359 of 31,360",
        ),
        (
            "t10k-labels-idx1-ubyte.gz",
            lambda data: gzip.compress(b"\0\0\x09\x01" + gzip.decompress(data)[4:]),
            "not an idx",
        ),
        (
            "train-labels-idx1-ubyte.gz",
            lambda data: gzip.compress(gzip.decompress(data)[:-1] + b"\x0a"),
            "labels from 0 to 9",
        ),
    ],
)
def test_damaged_originals_get_one_sentence(tmp_path: Path, name: str, change, message: str) -> None:
    folder = tmp_path / "files"
    write_originals(folder)
    (folder / name).write_bytes(change((folder / name).read_bytes()))
    with pytest.raises(UsageError, match=message) as caught:
        read_originals(folder, checksums(folder))
    assert "\n" not in str(caught.value)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return what is said when the download fails, and then of the original files."""
    folder = tmp_path_factory.mktemp("originals")
    sums = write_originals(folder / "files")
    program = f"""
        from pathlib import Path
        import autograder.data as data
        from autograder.errors import UsageError
        try:
            data.prepare("fashion_mnist", report=lambda text: None)
        except UsageError as error:
            print(error)
        print(data.is_prepared("fashion_mnist"))
        source = Path({str(folder / "files")!r})
        data.prepare("fashion_mnist", source=source, report=print, checksums={sums!r})
        data.prepare("fashion_mnist", report=print)
        print(data.choose().name)
        import tensorflow_datasets as tfds
        train, test = tfds.load("fashion_mnist", split=["train", "test"], as_supervised=True)
        print(len(train), len(list(test)), sorted({{int(label) for _, label in train}}))
    """
    return printed(run(program, folder))


def test_without_a_network_the_download_says_so_at_once_and_leaves_nothing(told: list[str]) -> None:
    lines = told[: told.index("False") + 1]
    assert lines[-2].startswith(
        "fashion_mnist could not be downloaded, so nothing was changed: is there a network?"
    )


def test_originals_become_a_dataset_that_choose_prefers(told: list[str]) -> None:
    lines = told[told.index("False") + 1 :]
    assert lines[0].startswith("Preparing fashion_mnist in ")
    assert [line for line in lines if "fashion_mnist is ready" in line][-1].startswith(
        "fashion_mnist is ready already"
    )
    assert lines[-2:] == ["fashion_mnist", "40 20 [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]"]


def test_unknown_datasets_and_needless_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no dataset 'mnist' here"):
        prepare("mnist", report=print)
    with pytest.raises(UsageError, match="drawn by a program"):
        prepare("fashion_sketch", source=tmp_path, report=print)


def test_tables_are_read(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b\n1,2.5\n3,-4\n", encoding="utf-8")
    assert read_table(tmp_path / "t.csv", ("a", "b"), rows=2).tolist() == [[1, 2.5], [3, -4]]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, r"t\.csv: there is no such file"),
        (b"", r"t\.csv:1: expected the columns a,b, found nothing"),
        (b"b,a\n1,2\n", r"t\.csv:1: expected the columns a,b, found b,a"),
        (b"a,b\n1,2\n3\n", r"t\.csv:3: expected 2 numbers, found '3'"),
        (b"a,b\n1,x\n", r"t\.csv:2: expected 2 numbers, found '1,x'"),
        (b"a,b\n1,2\n", r"t\.csv: 1 of 2 rows are there"),
        (b"\xff\xfea,b\n", r"t\.csv: cannot be read"),
    ],
)
def test_bad_tables_get_one_sentence(tmp_path: Path, content: bytes | None, message: str) -> None:
    if content is not None:
        (tmp_path / "t.csv").write_bytes(content)
    with pytest.raises(UsageError, match=message) as caught:
        read_table(tmp_path / "t.csv", ("a", "b"), rows=2)
    assert "\n" not in str(caught.value)


def test_one_at_a_time_works_in_a_folder_and_no_lock_is_left(tmp_path: Path) -> None:
    inside: list[int] = []
    most: list[int] = []

    def work(number: int) -> None:
        for _ in range(5):
            with only_one(tmp_path / "made"):
                inside.append(number)
                most.append(len(inside))
                time.sleep(0.002)
                inside.remove(number)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert most == [1] * 20
    assert list((tmp_path / "made").iterdir()) == []
