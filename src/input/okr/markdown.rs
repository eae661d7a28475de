//! A set of OKRs as people write it down: headings, bullets, check boxes; in English and Chinese.
use super::lines::{Line, Mark, Named, cycle_in, lines, named};
use super::sentence::{Asks, is_name, sentence};
use super::{Fault, Read, fault};
use crate::i18n::tr;
use crate::model::{KeyResultRow, ObjectiveRow, Quantity, StepRow, Word};

/// The most characters of a line that a remark quotes.
const QUOTED: usize = 60;

/// Reads a set of OKRs.
///
/// # Errors
/// Where it holds no objective at all.
pub(super) fn read(text: &str) -> Result<Read, Vec<Fault>> {
    let lines = lines(text);
    let named = lines.iter().map(|line| named(line.text));
    let (mut has_objectives, mut has_key_results) = (false, false);
    for name in named {
        has_objectives |= matches!(name, Named::Objective(..));
        has_key_results |= matches!(name, Named::KeyResult(..));
    }
    let chinese = text.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    let mut page = Page {
        out: Read::default(),
        has_objectives,
        has_key_results,
        chinese,
        key_result_indent: 0,
        in_key_result: false,
        objective_level: 0,
    };
    for line in &lines {
        page.line(line);
    }
    if page.out.file.objective.is_empty() {
        return Err(vec![fault(0, "", &tr::ERROR_OKR_NO_OBJECTIVES)]);
    }
    page.assume_weights();
    Ok(page.out)
}

/// What is read so far.
struct Page {
    out: Read,
    has_objectives: bool,
    has_key_results: bool,
    chinese: bool,
    key_result_indent: usize,
    in_key_result: bool,
    objective_level: usize,
}

impl Page {
    fn line(&mut self, line: &Line<'_>) {
        match (named(line.text), line.mark) {
            (Named::Objective(number, text), _) => self.objective(line, &number, text),
            (Named::KeyResult(number, text), _) => self.key_result(line, &number, text),
            (Named::Title, _) => self.in_key_result = false,
            (Named::Other, Mark::Heading(level)) => self.heading(line, level),
            (Named::Other, Mark::Box(done)) => self.check_box(line, done),
            (Named::Other, Mark::Bullet) => self.bullet(line),
            (Named::Other, Mark::Plain) => self.plain(line),
        }
    }

    fn heading(&mut self, line: &Line<'_>, level: usize) {
        let file = &mut self.out.file;
        if file.key.is_none()
            && file.objective.is_empty()
            && let Some(key) = cycle_in(line.text)
        {
            if line.text.trim() != key {
                file.name = Some(Word::at(line.text, line.number));
            }
            file.key = Some(Word::at(key, line.number));
            return;
        }
        let is_deeper = self.objective_level > 0 && level > self.objective_level;
        if self.has_objectives
            || (is_deeper && !file.objective.is_empty())
            || (level == 1 && file.objective.is_empty())
        {
            return self.left_out(line);
        }
        self.objective_level = level;
        self.objective(line, "", line.text);
    }

    fn objective(&mut self, line: &Line<'_>, number: &str, text: &str) {
        let read = sentence(text);
        let mut row = ObjectiveRow { line: line.number, ..ObjectiveRow::default() };
        let word = |text: String| Some(Word::at(text, line.number));
        row.key = word(format!("o{number}")).filter(|_| !number.is_empty());
        row.owner = read.owner.and_then(word);
        row.weight = read.weight.and_then(word);
        let mut title = read.title;
        // `Title (小林)`, `Title（挑战型）`
        while let Some((head, inside)) = last_group(&title) {
            let lower = inside.to_lowercase();
            if matches!(
                lower.as_str(),
                "committed" | "aspirational" | "承诺型" | "承诺" | "挑战型" | "挑战" | "stretch"
            ) {
                let ambition = if lower.starts_with("commit") || lower.starts_with("承诺") {
                    "committed"
                } else {
                    "aspirational"
                };
                row.ambition = word(ambition.to_owned());
            } else if row.owner.is_none() && is_name(inside) {
                let note = fault(line.number, "", &tr::ERROR_OKR_OWNER_ASSUMED).with("owner", inside);
                self.out.assumed.push(note);
                row.owner = word(inside.to_owned());
            } else {
                break;
            }
            title = head.to_owned();
        }
        row.title = word(title);
        self.out.file.objective.push(row);
        self.in_key_result = false;
        self.key_result_indent = 0;
    }

