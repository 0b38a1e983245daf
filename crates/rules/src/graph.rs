//! The enhanced view of a sentence's tree, made once: who acts and who is acted on, whatever the construction.
//!
//! Beside the tree's own relations there are
//! * `agent` and `patient`, the same for active, passive, relative and reduced clauses, control, coordination;
//! * `content`, what is said: a complement clause, or the clause that a verb of saying interrupts or follows;
//! * relations with their preposition or conjunction: `obl:with`, `nmod:of`, `advcl:if`, `acl:to`.
//!
//! Conjuncts stand in every relation of the first of them.

use chancery_text::Sentence;

/// An edge of the graph.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Edge {
    /// The token at its far end.
    pub to: usize,
    /// The relation: of the tree, or `agent`, `patient`, `content`.
    pub relation: &'static str,
    /// Lemma of the preposition or conjunction that introduces it.
    pub by: Option<String>,
}

/// The enhanced graph.
#[derive(Clone, Debug)]
pub struct Graph {
    down: Vec<Vec<Edge>>,
    up: Vec<Vec<Edge>>,
    children: Vec<Vec<usize>>,
    passive: Vec<bool>,
}

/// How far subjects are looked for: clauses within clauses.
const DEPTH: usize = 8;
/// A coordination longer than this is a list, not an argument.
const CONJUNCTS: usize = 40;

impl Graph {
    /// The graph of `sentence`.
    pub fn of(sentence: &Sentence) -> Graph {
        let n = sentence.tokens.len();
        let mut children = vec![Vec::new(); n];
        for (i, token) in sentence.tokens.iter().enumerate() {
            if let Some(head) = token.head.filter(|&h| h < n) {
                children[head].push(i);
            }
        }
        let passive = (0..n).map(|i| is_passive(sentence, &children, i)).collect();
        let mut graph = Graph { down: vec![Vec::new(); n], up: vec![Vec::new(); n], children, passive };
        graph.add_tree(sentence);
        graph.add_arguments(sentence);
        graph.add_content(sentence);
        graph.settle();
        graph
    }

    /// Edges that leave `token`, sorted.
    pub fn down(&self, token: usize) -> &[Edge] {
        &self.down[token]
    }

    /// Edges that arrive at `token`; `to` is where they come from.
    pub fn up(&self, token: usize) -> &[Edge] {
        &self.up[token]
    }

    /// Tokens that hang on `token` in the tree.
    pub fn children(&self, token: usize) -> &[usize] {
        &self.children[token]
    }

    /// Whether the predicate is in the passive.
    pub fn passive(&self, token: usize) -> bool {
        self.passive[token]
    }

