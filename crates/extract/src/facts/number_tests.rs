//! What is counted, and how many.

use expect_test::{Expect, expect};

use super::tests::findings;

/// Each claim's kind with what it counts.
fn check(text: &str, expected: &Expect) {
    let found = findings(text);
    let line = |c: &crate::Claim| {
        let counted = c.numbers.iter().map(|n| format!("{:?} {} {}", n.bound, n.value, n.unit));
        format!("{}: {}\n", c.kind.name(), counted.collect::<Vec<_>>().join(", "))
    };
    expected.assert_eq(&found.claims.iter().map(line).collect::<String>());
}

#[test]
fn what_lies_between_two_numbers_is_at_least_the_one_and_at_most_the_other() {
    check(
        "There are between 13,000 and 14,000 Peruvian troops in Chad.",
        &expect![[r"
            deployment: AtLeast 13000 troops, AtMost 14000 troops
        "]],
    );
    check(
        "Chad has deployed 13,000 to 14,000 soldiers near the lake.",
        &expect![[r"
            deployment: AtLeast 13000 soldiers, AtMost 14000 soldiers
        "]],
    );
    check(
        "Chad has deployed two to three million soldiers near the lake.",
        &expect![[r"
            deployment: AtLeast 2000000 soldiers, AtMost 3000000 soldiers
        "]],
    );
    check(
        "Chad has deployed some 2-3,000 soldiers near the lake.",
        &expect![[r"
            deployment: AtLeast 2000 soldiers, AtMost 3000 soldiers
        "]],
    );
    check(
        "Chad deployed soldiers near the lake on Monday, raising their number from 300 to 400 soldiers.",
        &expect![[r"
            deployment: 
        "]],
    );
}

#[test]
fn dozens_and_others_are_counted() {
    check(
        "Peru has sent at least two dozen tanks to the border.",
        &expect![[r"
            deployment: AtLeast 24 tanks
        "]],
    );
    check(
        "A dozen people were killed in Lima, and at least a hundred soldiers were injured there on Sunday.",
        &expect![[r"
            attack: About 12 people, AtLeast 100 soldiers
        "]],
    );
    check(
        "The attack killed 15 soldiers and wounded 40 others on Sunday.",
        &expect![[r"
            attack: Exact 15 soldiers
            attack: Exact 40 people
        "]],
    );
}