    fn key_result(&mut self, line: &Line<'_>, number: &str, text: &str) {
        let Some(objective) = self.out.file.objective.last_mut() else {
            return self.left_out(line);
        };
        let read = sentence(text);
        let word = |text: String| Some(Word::at(text, line.number));
        let mut row = KeyResultRow { line: line.number, ..KeyResultRow::default() };
        row.key = word(format!("kr{number}")).filter(|_| !number.is_empty());
        if row.key.is_some() && objective.key_result.iter().any(|other| other.key == row.key) {
            row.key = None;
        }
        row.owner = read.owner.and_then(word);
        row.weight = read.weight.and_then(word);
        row.end = read.end.and_then(word);
        let mut assumed = None;
        match read.asks {
            Asks::FromTo(from, to) => {
                let to = with_unit_of(&to, &from);
                let from = with_unit_of(&from, &to);
                if let ("", Some(unit)) = (unit_in(&to), unit_after(&read.title)) {
                    row.unit = word(unit.to_owned());
                }
                (row.baseline, row.goal) = (word(from), word(to));
                row.kind = word("reach".to_owned());
            }
            Asks::To(to) => {
                assumed = Some(fault(line.number, "", &tr::ERROR_OKR_FROM_NOTHING).with("goal", &to));
                (row.baseline, row.goal) = (word("0".to_owned()), word(to));
                row.kind = word("reach".to_owned());
            }
            Asks::Hold(bound) => {
                assumed = Some(fault(line.number, "", &tr::ERROR_OKR_HELD).with("goal", &bound));
                row.goal = word(bound);
                row.kind = word("keep".to_owned());
            }
            Asks::Nothing => {
                assumed = Some(fault(line.number, "", &tr::ERROR_OKR_NO_NUMBER));
                row.kind = word("done".to_owned());
            }
        }
        self.out.assumed.extend(assumed.map(|note| note.with("title", quote(&read.title))));
        row.title = word(read.title);
        objective.key_result.push(row);
        self.in_key_result = true;
        self.key_result_indent = line.indent;
    }

    fn check_box(&mut self, line: &Line<'_>, done: bool) {
        let Some(objective) = self.out.file.objective.last_mut() else {
            return self.left_out(line);
        };
        // Boxes right under an objective are the steps of one milestone.
        if !self.in_key_result {
            let title = if self.chinese { "里程碑" } else { "Milestones" };
            objective.key_result.push(KeyResultRow {
                line: line.number,
                title: Some(Word::at(title, line.number)),
                kind: Some(Word::at("done", line.number)),
                ..KeyResultRow::default()
            });
            self.out.assumed.push(fault(line.number, "", &tr::ERROR_OKR_MILESTONES));
            self.in_key_result = true;
            self.key_result_indent = line.indent;
        }
        let Some(row) = objective.key_result.last_mut() else { return };
        let has_number = row.kind.as_ref().is_some_and(|kind| kind.text != "done");
        if has_number {
            return self.left_out(line);
        }
        // Now it has steps: that it has no number is no surprise.
        let own = row.line;
        if row.step.is_empty() {
            self.out.assumed.retain(|note| note.line != own || note.error.code() != "okr_no_number");
        }
        let read = sentence(line.text);
        let word = |text: String| Some(Word::at(text, line.number));
        let step = StepRow {
            line: line.number,
            name: word(read.title),
            weight: read.weight.and_then(word),
            done: done.then(|| Word::at("x", line.number)),
        };
        row.step.push(step);
    }

