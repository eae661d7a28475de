//! Journeys on the OKR screen, as keys typed.
use super::App;

/// The line of the screen with this text.
fn line(app: &App, text: &str) -> String {
    app.screen().lines().find(|line| line.contains(text)).unwrap_or_default().to_owned()
}

#[test]
fn folding_leaves_out_what_lies_inside_and_unfolding_brings_it_back() {
    let mut app = App::zh();
    app.keys("3");
    assert!(line(&app, "o1 双11").contains("▾") && app.screen().contains("kr1 新客数"));
    app.keys("<space>");
    let folded = app.screen();
    assert!(line(&app, "o1 双11").contains("▸"), "{folded}");
    assert!(!folded.contains("kr1") && !folded.contains("o2") && folded.contains("o4"), "{folded}");
    app.keys("l");
    assert!(app.screen().contains("kr1 新客数") && app.screen().contains("o3 会员"));
    // From inside, closing goes out first.
    app.keys("j j h");
    assert!(line(&app, "o1 双11").contains("▸▾") || line(&app, "o1 双11").starts_with("│▸"));
    app.keys("z");
    assert!(!app.screen().contains("kr1") && app.screen().contains("o4"));
    app.keys("z");
    assert!(app.screen().contains("kr1 新会员页"));
}

#[test]
fn other_cycles_are_shown_with_brackets() {
    let mut app = App::zh();
    app.keys("3 [");
    assert!(app.screen().contains("2026-Q3") && !app.screen().contains("o1 双11"), "{}", app.screen());
    app.keys("]");
    assert!(app.screen().contains("o1 双11"));
}
