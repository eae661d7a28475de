//! Simulated campaigns of several shapes, the same on every machine.

/// What one simulated target did, day by day, and what its plan said.
pub struct Simulated {
    /// True for a level, false for a flow.
    pub is_level: bool,
    /// Where it started.
    pub baseline: f64,
    /// Where it should get to.
    pub goal: f64,
    /// The share of the goal the plan gives to each day; they add up to 1.
    pub plan: Vec<f64>,
    /// What came in on each day, or the level at its end.
    pub actual: Vec<f64>,
}

/// The shapes there are.
pub const SHAPES: [&str; 12] = [
    "linear",
    "burst",
    "front-loaded",
    "back-loaded",
    "weekend",
    "autocorrelated",
    "plan-mismatch",
    "drift",
    "few a day",
    "level walk",
    "level growth",
    "level noisy",
];

/// Sebastiano Vigna's splitmix64.
pub struct Random(u64);

impl Random {
    /// A sequence of its own for each seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Evenly between two bounds.
    #[allow(clippy::cast_precision_loss)]
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * ((self.next() >> 11) as f64 / (1_u64 << 53) as f64)
    }

    /// Standard normal (Box and Muller).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * self.between(1e-300, 1.0).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.between(0.0, 1.0)).cos()
    }

    /// A factor around 1 with this deviation of its logarithm, 1 on average.
    fn factor(&mut self, deviation: f64) -> f64 {
        (deviation * self.normal() - deviation * deviation / 2.0).exp()
    }

    /// A count with this mean (Knuth).
    fn count(&mut self, mean: f64) -> f64 {
        let (bound, mut product, mut count) = ((-mean).exp(), 1.0, -1.0);
        while product > bound {
            product *= self.between(0.0, 1.0);
            count += 1.0;
        }
        count
    }
}

fn scaled(mut weights: Vec<f64>) -> Vec<f64> {
    let sum: f64 = weights.iter().sum();
    for weight in &mut weights {
        *weight /= sum;
    }
    weights
}

/// One campaign of a shape. The same seed gives the same campaign.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub fn simulate(shape: &'static str, seed: u64) -> Simulated {
    let place = SHAPES.iter().position(|s| *s == shape).unwrap_or_default() as u64;
    let mut random = Random::new(seed.wrapping_mul(1009).wrapping_add(place));
    let days = random.between(8.0, 46.0) as usize;
    let at = |i: usize| (i as f64 + 0.5) / days as f64;
    if shape.starts_with("level") {
        return level(shape, days, &mut random);
    }
    let rate = random.factor(0.4);
    let noise = random.between(0.1, 0.4);
    let even = vec![1.0 / days as f64; days];
    let (front, back) = (random.between(0.1, 0.4), random.between(0.05, 0.3));
    let (share, height) = (random.between(0.2, 0.7), random.between(2.0, 8.0));
    let bursting = |x: f64| if (share..share + 0.2).contains(&x) { height } else { 1.0 };
    let plan = match shape {
        "burst" | "plan-mismatch" => scaled((0..days).map(|i| bursting(at(i))).collect()),
        "front-loaded" => scaled((0..days).map(|i| (-at(i) / front).exp() + 0.1).collect()),
        "back-loaded" => scaled((0..days).map(|i| ((at(i) - 1.0) / back).exp() + 0.1).collect()),
        _ => even,
    };
    let phases = [random.factor(0.15), random.factor(0.15), random.factor(0.15)];
    let (weekend, first) = (random.between(0.5, 1.8), random.between(0.0, 7.0) as usize);
    let (power, slope) = (random.between(0.5, 1.3), random.between(-0.8, 0.8));
    let per_day = random.between(2.0, 12.0);
    // Real days are like the day before: good and bad luck lasts, in one shape long, in one not at all.
    let memory = match shape {
        "autocorrelated" => 0.8,
        "linear" => 0.0,
        _ => random.between(0.0, 0.6),
    };
    let mut wave = random.normal();
    let goal = 10_000.0;
    // No plan is exactly right; the mismatched one is far off.
    let power = if shape == "plan-mismatch" { power } else { 1.0 + (power - 0.9) / 2.0 };
    let bent = scaled(plan.iter().map(|p| p.powf(power)).collect());
    let actual = (0..days)
        .map(|i| {
            wave = memory * wave + (1.0 - memory * memory).sqrt() * random.normal();
            let luck = (noise * wave - noise * noise / 2.0).exp();
            let expected = rate * goal * plan[i];
            match shape {
                "burst" => expected * luck * phases[((at(i) - share) / 0.2 + 1.0).clamp(0.0, 2.0) as usize],
                "weekend" => {
                    let factor = if (i + first) % 7 >= 5 { weekend } else { 1.0 };
                    expected * factor * luck
                }
                "plan-mismatch" | "front-loaded" | "back-loaded" => rate * goal * bent[i] * luck,
                "drift" => expected * (slope * at(i)).exp() * luck,
                "few a day" => random.count(per_day),
                _ => expected * luck,
            }
        })
        .collect();
    let goal = if shape == "few a day" { per_day * days as f64 / rate } else { goal };
    Simulated { is_level: false, baseline: 0.0, goal, plan, actual }
}

#[allow(clippy::cast_precision_loss)]
fn level(shape: &'static str, days: usize, random: &mut Random) -> Simulated {
    let baseline = 1000.0;
    let gain = random.between(-100.0, 400.0);
    let goal = baseline + gain.abs().max(50.0) * random.factor(0.3);
    let step = random.between(0.5, 3.0) * gain.abs().max(50.0) / days as f64;
    let bend = random.between(0.5, 3.0);
    let mut walk = baseline;
    let actual = (1..=days)
        .map(|i| {
            let x = i as f64 / days as f64;
            match shape {
                "level walk" => {
                    walk += gain / days as f64 + step * random.normal();
                    walk
                }
                "level growth" => {
                    walk += 0.3 * step * random.normal();
                    walk + gain * (1.0 - (-bend * x).exp()) / (1.0 - (-bend).exp())
                }
                _ => baseline + gain * x + 1.5 * step * random.normal(),
            }
        })
        .collect();
    Simulated { is_level: true, baseline, goal, plan: vec![1.0 / days as f64; days], actual }
}