    fn bullet(&mut self, line: &Line<'_>) {
        if self.out.file.objective.is_empty() {
            // A list without any heading: its outer bullets are the objectives.
            if !self.has_objectives && !self.has_key_results && line.indent == 0 {
                return self.objective(line, "", line.text);
            }
            return self.left_out(line);
        }
        if self.attribute(line) {
            return;
        }
        let is_inside = self.in_key_result && line.indent > self.key_result_indent;
        if self.has_key_results || is_inside {
            return self.left_out(line);
        }
        let is_flat = self.objective_level == 0 && !self.has_objectives;
        if is_flat && line.indent == 0 {
            return self.objective(line, "", line.text);
        }
        self.key_result(line, "", line.text);
    }

    fn plain(&mut self, line: &Line<'_>) {
        if self.attribute(line) {
            return;
        }
        match self.out.file.objective.last_mut().filter(|objective| objective.key_result.is_empty()) {
            Some(objective) => match &mut objective.description {
                Some(said) => said.text = format!("{}\n{}", said.text, line.text),
                None => objective.description = Some(Word::at(line.text, line.number)),
            },
            None => self.left_out(line),
        }
    }

    /// `Owner: 小林`, `权重：40%`, `对齐：o1` about what stands above it.
    fn attribute(&mut self, line: &Line<'_>) -> bool {
        let Some((name, value)) = line.text.split_once([':', '：']) else { return false };
        let name = name.trim_matches(['*', '_', ' ']).to_lowercase();
        let value = value.trim_matches(['*', '_', ' ', '@']);
        let Some(objective) = self.out.file.objective.last_mut() else { return false };
        let word = Some(Word::at(value, line.number));
        let row = objective.key_result.last_mut().filter(|_| self.in_key_result);
        match (name.as_str(), row) {
            ("owner" | "dri" | "负责人" | "责任人", Some(row)) => row.owner = word,
            ("weight" | "权重", Some(row)) => row.weight = word,
            ("metric" | "指标", Some(row)) => row.metric = word,
            ("baseline" | "基线" | "现状", Some(row)) => row.baseline = word,
            ("goal" | "target" | "目标值", Some(row)) => {
                row.goal = word;
                row.kind = None;
            }
            ("owner" | "dri" | "负责人" | "责任人", None) => objective.owner = word,
            ("weight" | "权重", None) => objective.weight = word,
            ("team" | "团队", None) => objective.team = word,
            ("level" | "层级", None) => objective.level = level_word(value, line.number),
            ("aligned to" | "aligns to" | "parent" | "对齐" | "对齐到", None) => objective.parent = word,
            ("tags" | "标签", None) => {
                let tags = value.split([',', '，', '、']).map(str::trim).filter(|tag| !tag.is_empty());
                objective.tags = tags.map(|tag| Word::at(tag, line.number)).collect();
            }
            _ => return false,
        }
        true
    }

    fn left_out(&mut self, line: &Line<'_>) {
        let note = fault(line.number, "", &tr::ERROR_OKR_LEFT_OUT).with("text", quote(line.text));
        self.out.assumed.push(note);
    }

    /// Where only some key results of an objective say how much they count, the rest shares what is left.
    fn assume_weights(&mut self) {
        for objective in &mut self.out.file.objective {
            let rows = &mut objective.key_result;
            let read = |row: &KeyResultRow| row.weight.as_ref().and_then(|w| Quantity::parse(&w.text).ok());
            let told: Vec<Quantity> = rows.iter().filter_map(read).collect();
            let open = i64::try_from(rows.len() - told.len()).unwrap_or_default();
            let is_share = |weight: &Quantity| (0..=Quantity::SCALE).contains(&weight.micros());
            if told.is_empty() || open == 0 || !told.iter().all(is_share) {
                continue;
            }
            let sum: i64 = told.iter().map(|weight| weight.micros()).sum();
            if sum >= Quantity::SCALE {
                continue;
            }
            let share = Quantity::from_micros((Quantity::SCALE - sum) / open);
            for row in rows.iter_mut().filter(|row| row.weight.is_none()) {
                let note = fault(row.line, "", &tr::ERROR_OKR_WEIGHT_ASSUMED);
                let percent = Quantity::from_micros(share.micros().saturating_mul(100) / 10_000 * 10_000);
                self.out.assumed.push(note.with("weight", format!("{percent}%")));
                row.weight = Some(Word::at(share.to_string(), row.line));
            }
        }
    }
}

