"""Averages a network with the weights that it started from.

The mean of both keeps most of what was learnt and turns fewer trees that rules were written for.

usage: python average.py --network ../../train/run/network.pt --start EARLIER.safetensors --share 0.62 --out ../../train/run/averaged.pt
"""

import argparse

import torch
from evaluate import loaded
from network import shipped_labels


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", required=True)
    parser.add_argument("--start", required=True, help="the shipped weights that train.py was given by --from")
    parser.add_argument("--share", type=float, default=0.62, help="of the trained network")
    parser.add_argument("--out", required=True, help="beside the network, whose labels.json it shares")
    given = parser.parse_args()
    labels = shipped_labels(given.start)
    start, trained = (loaded(path, labels).state_dict() for path in (given.start, given.network))
    mixed = {name: (1 - given.share) * value + given.share * trained[name] for name, value in start.items()}
    torch.save(mixed, given.out)


if __name__ == "__main__":
    main()