    /// Tokens that stand in `relation` (as in a pattern) to `token`.
    pub fn reached<'a>(&'a self, token: usize, relation: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.down[token].iter().filter(move |e| e.is(relation)).map(|e| e.to)
    }

    fn add(&mut self, from: usize, to: usize, relation: &'static str, by: Option<String>) {
        if from != to {
            self.down[from].push(Edge { to, relation, by: by.clone() });
            self.up[to].push(Edge { to: from, relation, by });
        }
    }

    fn settle(&mut self) {
        for edges in self.down.iter_mut().chain(&mut self.up) {
            edges.sort();
            edges.dedup();
        }
    }

    /// The tree's own edges, those of the first conjunct given to all conjuncts.
    fn add_tree(&mut self, sentence: &Sentence) {
        for (i, token) in sentence.tokens.iter().enumerate() {
            let Some(head) = token.head.filter(|&h| h < sentence.tokens.len()) else { continue };
            let by = introduced_by(sentence, &self.children, i);
            self.add(head, i, token.deprel, by);
            if base(token.deprel) != "conj" {
                continue;
            }
            let first = first_conjunct(sentence, i);
            let shared = sentence.tokens[first].head.filter(|_| !clausal(sentence.tokens[first].deprel));
            if let Some(over) = shared {
                let own = introduced_by(sentence, &self.children, i);
                let by = own.or_else(|| introduced_by(sentence, &self.children, first));
                self.add(over, i, sentence.tokens[first].deprel, by);
            }
        }
    }

    fn add_arguments(&mut self, sentence: &Sentence) {
        for v in 0..sentence.tokens.len() {
            let subjects = self.subjects(sentence, v, DEPTH);
            let objects = self.objects(sentence, v);
            let (agents, patients) =
                if self.passive[v] { (self.doers(v), subjects) } else { (subjects, objects) };
            for a in self.with_conjuncts(sentence, agents) {
                self.add(v, a, "agent", None);
            }
            for p in self.with_conjuncts(sentence, patients) {
                self.add(v, p, "patient", None);
            }
        }
    }

    /// The subject of a predicate: its own, or the one it shares or is controlled by.
    fn subjects(&self, sentence: &Sentence, v: usize, depth: usize) -> Vec<usize> {
        let own = self.own(sentence, v, &["nsubj", "csubj"]);
        if !own.is_empty() {
            return own.into_iter().map(|s| antecedent(sentence, v, s)).collect();
        }
        let token = &sentence.tokens[v];
        let (Some(head), true) = (token.head.filter(|&h| h < sentence.tokens.len()), depth > 0) else {
            return Vec::new();
        };
        let outer = || self.subjects(sentence, head, depth - 1);
        match token.deprel {
            "conj" if predicate(sentence, v) => outer(),
            "xcomp" => {
                let objects = self.own(sentence, head, &["iobj"]);
                let objects = if objects.is_empty() { self.own(sentence, head, &["obj"]) } else { objects };
                if objects.is_empty() || self.passive[head] || sentence.tokens[head].lemma == "promise" {
                    outer()
                } else {
                    objects
                }
            }
            // "accused the king of selling arms", "kept the ship from leaving": the object does it.
            "advcl" if subjectless(sentence, &self.children, v) => {
                let by = introduced_by(sentence, &self.children, v);
                let governed = matches!(by.as_deref(), Some("of" | "from" | "for" | "against" | "into"));
                let objects = self.own(sentence, head, &["obj"]);
                if governed && !objects.is_empty() && !self.passive[head] { objects } else { outer() }
            }
            "acl" if token.xpos == "VBG" || token.xpos == "VBN" => vec![head],
            "acl:relcl" if !self.has_relative(sentence, v) && !self.own(sentence, v, &["obj"]).is_empty() => {
                vec![head]
            }
            _ => Vec::new(),
        }
    }

    /// The object of an active predicate; for a relative clause that lacks one, what the clause is about.
    fn objects(&self, sentence: &Sentence, v: usize) -> Vec<usize> {
        let own = self.own(sentence, v, &["obj"]);
        if !own.is_empty() {
            return own.into_iter().map(|o| antecedent(sentence, v, o)).collect();
        }
        let strayed = self.strayed_object(sentence, v);
        if !strayed.is_empty() {
            return strayed;
        }
        let token = &sentence.tokens[v];
        let reduced = token.deprel == "acl:relcl"
            && token.upos == "VERB"
            && !self.own(sentence, v, &["nsubj"]).is_empty()
            && !self.has_relative(sentence, v);
        if reduced { token.head.into_iter().collect() } else { Vec::new() }
    }

    /// A title or name after the verb that the parse hangs on the subject before it: "A welcomed President B".
    fn strayed_object(&self, sentence: &Sentence, v: usize) -> Vec<usize> {
        if sentence.tokens[v].upos != "VERB" {
            return Vec::new();
        }
        let subjects = self.own(sentence, v, &["nsubj"]).into_iter().filter(|&s| s < v);
        let strays = subjects.flat_map(|s| &self.children[s]).copied();
        strays
            .filter(|&c| {
                c > v && matches!(sentence.tokens[c].deprel, "nmod:desc" | "appos" | "flat" | "compound")
            })
            .take(1)
            .collect()
    }

    fn has_relative(&self, sentence: &Sentence, v: usize) -> bool {
        self.children[v].iter().any(|&c| relative_word(sentence, c))
    }

    /// Who a passive is done by.
    fn doers(&self, v: usize) -> Vec<usize> {
        self.reached(v, "obl:agent").chain(self.reached(v, "obl:by")).collect()
    }

    fn own(&self, sentence: &Sentence, v: usize, relations: &[&str]) -> Vec<usize> {
        self.children[v]
            .iter()
            .copied()
            .filter(|&c| relations.contains(&base(sentence.tokens[c].deprel)))
            .collect()
    }

    fn with_conjuncts(&self, sentence: &Sentence, heads: Vec<usize>) -> Vec<usize> {
        let mut all = heads.clone();
        for head in heads {
            let conjuncts =
                self.children[head].iter().filter(|&&c| base(sentence.tokens[c].deprel) == "conj");
            all.extend(conjuncts.take(CONJUNCTS));
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    fn add_content(&mut self, sentence: &Sentence) {
        for i in 0..sentence.tokens.len() {
            let Some(head) = sentence.tokens[i].head.filter(|&h| h < sentence.tokens.len()) else { continue };
            match sentence.tokens[i].deprel {
                "ccomp" => {
                    self.add(head, i, "content", None);
                    for c in self.with_conjuncts(sentence, vec![i]) {
                        self.add(head, c, "content", None);
                    }
                }
                // "It was an act of war, Peru said" or "Peru said: it was"; but "Peru said so; Chad said the reverse".
                "parataxis" => {
                    let told = |v: usize| sentence.children(v).any(|c| sentence.tokens[c].deprel == "ccomp");
                    if !told(i) {
                        self.add(i, head, "content", None);
                    }
                    if !told(head) {
                        self.add(head, i, "content", None);
                    }
                }
                _ => {}
            }
        }
    }
}

impl Edge {
    /// Whether a pattern's relation names this edge: `obl`, `obl:with`, `nsubj:pass`, `agent`.
    pub fn is(&self, relation: &str) -> bool {
        if self.relation == relation || base(self.relation) == relation {
            return true;
        }
        match (relation.split_once(':'), &self.by) {
            (Some((kind, word)), Some(by)) => base(self.relation) == kind && by == word,
            _ => false,
        }
    }
}

fn base(relation: &str) -> &str {
    relation.split(':').next().unwrap_or(relation)
}

fn clausal(relation: &str) -> bool {
    matches!(base(relation), "root" | "ccomp" | "advcl" | "acl" | "parataxis" | "xcomp" | "csubj" | "conj")
}

fn first_conjunct(sentence: &Sentence, mut i: usize) -> usize {
    for _ in 0..DEPTH {
        match sentence.tokens[i].head {
            Some(head) if base(sentence.tokens[i].deprel) == "conj" && head < sentence.tokens.len() => {
                i = head;
            }
            _ => break,
        }
    }
    i
}

/// Lemma of the preposition or conjunction; several words are joined: `because_of`.
fn introduced_by(sentence: &Sentence, children: &[Vec<usize>], i: usize) -> Option<String> {
    let word =
        children[i].iter().copied().find(|&c| matches!(base(sentence.tokens[c].deprel), "case" | "mark"))?;
    let mut lemma = sentence.tokens[word].lemma.to_lowercase();
    for &c in children[word].iter().filter(|&&c| sentence.tokens[c].deprel == "fixed") {
        lemma.push('_');
        lemma.push_str(&sentence.tokens[c].lemma.to_lowercase());
    }
    Some(lemma)
}

fn is_passive(sentence: &Sentence, children: &[Vec<usize>], i: usize) -> bool {
    let token = &sentence.tokens[i];
    let marked = children[i]
        .iter()
        .any(|&c| matches!(sentence.tokens[c].deprel, "aux:pass" | "nsubj:pass" | "csubj:pass"));
    marked || (token.xpos == "VBN" && participle_alone(sentence, children, i))
}

/// A participle without its auxiliary: "the talks held in March", "accompanied by a guard".
fn participle_alone(sentence: &Sentence, children: &[Vec<usize>], i: usize) -> bool {
    let lone = !children[i].iter().any(|&c| base(sentence.tokens[c].deprel) == "aux");
    match sentence.tokens[i].deprel {
        "acl" | "amod" => true,
        "advcl" => lone,
        "conj" => {
            let first = first_conjunct(sentence, i);
            lone && first != i && children[first].iter().any(|&c| sentence.tokens[c].deprel == "aux:pass")
        }
        _ => false,
    }
}

fn predicate(sentence: &Sentence, v: usize) -> bool {
    matches!(sentence.tokens[v].upos, "VERB" | "AUX" | "ADJ")
        || sentence.tokens.iter().any(|t| t.head == Some(v) && t.deprel == "cop")
}

/// "…, stressing that", "to show support", "accompanied by": the clause's subject is the main clause's.
fn subjectless(sentence: &Sentence, children: &[Vec<usize>], v: usize) -> bool {
    let token = &sentence.tokens[v];
    matches!(token.xpos, "VBG" | "VBN" | "VB")
        && !children[v].iter().any(|&c| base(sentence.tokens[c].deprel) == "nsubj")
}

fn relative_word(sentence: &Sentence, i: usize) -> bool {
    matches!(sentence.tokens[i].xpos, "WDT" | "WP" | "WP$" | "WRB")
        || (sentence.tokens[i].lemma == "that" && sentence.tokens[i].upos == "PRON")
}

/// What a relative pronoun in the clause of `v` stands for; any other word stands for itself.
fn antecedent(sentence: &Sentence, v: usize, word: usize) -> usize {
    let relative = relative_word(sentence, word);
    let mut clause = v;
    for _ in 0..DEPTH {
        let token = &sentence.tokens[clause];
        match (relative, token.deprel, token.head) {
            (true, "acl:relcl", Some(head)) if head < sentence.tokens.len() => return head,
            (true, "xcomp" | "ccomp" | "conj", Some(head)) if head < sentence.tokens.len() => clause = head,
            _ => break,
        }
    }
    word
}
