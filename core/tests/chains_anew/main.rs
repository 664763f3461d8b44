//! The kinds of chains that the vectors hold, made anew: fresh keys, salts, ids, currencies and merchants. Every
//! right one is accepted, every kind of tampering refused for its own reason.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)] // a test may panic

mod disclosures;
mod envelope;
mod forge;
mod identity;
#[path = "../labels/mod.rs"]
mod labels;
mod mandate;
mod order;
mod valid;

use amp_wallet_core::assurance::verify;
use forge::Recipe;

/// Which chains a kind of tampering applies to.
#[derive(Clone, Copy, PartialEq)]
enum On {
    Autonomous,
    Immediate,
    Both,
}

/// One kind of tampering: a name, where it applies, the reasons it may be refused for, and the change.
type Kind = (&'static str, On, &'static [&'static str], fn(&mut Recipe));

fn judge(recipe: &Recipe) -> String {
    let tokens = recipe.forge();
    verify(&tokens.l1, &tokens.l2, tokens.l3.as_deref(), &recipe.policy(), recipe.time())
        .map_or_else(|error| labels::label(&error), |_| "valid".to_owned())
}

#[test]
fn every_kind_of_tampering_is_refused_for_its_own_reason() {
    let kinds: Vec<Kind> =
        [identity::kinds(), envelope::kinds(), mandate::kinds(), disclosures::kinds(), order::kinds()]
            .concat();
    let mut names: Vec<_> = kinds.iter().map(|kind| kind.0).collect();
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "each kind has a name of its own");
    assert!(kinds.len() >= 150, "{}", kinds.len());
    let mut wrong = Vec::new();
    for (name, on, reasons, tamper) in &kinds {
        for seed in 0..3 {
            for autonomous in [true, false] {
                if *on != On::Both && autonomous != (*on == On::Autonomous) {
                    continue;
                }
                let mut recipe = Recipe::new(autonomous, seed);
                tamper(&mut recipe);
                let got = judge(&recipe);
                if !reasons.contains(&got.as_str()) {
                    wrong.push(format!(
                        "{name} (autonomous {autonomous}, seed {seed}): {got}, not {reasons:?}"
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_kind_of_right_chain_is_accepted() {
    for (name, on, _, vary) in valid::kinds() {
        for seed in 0..12 {
            for autonomous in [true, false] {
                if on != On::Both && autonomous != (on == On::Autonomous) {
                    continue;
                }
                let mut recipe = Recipe::new(autonomous, seed);
                vary(&mut recipe);
                assert_eq!(judge(&recipe), "valid", "{name} (autonomous {autonomous}, seed {seed})");
            }
        }
    }
}