fn level_word(text: &str, line: usize) -> Option<Word> {
    let word = match text {
        "公司" | "公司级" => "company",
        "团队" | "部门" | "团队级" => "team",
        "个人" | "个人级" => "person",
        other => other,
    };
    Some(Word::at(word.to_lowercase(), line))
}

/// What stands in brackets at the end, and what stands before it.
fn last_group(text: &str) -> Option<(&str, &str)> {
    let inner = text.trim_end().strip_suffix([')', '）'])?;
    let at = inner.rfind(['(', '（'])?;
    let open = inner.get(at..)?.chars().next()?.len_utf8();
    Some((inner.get(..at)?.trim_end(), inner.get(at + open..)?.trim())).filter(|(head, _)| !head.is_empty())
}

/// What a number is counted in, as it is written after it.
fn unit_in(number: &str) -> &str {
    ["%", "‰", "万", "亿"].into_iter().find(|unit| number.contains(unit)).unwrap_or_default()
}

/// `从 22 提升到 28%`: both are percent.
fn with_unit_of(number: &str, other: &str) -> String {
    match (unit_in(number), unit_in(other)) {
        ("", unit @ ("%" | "‰")) => format!("{number}{unit}"),
        _ => number.to_owned(),
    }
}

/// The unit of numbers that only count something.
fn unit_after(title: &str) -> Option<&'static str> {
    title.contains(['¥', '￥', '$', '€', '£', '元']).then_some("money")
}

