"""The network: MiniLM's encoder with an embedding of case shapes, and linear and biaffine heads on its words."""

import json

import torch
import torch.nn.functional as F
from cues import ROWS
from safetensors import safe_open
from torch import nn

WIDE, HEADS, LAYERS, SHAPES = 384, 12, 6, 10
ARC, RELATION = 256, 128
NARROW, LOOKS = 128, 2


class Layer(nn.Module):
    def __init__(self, dropout):
        super().__init__()
        self.qkv, self.o = nn.Linear(WIDE, 3 * WIDE), nn.Linear(WIDE, WIDE)
        self.f1, self.f2 = nn.Linear(WIDE, 4 * WIDE), nn.Linear(4 * WIDE, WIDE)
        self.ln1, self.ln2 = nn.LayerNorm(WIDE, eps=1e-12), nn.LayerNorm(WIDE, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, mask):
        count, length, _ = x.shape
        q, k, v = self.qkv(x).view(count, length, 3, HEADS, WIDE // HEADS).permute(2, 0, 3, 1, 4)
        # Attention in bf16 is slower than in f32 on the processors we trained on.
        with torch.autocast(x.device.type, enabled=False):
            seen = F.scaled_dot_product_attention(q.float(), k.float(), v.float(), attn_mask=mask)
        x = self.ln1(x + self.dropout(self.o(seen.transpose(1, 2).reshape(count, length, WIDE))))
        return self.ln2(x + self.dropout(self.f2(F.gelu(self.f1(x)))))


class Encoder(nn.Module):
    def __init__(self, dropout=0.1):
        super().__init__()
        self.we, self.pe, self.te = nn.Embedding(30522, WIDE), nn.Embedding(512, WIDE), nn.Embedding(2, WIDE)
        # The last row is added on every piece of a word but its first.
        self.sh = nn.Embedding(SHAPES + 1, WIDE)
        nn.init.zeros_(self.sh.weight)
        self.ln, self.dropout = nn.LayerNorm(WIDE, eps=1e-12), nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))

    def forward(self, batch):
        length = batch["pieces"].shape[1]
        x = self.we(batch["pieces"]) + self.pe.weight[:length] + self.te.weight[0]
        x = x + self.sh(batch["shapes"]) + self.sh.weight[SHAPES] * batch["continues"].unsqueeze(-1)
        x = self.dropout(self.ln(x))
        mask = torch.zeros_like(batch["mask"], dtype=x.dtype).masked_fill(~batch["mask"], -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Namer(nn.Module):
    """What a word's cues and its neighbours add to the scores of names."""

    def __init__(self, labels):
        super().__init__()
        self.open, self.close = nn.Linear(WIDE, NARROW), nn.Linear(NARROW, len(labels["n"]))
        # The last row stands for no cue; it is not exported.
        self.cues = nn.EmbeddingBag(ROWS + 1, NARROW, mode="sum", padding_idx=ROWS)
        nn.init.normal_(self.cues.weight, std=0.02)
        nn.init.zeros_(self.cues.weight.data[ROWS])
        self.looks = nn.ModuleList(nn.Linear(3 * NARROW, NARROW) for _ in range(LOOKS))
        self.on_words, self.on_looks = nn.Dropout(0.35), nn.Dropout(0.3)

    def inside(self, word, cues, is_word):
        count, length, most = cues.shape
        x = self.open(self.on_words(word)) + self.cues(cues.reshape(-1, most)).view(count, length, NARROW)
        x = x * is_word
        for look in self.looks:
            seen = F.pad(self.on_looks(x), (0, 0, 1, 1))
            x = (x + F.gelu(look(torch.cat([seen[:, :-2], seen[:, 1:-1], seen[:, 2:]], -1)))) * is_word
        return self.on_looks(x)

    def forward(self, word, cues, is_word):
        return self.close(self.inside(word, cues, is_word))


class Network(nn.Module):
    def __init__(self, labels):
        super().__init__()
        self.enc = Encoder()
        self.upos, self.xpos = nn.Linear(WIDE, len(labels["u"])), nn.Linear(WIDE, len(labels["x"]))
        self.ner, self.gner = nn.Linear(WIDE, len(labels["n"])), nn.Linear(WIDE, len(labels["g"]))
        self.namer, self.caseless = Namer(labels), nn.Linear(WIDE, len(labels["n"]))
        self.ad, self.ah = nn.Linear(WIDE, ARC), nn.Linear(WIDE, ARC)
        self.rd, self.rh = nn.Linear(WIDE, RELATION), nn.Linear(WIDE, RELATION)
        self.Wa = nn.Parameter(torch.zeros(ARC + 1, ARC))
        self.Wr = nn.Parameter(torch.randn(len(labels["r"]), RELATION + 1, RELATION + 1) * 0.02)
        nn.init.orthogonal_(self.Wa.data[:ARC])
        self.Wa.data *= 0.3
        self.on_words, self.on_roles = nn.Dropout(0.2), nn.Dropout(0.33)

    def words(self, batch):
        """The mean of each word's pieces; word 0 is [CLS], the root."""
        x = self.enc(batch).float()
        count, words = batch["pieces"].shape[0], batch["words"]
        sums = x.new_zeros(count * (words + 2), WIDE)
        sums = sums.index_add_(0, batch["word_of"].reshape(-1), x.reshape(-1, WIDE))
        return sums.view(count, words + 2, WIDE)[:, : words + 1] / batch["sizes"].unsqueeze(-1)

    def forward(self, batch):
        rooted = self.on_words(self.words(batch))
        word = rooted[:, 1:]
        role = lambda layer, of: self.on_roles(F.gelu(layer(of)))
        arcs = with_one(role(self.ad, word)) @ self.Wa @ role(self.ah, rooted).transpose(1, 2)
        scores = {"upos": self.upos(word), "xpos": self.xpos(word), "wide": self.gner(word)}
        names = self.ner(word) + self.namer(word, batch["cues"], batch["is_word"][:, 1:, None])
        # Where capitals tell nothing, a head on words alone.
        scores["names"] = torch.where(batch["caseless"][:, None, None], self.caseless(word), names)
        scores["heads"] = arcs.float().masked_fill(~batch["is_word"][:, None, :], -1e4)
        return scores, role(self.rd, word), role(self.rh, rooted)

    def relations(self, dependants, heads, chosen):
        """Scores of every relation between each word and its chosen head."""
        heads = heads.gather(1, chosen.unsqueeze(-1).expand(-1, -1, RELATION))
        count, rows, columns = self.Wr.shape
        asked = with_one(dependants).reshape(-1, rows) @ self.Wr.permute(1, 0, 2).reshape(rows, count * columns)
        asked = asked.view(*dependants.shape[:2], count, columns)
        return (asked @ with_one(heads).unsqueeze(-1)).squeeze(-1)


def with_one(x):
    return torch.cat([x, x.new_ones(*x.shape[:-1], 1)], -1)


@torch.no_grad()
def load_base(network, path):
    """Puts the base encoder's weights in place; the heads and case shapes stay as they were made."""
    encoder = network.enc
    with safe_open(path, "pt") as file:
        get = file.get_tensor
        encoder.we.weight.copy_(get("embeddings.word_embeddings.weight"))
        encoder.pe.weight.copy_(get("embeddings.position_embeddings.weight"))
        encoder.te.weight.copy_(get("embeddings.token_type_embeddings.weight"))
        for part in ("weight", "bias"):
            getattr(encoder.ln, part).copy_(get(f"embeddings.LayerNorm.{part}"))
            for i, layer in enumerate(encoder.layers):
                name = f"encoder.layer.{i}."
                own = [get(f"{name}attention.self.{of}.{part}") for of in ("query", "key", "value")]
                getattr(layer.qkv, part).copy_(torch.cat(own))
                getattr(layer.o, part).copy_(get(f"{name}attention.output.dense.{part}"))
                getattr(layer.ln1, part).copy_(get(f"{name}attention.output.LayerNorm.{part}"))
                getattr(layer.f1, part).copy_(get(f"{name}intermediate.dense.{part}"))
                getattr(layer.f2, part).copy_(get(f"{name}output.dense.{part}"))
                getattr(layer.ln2, part).copy_(get(f"{name}output.LayerNorm.{part}"))


@torch.no_grad()
def load_shipped(network, path):
    """Puts the weights of a file that `export.py` made in place, its int8 rows widened to float."""
    state = network.state_dict()
    with safe_open(path, "pt") as file:
        known = set(file.keys())
        # Files from before the names head saw its neighbours lack it: it then adds nothing.
        if "namer.close.weight" not in known:
            nn.init.zeros_(network.namer.close.weight)
            nn.init.zeros_(network.namer.close.bias)
        for part in ("weight", "bias") if "caseless.weight" not in known else ():
            alike = file.get_tensor(f"ner.{part}").float()
            alike = alike * file.get_tensor("ner.weight.scale")[:, None] if part == "weight" else alike
            getattr(network.caseless, part).copy_(alike)
        for name, own in state.items():
            if name not in known:
                continue
            own = own[:ROWS] if name == "namer.cues.weight" else own
            value = file.get_tensor(name)
            if value.dtype == torch.int8:
                value = value.float() * file.get_tensor(f"{name}.scale")[:, None]
            own.copy_(value.reshape(own.shape))


def shipped_labels(path):
    """The label lists in a file that `export.py` made, in the order of its heads."""
    with safe_open(path, "pt") as file:
        return json.loads(file.metadata()["labels"])
