//! The forecast keeps its word on simulated campaigns; `cargo bench --bench backtest` prints the whole table.
#[path = "../benches/common/score.rs"]
mod score;
#[path = "../benches/common/simulate.rs"]
mod simulate;

use score::{CUTS, Score};
use simulate::{SHAPES, simulate};

/// Neither the seeds the constants were chosen on nor those of the bench.
const FIRST_SEED: u64 = 500_000;

fn score(cut: f64) -> Score {
    let mut all = Score::default();
    for shape in SHAPES {
        let mut score = Score::default();
        for seed in FIRST_SEED..FIRST_SEED + 60 {
            score.ask(&simulate(shape, seed), 1, cut);
        }
        all.add(&score);
    }
    all
}

#[test]
fn four_of_five_campaigns_end_inside_the_interval_and_the_run_rate_is_beaten() {
    for cut in CUTS {
        let score = score(cut);
        let (coverage, error, run_rate) = (score.coverage(), score.mape(), score.run_rate_mape());
        assert!((75.0..=85.0).contains(&coverage), "{coverage:.1} % covered after {cut}");
        assert!(error < 0.8 * run_rate, "error {error:.1} % against {run_rate:.1} % after {cut}");
        assert!(score.refused < 0.1 * score.given, "{} refused after {cut}", score.refused);
    }
}
