//! 总结经验, what is asked: the playbook's questions.
use super::Item;
use super::paper::Paper;
use crate::board::RetroPage;
use crate::i18n::tr;
use crate::tui::theme::Role;

/// Writes them.
pub fn write(paper: &mut Paper<'_>, page: &RetroPage) {
    let state = paper.state;
    let questions = &page.insight.questions;
    let answered = questions.iter().filter(|(_, answer)| answer.is_some()).count().to_string();
    let of = questions.len().to_string();
    paper.heading(state.fill(&tr::RETRO_PAGE_QUESTIONS, &[("n", &answered), ("of", &of)]));
    if questions.is_empty() {
        let lines = paper.wrapped(state.say(&tr::RETRO_PAGE_NO_QUESTIONS), Role::Dim);
        paper.fact(lines);
    }
    for (at, (question, answer)) in questions.iter().enumerate() {
        let glyphs = &state.theme.glyphs;
        let (sign, role) =
            if answer.is_some() { (glyphs.done, Role::Good) } else { (glyphs.look, Role::Dim) };
        let sign = paper.span(format!("{sign} "), role);
        let lines = paper.hanging(&sign, question.get(state.lang()), Role::Text);
        paper.item(Item::Question(at), lines);
    }
}
