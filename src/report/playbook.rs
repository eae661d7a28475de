//! A playbook as a page to read, as a table of its tasks, as JSON.
use super::page::{Page, columns};
use super::table::{Table, Value};
use crate::i18n::{Text, deed::by_key, label, tr};
use crate::model::{Better, Blank, Lang, Metric, PlayTarget, Playbook, TargetKind, TaskKind};

/// The playbook as JSON: every text in both languages, due dates as `T-21`, shares as plain numbers.
#[must_use]
pub fn playbook_json(book: &Playbook) -> serde_json::Value {
    serde_json::to_value(book).unwrap_or_default()
}

/// Its tasks by due date.
#[must_use]
pub fn playbook_tasks(book: &Playbook, lang: Lang) -> Table {
    let mut table = Table::new(&[
        ("due", &tr::PLAYBOOK_COLUMN_DUE),
        ("title", &tr::PLAYBOOK_COLUMN_TITLE),
        ("kind", &tr::COLUMN_KIND),
        ("role", &tr::PLAYBOOK_COLUMN_ROLE),
        ("id", &tr::COLUMN_ID),
        ("after", &tr::PLAYBOOK_COLUMN_AFTER),
    ]);
    for task in book.tasks_by_due() {
        table.row(vec![
            Value::Text(task.due.to_string()),
            Value::Text(task.title.get(lang).to_owned()),
            Value::Word(task.kind.as_str(), label::task_kind(task.kind).get(lang).to_owned()),
            task.role.as_ref().map_or(Value::None, |role| Value::text(role.get(lang))),
            task.id.as_ref().map_or(Value::None, Value::text),
            Value::text(task.after.join(", ")),
        ]);
    }
    table
}

/// The page of a playbook. `origin` says where it comes from; `width` is the terminal's, none for lines as long as they
/// are.
#[must_use]
pub fn playbook_text(
    book: &Playbook,
    origin: &str,
    metrics: &[Metric],
    lang: Lang,
    width: Option<u16>,
) -> String {
    let show = Show { book, metrics, lang };
    let mut page = Page::new(lang, width);
    page.line(&format!("{}  {}", book.name.get(lang), book.key));
    let usually = tr::PLAYBOOK_USUALLY.fill(lang, &[("days", &days(book.days, lang))]);
    page.line(&[label::stage(book.stage).get(lang), &usually, origin].join(" · "));
    page.gap();
    let text = |both: &Option<crate::model::Both>| both.as_ref().map(|both| both.get(lang).to_owned());
    let head = [
        (&tr::PLAYBOOK_PURPOSE, Some(book.purpose.get(lang).to_owned())),
        (&tr::PLAYBOOK_AVOID, Some(book.avoid.get(lang).to_owned())),
        (&tr::PLAYBOOK_GOAL, text(&book.goal)),
        (&tr::PLAYBOOK_AUDIENCE, text(&book.audience)),
        (&tr::PLAYBOOK_DRIVERS, show.drivers()),
    ];
    let head = head.into_iter().filter_map(|(label, text)| Some(vec![label.get(lang).to_owned(), text?]));
    page.rows(&head.collect::<Vec<_>>());
    page.section(&tr::PLAYBOOK_PHASES, &show.phases());
    page.section(&tr::PLAYBOOK_TASKS, &show.tasks());
    page.section(&tr::PLAYBOOK_TARGETS, &show.targets());
    page.section(&tr::PLAYBOOK_GUARDRAILS, &show.guardrails());
    page.section(&tr::PLAYBOOK_CHANNELS, &show.channels());
    page.section(&tr::PLAYBOOK_MECHANICS, &show.blanks(&book.mechanics));
    page.section(&tr::PLAYBOOK_RULES, &show.blanks(&book.rules));
    page.section(&tr::PLAYBOOK_REWARDS, &show.blanks(&book.rewards));
    page.section(&tr::PLAYBOOK_RESOURCES, &show.resources());
    let risks = book.risks.iter().flat_map(|risk| {
        let row = |sign: &str, text: &str| vec![sign.to_owned(), text.to_owned()];
        [row("!", risk.risk.get(lang)), row("→", risk.response.get(lang))]
    });
    page.section(&tr::PLAYBOOK_RISKS, &risks.collect::<Vec<_>>());
    let questions = book.questions.iter().zip(1..);
    let questions = questions.map(|(text, number)| vec![format!("{number}."), text.get(lang).to_owned()]);
    page.section(&tr::PLAYBOOK_QUESTIONS, &questions.collect::<Vec<_>>());
    page.into_text()
}

