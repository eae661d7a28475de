//! What there is to do, while others work on the same file.
use super::kit::press;
use crate::support::Workspace;

#[test]
fn a_task_of_another_process_appears_and_goes_by_itself() {
    let space = Workspace::new().with_campaign();
    let screen = space.screen::<&str>(&[], 120, 36);
    screen.wait_text("Singles-Day");
    space.fupan(&["task", "add", "d11", "Sign off the visuals", "--due", "11-02", "--owner", "lin"]).ok();
    screen.wait_text("2 d overdue");
    assert!(screen.look_at(|view| view.has("Sign off the visuals") && view.has("@lin")));
    space.fupan(&["task", "set", "d11/Sign off the visuals", "--status", "done"]).ok();
    screen.wait_gone("2 d overdue");
}

#[test]
fn one_key_leads_to_ones_own_tasks_and_enter_to_the_campaign() {
    let space = Workspace::new().with_campaign();
    for (title, due, owner) in [("Encore poster", "11-09", "lin"), ("Encore stock", "11-04", "hao")] {
        space.fupan(&["task", "add", "d11", title, "--due", due, "--owner", owner]).ok();
    }
    let screen = space.screen::<&str>(&[], 120, 36);
    screen.wait_text("Encore stock");
    assert!(!screen.look_at(|view| view.has("Encore poster")), "it is due in five days");
    press(&screen, "m", "My tasks · 1");
    assert!(screen.look_at(|view| view.has("Encore poster 11-09") && !view.has("Encore stock")));
    press(&screen, "<enter>", "Brief");
    press(&screen, "<esc>", "My tasks · 1");
    press(&screen, "m", "Encore stock");
}