fn quote(text: &str) -> String {
    let mut out: String = text.chars().take(QUOTED).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(word: &Option<Word>) -> &str {
        word.as_ref().map_or("", |word| word.text.as_str())
    }

    /// `o1 title @owner`, then `kr1 title | kind baseline goal | weight @owner`.
    fn shown(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        for objective in read(text).unwrap().file.objective {
            out.push(format!(
                "{} {} @{}",
                told(&objective.key),
                told(&objective.title),
                told(&objective.owner)
            ));
            for row in &objective.key_result {
                let way = [&row.kind, &row.baseline, &row.goal].map(told).join(" ");
                let who = format!("{} @{}", told(&row.weight), told(&row.owner));
                out.push(format!("  {} {} | {way} | {who}", told(&row.key), told(&row.title)));
                for step in &row.step {
                    out.push(format!(
                        "    {}{}",
                        told(&step.name),
                        if step.done.is_some() { " ✓" } else { "" }
                    ));
                }
            }
        }
        out
    }

    fn remarks(text: &str) -> Vec<(usize, &'static str)> {
        read(text).unwrap().assumed.iter().map(|note| (note.line, note.error.code())).collect()
    }

    #[test]
    fn english_headings_and_bullets() {
        let text = "# OKR 2026-Q4\n\nSome words.\n\n## O1: Regulars come back (Lin)\nWhy it matters.\n\n\
            - KR1: Raise repurchase rate from 22% to 28% by 12-31 @小林 (40%)\n- **KR2**: NPS ≥ 50 (30%)\n\
            - KR3: Launch the members' app\n  - [x] Design\n  - [ ] Release (2)\n## O2 - Fewer complaints\n\
            1. KR1: Reduce complaint rate from 1.2% to 0.8%\n";
        assert_eq!(
            shown(text),
            [
                "o1 Regulars come back @Lin",
                "  kr1 Raise repurchase rate from 22% to 28% by 12-31 | reach 22% 28% | 40% @小林",
                "  kr2 NPS ≥ 50 | keep  >=50 | 30% @",
                "  kr3 Launch the members' app | done   | 0.3 @",
                "    Design ✓",
                "    Release (2)",
                "o2 Fewer complaints @",
                "  kr1 Reduce complaint rate from 1.2% to 0.8% | reach 1.2% 0.8% |  @",
            ]
        );
        let file = read(text).unwrap().file;
        assert_eq!((told(&file.key), told(&file.name)), ("2026-Q4", "OKR 2026-Q4"));
        assert_eq!(told(&file.objective[0].description), "Why it matters.");
        assert_eq!(told(&file.objective[0].key_result[0].end), "12-31");
        let codes =
            [(3, "okr_left_out"), (5, "okr_owner_assumed"), (9, "okr_held"), (10, "okr_weight_assumed")];
        assert_eq!(remarks(text), codes);
    }

    #[test]
    fn chinese_headings_and_bullets() {
        let text = "# 2026 年第四季度 OKR\n## 目标1：让老客更愿意回来（小林）\n\
            * KR1：复购率从 22% 提升到 28%（权重 40%）\n* KR2：客诉率降到 0.8%\n* 关键结果3：新增会员 5,000 人，负责人：阿浩\n\
            ## 目标二：门店开业顺利\n- [ ] 证照办齐\n- [x] 试营业\n";
        assert_eq!(
            shown(text),
            [
                "o1 让老客更愿意回来 @小林",
                "  kr1 复购率从 22% 提升到 28% | reach 22% 28% | 40% @",
                "  kr2 客诉率降到 0.8% | keep  <=0.8% | 0.3 @",
                "  kr3 新增会员 5,000 人 | reach 0 5,000 | 0.3 @阿浩",
                " 门店开业顺利 @",
                "   里程碑 | done   |  @",
                "    证照办齐",
                "    试营业 ✓",
            ]
        );
        assert_eq!(told(&read(text).unwrap().file.key), "2026-Q4");
    }

    #[test]
    fn a_list_without_any_names() {
        let text = "- 拉新\n  - 新客 1.2万\n  - 上线小程序\n- 留存\n  - 次月留存 30% → 35%\n";
        assert_eq!(
            shown(text),
            [
                " 拉新 @",
                "   新客 1.2万 | reach 0 1.2万 |  @",
                "   上线小程序 | done   |  @",
                " 留存 @",
                "   次月留存 30% → 35% | reach 30% 35% |  @",
            ]
        );
        let text = "# 2026-H2\n## Growth\nOwner: Lin\n- Reach 10k members\n  - Owner: Mei\n## Quality\n- Rating above 4.5\n";
        assert_eq!(
            shown(text),
            [
                " Growth @Lin",
                "   Reach 10k members | reach 0 10k |  @Mei",
                " Quality @",
                "   Rating above 4.5 | keep  >=4.5 |  @",
            ]
        );
        let dashes = "- O: 拉新\n  - KR: 新客 1.2万\n- O: 留存\n  - KR: 留存 ≥ 30%\n  - KR: 留存 ≥ 40%\n";
        assert_eq!(shown(dashes).len(), 5);
    }

    #[test]
    fn headings_name_their_cycle() {
        let key = |text: &str| cycle_in(text).unwrap_or_default();
        for (text, expected) in [
            ("2026 Q4", "2026-Q4"),
            ("OKR 2026-Q4", "2026-Q4"),
            ("Q4 2026", "2026-Q4"),
            ("2026 年 Q4 OKR", "2026-Q4"),
            ("2026年四季度", "2026-Q4"),
            ("2026 年下半年目标", "2026-H2"),
            ("2026年11月", "2026-11"),
            ("OKR 2026", "2026"),
            ("我们的 OKR", ""),
        ] {
            assert_eq!(key(text), expected, "{text}");
        }
    }

    #[test]
    fn a_text_without_objectives_is_refused() {
        for text in ["", "hello\nworld", "# 2026-Q4\n", "- KR1: from 1 to 2\n"] {
            assert_eq!(read(text).unwrap_err()[0].error.code(), "okr_no_objectives", "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "[#*\\-+ \\[\\]xOKR0-9：:（()%从到至万≥→@a-z小林\n\t.,年季度]{0,200}", raw in proptest::prelude::any::<String>()) {
            let _ = (read(&text), read(&raw));
        }
    }
}
