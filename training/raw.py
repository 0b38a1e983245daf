"""Raw texts cut into sentences and tokens by the program itself, so that training sees what reading will see."""

import json
import os
import subprocess
import tempfile


def parsed(chancery, texts):
    """Name by name, what `chancery parse --json` says of each text: its sentences with tokens and names."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            with open(os.path.join(folder, f"{name}.txt"), "w", encoding="utf-8") as file:
                file.write(text)
        # Rejected texts (no English, too short) are no fault here: exit code 3 is let pass.
        run = subprocess.run([chancery, "parse", "--json", "--quiet", folder], stdout=subprocess.PIPE)
        if run.returncode not in (0, 3):
            raise SystemExit(f"{chancery} parse failed with exit code {run.returncode}")
    documents = json.loads(run.stdout)
    return {os.path.basename(d["name"]).removesuffix(".txt"): d["sentences"] for d in documents}


def bare_sentence(source, document, tokens):
    """A sentence without trees: tokens alone."""
    return {"source": source, "document": document, "forms": [token["form"] for token in tokens]}
