//! A rotation of the database's key that ends at every step, and that the next opening finishes.

use std::env;
use std::path::Path;
use std::process::{Command, Stdio};

use amp_wallet_core::storage::UnfinishedStage;
use amp_wallet_core::storage::failpoint::ROTATION_POINTS;
use amp_wallet_core::wallet::Wallet;

use super::scene::{Scene, Stage};

const SCENE: &str = "AMP_ROTATION_SCENE";

#[test]
#[ignore = "another test starts it as a process of its own"]
fn child_process() {
    let Ok(scene) = env::var(SCENE) else { return };
    Scene::read(Path::new(&scene)).store().rotate_key().unwrap();
}

/// Rotates in a process of its own, which ends at `point`.
fn cut_off(scene: &Path, point: &str) {
    let status = Command::new(env::current_exe().unwrap())
        .args(["rotation::child_process", "--exact", "--ignored", "--test-threads=1"])
        .env(SCENE, scene)
        .env("AMP_FAILPOINT", format!("{point}:1"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(!status.success(), "{point} was not reached");
}

/// The database's keys in the secret store.
fn keys(scene: &Scene) -> usize {
    let entries = std::fs::read_dir(&scene.secrets).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.contains(".key-")).count()
}

async fn told(wallet: &Wallet) -> Vec<(String, String)> {
    let mandates = wallet.mandates().await.unwrap();
    mandates.into_iter().map(|view| (view.mandate.intent.raw, view.mandate.l2.unwrap())).collect()
}

#[test]
fn a_rotation_that_ends_at_any_step_is_finished_by_the_next_opening_and_nothing_is_unreadable() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let stage = runtime.block_on(Stage::build(2));
    let scene_file = stage.write();
    let before = runtime.block_on(async {
        let (wallet, ..) = stage.scene.wallet(0).await;
        let before = told(&wallet).await;
        wallet.close();
        before
    });
    for point in ROTATION_POINTS {
        cut_off(&scene_file, point);
        runtime.block_on(async {
            let (wallet, ..) = stage.scene.wallet(0).await;
            let checkup = wallet.check().await.unwrap();
            assert!(checkup.is_sound(), "{point}: {:?}", checkup.books.findings);
            let mut open = checkup.books.unfinished.iter();
            assert!(open.all(|open| open.stage != UnfinishedStage::Rotating), "{point}");
            assert_eq!(told(&wallet).await, before, "{point}");
            wallet.close();
        });
        // A key that was made and seals nothing yet serves the next rotation; every other old one is forgotten.
        let expected = if point == "rotation.keyed" { 2 } else { 1 };
        assert_eq!(keys(&stage.scene), expected, "{point}");
    }
}