/// So many days.
fn days(days: i32, lang: Lang) -> String {
    if days == 1 {
        tr::PLAYBOOK_DAY.get(lang).to_owned()
    } else {
        tr::PLAYBOOK_DAYS.fill(lang, &[("days", &days.to_string())])
    }
}

/// The rows of each section.
struct Show<'a> {
    book: &'a Playbook,
    metrics: &'a [Metric],
    lang: Lang,
}

impl Show<'_> {
    fn metric(&self, key: &str) -> String {
        let metric = self.metrics.iter().find(|metric| metric.key == key);
        metric.map_or_else(|| key.to_owned(), |metric| metric.name(self.lang).to_owned())
    }

    fn drivers(&self) -> Option<String> {
        let names: Vec<String> = self.book.drivers.iter().map(|key| self.metric(key)).collect();
        (!names.is_empty()).then(|| names.join(" → "))
    }

    fn phases(&self) -> Vec<Vec<String>> {
        let share = |share: crate::model::Quantity| {
            format!("{}%", crate::model::Quantity::from_micros(share.micros().saturating_mul(100)))
        };
        let rows = self.book.phases.iter().map(|phase| {
            columns([
                phase.name.get(self.lang),
                &days(phase.days, self.lang),
                &share(phase.share),
                phase.does.as_ref().map_or("", |does| does.get(self.lang)),
            ])
        });
        rows.collect()
    }

    /// Numbered by due date, so that others can be named by number.
    fn tasks(&self) -> Vec<Vec<String>> {
        let tasks = self.book.tasks_by_due();
        let number = |id: &String| tasks.iter().position(|task| task.id.as_ref() == Some(id));
        let rows = tasks.iter().zip(1..).map(|(task, place)| {
            let kind = match task.kind {
                TaskKind::Todo => "",
                kind => label::task_kind(kind).get(self.lang),
            };
            let mut before: Vec<usize> = task.after.iter().filter_map(number).collect();
            before.sort_unstable();
            let before: Vec<String> = before.iter().map(|place| (place + 1).to_string()).collect();
            let after = match before.is_empty() {
                true => String::new(),
                false => tr::PLAYBOOK_AFTER.fill(self.lang, &[("tasks", &before.join(", "))]),
            };
            columns([
                &format!("{place:>2}"),
                &task.due.to_string(),
                task.title.get(self.lang),
                task.role.as_ref().map_or("", |role| role.get(self.lang)),
                kind,
                &after,
            ])
        });
        rows.collect()
    }

    fn targets(&self) -> Vec<Vec<String>> {
        let rows = self.book.targets.iter().map(|target| {
            columns([
                &self.metric(&target.metric),
                &self.target_words(target),
                target.hint.as_ref().map_or("", |hint| hint.get(self.lang)),
            ])
        });
        rows.collect()
    }

    fn target_words(&self, target: &PlayTarget) -> String {
        let kind = target.kind.filter(|kind| *kind != TargetKind::Reach);
        let curve = |curve: &String| self.word("play_curve", curve);
        let words = [
            target.primary.then(|| tr::PLAYBOOK_PRIMARY.get(self.lang).to_owned()),
            kind.map(|kind| label::target_kind(kind).get(self.lang).to_owned()),
            target.goal.clone(),
            target.curve.as_ref().map(curve),
        ];
        words.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    fn guardrails(&self) -> Vec<Vec<String>> {
        let rows = self.book.guardrails.iter().map(|guardrail| {
            let metric = self.metrics.iter().find(|metric| metric.key == guardrail.metric);
            let sign = match metric.map(|metric| metric.better) {
                Some(Better::Lower) => "≤ ",
                Some(Better::Higher) => "≥ ",
                _ => "",
            };
            let bound = match &guardrail.goal {
                Some(goal) if goal.contains("..") => goal.clone(),
                Some(goal) => format!("{sign}{goal}"),
                None => String::new(),
            };
            columns([
                &self.metric(&guardrail.metric),
                &bound,
                guardrail.hint.as_ref().map_or("", |hint| hint.get(self.lang)),
            ])
        });
        rows.collect()
    }

    fn channels(&self) -> Vec<Vec<String>> {
        let rows = self.book.channels.iter().map(|channel| {
            let budget = channel.budget.map(|share| {
                format!("{}%", crate::model::Quantity::from_micros(share.micros().saturating_mul(100)))
            });
            columns([
                channel.name.get(self.lang),
                &channel.key,
                &channel.kind.map(|kind| self.word("play_channel", kind.as_str())).unwrap_or_default(),
                &budget.unwrap_or_default(),
            ])
        });
        rows.collect()
    }

    fn word(&self, section: &str, word: &str) -> String {
        let text: Option<&Text> = by_key(&format!("{section}.{word}"));
        text.map_or_else(|| word.to_owned(), |text| text.get(self.lang).to_owned())
    }

    fn blanks(&self, blanks: &[Blank]) -> Vec<Vec<String>> {
        let example = |blank: &Blank| match &blank.example {
            Some(example) => tr::PLAYBOOK_EXAMPLE.fill(self.lang, &[("text", example.get(self.lang))]),
            None => String::new(),
        };
        blanks.iter().map(|blank| columns([blank.label.get(self.lang), &example(blank)])).collect()
    }

    fn resources(&self) -> Vec<Vec<String>> {
        let rows = self.book.resources.iter().map(|resource| {
            columns([
                &resource.need_by.to_string(),
                resource.name.get(self.lang),
                label::resource_kind(resource.kind).get(self.lang),
                resource.from.as_ref().map_or("", |from| from.get(self.lang)),
            ])
        });
        rows.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CATALOGUE, PLAYBOOKS, parse_catalogue, parse_playbook};
    use unicode_width::UnicodeWidthStr as _;

    fn books() -> (Vec<Playbook>, Vec<Metric>) {
        let metrics = parse_catalogue(CATALOGUE).unwrap();
        let read = |(_, text): &(&str, &str)| parse_playbook(text, &metrics).unwrap();
        (PLAYBOOKS.iter().map(read).collect(), metrics)
    }

    /// Everything but blanks and line ends, for comparing texts that were wrapped.
    fn letters(text: &str) -> String {
        text.split_whitespace().collect()
    }

    #[test]
    fn a_page_fits_every_terminal_and_leaves_nothing_out() {
        let (books, metrics) = books();
        for (book, lang) in books.iter().flat_map(|book| Lang::ALL.iter().map(move |lang| (book, *lang))) {
            for width in [40, 80, 120] {
                let page = playbook_text(book, "x", &metrics, lang, Some(width));
                let wide: Vec<&str> = page.lines().filter(|line| line.width() > usize::from(width)).collect();
                assert!(wide.is_empty(), "{} {lang} {width}: {wide:?}", book.key);
            }
            let page = letters(&playbook_text(book, "x", &metrics, lang, None));
            let purposes = [&book.purpose, &book.avoid, &book.name];
            let hints = book.targets.iter().filter_map(|t| t.hint.as_ref());
            let hints = hints.chain(book.guardrails.iter().filter_map(|g| g.hint.as_ref()));
            let tasks = book.tasks.iter().flat_map(|task| std::iter::once(&task.title).chain(&task.role));
            let phases = book.phases.iter().flat_map(|phase| std::iter::once(&phase.name).chain(&phase.does));
            let channels = book.channels.iter().map(|channel| &channel.name);
            let blanks = book.mechanics.iter().chain(&book.rules).chain(&book.rewards);
            let blanks = blanks.flat_map(|blank| std::iter::once(&blank.label).chain(&blank.example));
            let resources = book.resources.iter().flat_map(|r| std::iter::once(&r.name).chain(&r.from));
            let risks = book.risks.iter().flat_map(|risk| [&risk.risk, &risk.response]);
            let all = purposes.into_iter().chain(&book.goal).chain(&book.audience).chain(hints).chain(tasks);
            let all = all.chain(phases).chain(channels).chain(blanks).chain(resources).chain(risks);
            for text in all.chain(&book.questions) {
                assert!(page.contains(&letters(text.get(lang))), "{} {lang}: {text:?}", book.key);
            }
        }
    }

    #[test]
    fn tasks_stand_in_the_order_they_are_due_and_name_those_before_them_by_number() {
        let (books, metrics) = books();
        let book = books.iter().find(|book| book.key == "big-sale").unwrap();
        let page = playbook_text(book, "x", &metrics, Lang::En, None);
        let lines: Vec<&str> = page.lines().skip_while(|line| !line.starts_with("Tasks")).skip(1).collect();
        assert!(lines[0].starts_with("   1  T-45 "), "{}", lines[0]);
        assert!(lines[1].starts_with("   2  T-35 ") && lines[1].ends_with("after 1"), "{}", lines[1]);
        let last = lines[book.tasks.len() - 1];
        assert!(last.contains("  E+15 "), "{last}");
    }

    #[test]
    fn programs_get_words_and_due_dates_as_they_are_written() {
        let (books, _) = books();
        let json = playbook_json(books.iter().find(|book| book.key == "big-sale").unwrap());
        assert_eq!(json["stage"], "monetization");
        assert_eq!(json["tasks"][0]["due"], "T-45");
        assert_eq!(json["phases"][0]["share"], 0.12);
        assert_eq!(json["name"]["zh"], "大促（618/双11）");
    }
}
