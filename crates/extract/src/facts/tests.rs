//! The contract of the shipped rules.

use chancery_rules::check;
use chancery_text::Document;

use super::{FactLore, analyse};

fn read(text: &str, model: &chancery_parse::Model, lore: &FactLore) -> Vec<chancery_rules::Analysed> {
    let document = Document::new("sha256:0".into(), "example".into(), text);
    analyse(&chancery_parse::sentences(&document, model), lore)
}

#[test]
fn every_rule_keeps_its_contract() {
    let lore = FactLore::shipped().unwrap_or_else(|e| panic!("{e}"));
    let model = chancery_parse::Model::shipped().expect("the shipped model loads");
    if let Err(faults) = check(lore.book(), &|text| read(text, &model, &lore)) {
        panic!("{} faults\n{faults}", faults.list.len());
    }
}
