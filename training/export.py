"""Turns a trained network into the file that ships: int8 rows with one scale each.

usage: python export.py --network ../../train/run/network.pt --out ../model/analyser-int8.safetensors

Every matrix (linear layers, word and place tables, the two biaffine tensors) is stored as
  NAME         int8, rows as in the network; the biaffine tensors flattened to two dimensions
  NAME.scale   float32, one for each row: value = int8 * scale
Vectors (biases, LayerNorm) and the small tables (case shapes, token types) stay float32 under their own names.
The label lists and the shapes before flattening are in the file's metadata.
"""

import argparse
import hashlib
import json
import os

import torch
from cues import ROWS

FORMAT = "chancery-analyser/2"
FLOAT = {"enc.sh.weight", "enc.te.weight"}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", required=True)
    parser.add_argument("--out", required=True)
    given = parser.parse_args()
    state = torch.load(given.network, map_location="cpu", weights_only=True)
    tensors, shapes = {}, {}
    for name, value in state.get("network", state).items():
        # The row that stands for no cue is not kept.
        value = value[:ROWS] if name == "namer.cues.weight" else value
        if value.dim() == 1 or name in FLOAT:
            tensors[name] = value.float().contiguous()
            continue
        tensors[name], tensors[f"{name}.scale"] = rows(value.float())
        shapes[name] = list(value.shape)
    labels = json.load(open(os.path.join(os.path.dirname(given.network), "labels.json")))
    write(given.out, tensors, {"labels": json.dumps(labels), "shapes": json.dumps(shapes)})
    print(hashlib.sha256(open(given.out, "rb").read()).hexdigest(), given.out)


def write(path, tensors, about):
    """A safetensors file whose header is in one order, so that one network gives one hash.

    The loader holds the tensors' bytes to the hash that the header states.
    """
    header, parts, at = {}, [], 0
    # Floats first, so that each lies at a multiple of its size.
    for name, tensor in sorted(tensors.items(), key=lambda item: (item[1].dtype == torch.int8, item[0])):
        parts.append(tensor.numpy().tobytes())
        kind = "I8" if tensor.dtype == torch.int8 else "F32"
        header[name] = {"dtype": kind, "shape": list(tensor.shape), "data_offsets": [at, at + len(parts[-1])]}
        at += len(parts[-1])
    data = b"".join(parts)
    about = {"format": FORMAT, **about, "data_sha256": hashlib.sha256(data).hexdigest()}
    text = json.dumps({"__metadata__": about, **header}, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text + data)


def rows(matrix):
    """int8 rows and their scales; a row of zeros has scale 1."""
    flat = matrix.reshape(-1, matrix.shape[-1])
    scale = flat.abs().amax(dim=1) / 127
    scale[scale == 0] = 1.0
    return (flat / scale[:, None]).round().clamp(-127, 127).to(torch.int8).contiguous(), scale.contiguous()


if __name__ == "__main__":
    main()
