"""Writes the arrays of the tests with NumPy.

    python Tests/InterchangeTests/NumPy/arrays.py
"""

import pathlib
import zipfile

import numpy as np

folder = pathlib.Path(__file__).parent / "Files"
folder.mkdir(exist_ok=True)
grid = np.arange(-3, 3).reshape(2, 3)
kinds = "f8 f4 f2 i8 i4 i2 i1".split()

for kind in kinds:
    np.save(folder / f"{kind}.npy", grid.astype("<" + kind))
    np.save(folder / f"{kind}-big.npy", grid.astype(">" + kind))
for kind in "u8 u4 u2 u1".split():
    np.save(folder / f"{kind}.npy", np.abs(grid).astype("<" + kind))
np.save(folder / "bool.npy", grid > 0)
np.save(folder / "columns.npy", np.asfortranarray(np.arange(24.0).reshape(2, 3, 4)))
np.save(folder / "number.npy", np.float32(2.5))
np.save(folder / "empty.npy", np.zeros((0, 3)))
np.save(folder / "complex.npy", np.array([1 + 2j]))
np.save(folder / "text.npy", np.array(["a"]))
np.save(folder / "record.npy", np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f4")]))
with open(folder / "version3.npy", "wb") as file:
    np.lib.format.write_array(file, grid.astype("f4"), version=(3, 0))
arrays = {"fc1.weight": grid.astype("f4"), "fc1.bias": np.array([1.5, 2.5]), "steps": np.int64(7)}
np.savez(folder / "stored.npz", **arrays)
np.savez_compressed(folder / "packed.npz", **arrays, zeros=np.zeros(5000))
with zipfile.ZipFile(folder / "mixed.npz", "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("notes.txt", "no array")
    with archive.open("fc1.weight.npy", "w", force_zip64=True) as member:
        np.lib.format.write_array(member, arrays["fc1.weight"])
    archive.comment = b"with a comment"
