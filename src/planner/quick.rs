//! A campaign in one line: `双11拉新 11/1..11/11 gmv=100万 new_users=1万 预算=5万 渠道=抖音,微信 @小林`.
use super::CampaignDraft;
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{Day, Fault, parse_range, parse_when};

/// The words before `=` that are no metric.
const WORDS: [(&str, Part); 16] = [
    ("key", Part::Key),
    ("代号", Part::Key),
    ("playbook", Part::Playbook),
    ("打法", Part::Playbook),
    ("like", Part::Like),
    ("参照", Part::Like),
    ("budget", Part::Budget),
    ("预算", Part::Budget),
    ("channel", Part::Channels),
    ("channels", Part::Channels),
    ("渠道", Part::Channels),
    ("owner", Part::Owner),
    ("负责人", Part::Owner),
    ("stage", Part::Stage),
    ("环节", Part::Stage),
    ("生命周期", Part::Stage),
];

#[derive(Clone, Copy)]
enum Part {
    Key,
    Playbook,
    Like,
    Budget,
    Channels,
    Owner,
    Stage,
}

/// True where a text is more than a name: it has dates, `metric=goal` or `@owner`.
#[must_use]
pub fn is_quick(text: &str, today: Day) -> bool {
    let words = words(text);
    let says = |word: &&str| pair(word).is_some() || word.starts_with(['@', '＠']);
    let has_dates = || dates(&words, today).is_some() || turned(&words, today).is_some();
    words.len() > 1 && (words.iter().any(says) || has_dates())
}

/// Reads the line over a draft: what the draft says already stays.
///
/// # Errors
/// `quick_twice` where something is said twice, `missing` where a value is missing, `end_before_start` for dates the
/// wrong way round.
pub fn quick(text: &str, mut draft: CampaignDraft, today: Day) -> Result<CampaignDraft> {
    let words = words(text);
    let found = dates(&words, today);
    if found.is_none()
        && let Some(fault) = turned(&words, today)
    {
        return Err(Error::from(fault).field("end"));
    }
    if let Some(found) = &found {
        once(&mut draft.start, &found.start, "start")?;
        if !found.end.is_empty() {
            once(&mut draft.end, &found.end, "end")?;
        }
    }
    let mut name = Vec::new();
    for (index, word) in words.iter().enumerate() {
        if found.as_ref().is_some_and(|found| (found.at..found.at + found.words).contains(&index)) {
            continue;
        }
        if let Some(person) = word.strip_prefix(['@', '＠']).filter(|person| !person.is_empty()) {
            once(&mut draft.owner, person, "owner")?;
            continue;
        }
        let Some((left, right)) = pair(word) else {
            name.push(*word);
            continue;
        };
        if right.is_empty() {
            return Err(Error::new(Kind::BadData, &tr::ERROR_MISSING).arg("what", left).field("name"));
        }
        match part_of(left) {
            Some(Part::Key) => once(&mut draft.key, right, "key")?,
            Some(Part::Playbook) => once(&mut draft.playbook, right, "playbook")?,
            Some(Part::Like) => once(&mut draft.like, right, "like")?,
            Some(Part::Budget) => once(&mut draft.budget, right, "budget")?,
            Some(Part::Owner) => once(&mut draft.owner, right, "owner")?,
            Some(Part::Stage) => once(&mut draft.stage, right, "stage")?,
            Some(Part::Channels) => {
                let each = right.split([',', '，', '、']).map(str::trim).filter(|each| !each.is_empty());
                draft.channels.extend(each.map(str::to_owned));
            }
            None if draft.goals.iter().any(|(metric, _)| metric == left) => return Err(twice(left)),
            None => draft.goals.push((left.to_owned(), right.to_owned())),
        }
    }
    if !name.is_empty() {
        draft.name = Some(name.join(" "));
    }
    Ok(draft)
}

/// The words of a line. Where people set them off with a Chinese comma, `gmv=1万，新用户=500`, each is one; a list of
/// channels stays whole.
fn words(text: &str) -> Vec<&str> {
    text.split_whitespace()
        .flat_map(|word| {
            let parts: Vec<&str> = word.split(['，', '；']).filter(|part| !part.is_empty()).collect();
            let says = |part: &&str| pair(part).is_some() || part.starts_with(['@', '＠']);
            let is_list =
                matches!(parts.first().and_then(|part| part_of(pair(part)?.0)), Some(Part::Channels));
            if !is_list && parts.iter().all(says) { parts } else { vec![word] }
        })
        .collect()
}

fn part_of(word: &str) -> Option<Part> {
    WORDS.iter().find(|(known, _)| *known == word.to_lowercase()).map(|(_, part)| *part)
}

/// What is wrong with dates whose end lies before their start.
fn turned(words: &[&str], today: Day) -> Option<Fault> {
    let fault = |word: &&str| parse_range(word, today).err();
    words.iter().filter_map(fault).find(|fault| matches!(fault, Fault::EndBeforeStart { .. }))
}

/// `gmv=100万` in its two halves; `gmv：100万` is one, too.
fn pair(word: &str) -> Option<(&str, &str)> {
    let (left, right) = word.split_once(['=', '＝'])?;
    (!left.is_empty()).then_some((left, right))
}

fn once(field: &mut Option<String>, text: &str, name: &str) -> Result<()> {
    if field.as_deref().is_some_and(|known| !known.trim().is_empty()) {
        return Err(twice(name));
    }
    *field = Some(text.to_owned());
    Ok(())
}

fn twice(what: &str) -> Error {
    Error::new(Kind::BadData, &tr::ERROR_QUICK_TWICE).arg("what", what).field("name")
}

struct Dates {
    start: String,
    end: String,
    /// Where the words begin that say so, and how many they are.
    at: usize,
    words: usize,
}

/// The dates among the words: a range in one word or in three, a start with two dots, else one day.
fn dates(words: &[&str], today: Day) -> Option<Dates> {
    for count in [3, 1] {
        for (at, window) in words.windows(count).enumerate() {
            let is_joint =
                count == 1 || matches!(window.get(1), Some(&("-" | "~" | ".." | "至" | "到" | "–")));
            let text = if count == 3 { window.join(" ").replace(" – ", " - ") } else { window.concat() };
            if is_joint && let Ok((start, end)) = parse_range(&text, today) {
                return Some(Dates { start: start.to_string(), end: end.to_string(), at, words: count });
            }
        }
    }
    let open = words.iter().enumerate().find_map(|(at, word)| {
        let start = parse_when(word.strip_suffix("..")?, today).ok()?.to_string();
        Some(Dates { start, end: String::new(), at, words: 1 })
    });
    if open.is_some() {
        return open;
    }
    let is_date =
        |word: &&str| word.contains(['-', '/', '月']) && word.starts_with(|c: char| c.is_ascii_digit());
    words.iter().enumerate().filter(|(_, word)| is_date(word)).find_map(|(at, word)| {
        let day = parse_when(word, today).ok()?.to_string();
        Some(Dates { start: day.clone(), end: day, at, words: 1 })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> CampaignDraft {
        quick(text, CampaignDraft::default(), crate::model::parse_iso_day(b"2026-10-20").unwrap()).unwrap()
    }

    #[test]
    fn a_line_says_it_all() {
        let draft = read(
            "双11 拉新 11/1..11/11 gmv=100万 new_users=1万 预算=5万 渠道=抖音,微信=40% @小林 打法=big-sale",
        );
        assert_eq!(draft.name.as_deref(), Some("双11 拉新"));
        assert_eq!((draft.start.as_deref(), draft.end.as_deref()), (Some("2026-11-01"), Some("2026-11-11")));
        let goal = |metric: &str, goal: &str| (metric.to_owned(), goal.to_owned());
        assert_eq!(draft.goals, [goal("gmv", "100万"), goal("new_users", "1万")]);
        assert_eq!(draft.budget.as_deref(), Some("5万"));
        assert_eq!(draft.channels, ["抖音", "微信=40%"]);
        assert_eq!((draft.owner.as_deref(), draft.playbook.as_deref()), (Some("小林"), Some("big-sale")));
    }

    #[test]
    fn dates_come_in_many_forms() {
        for text in ["x 11-01 ~ 11-11", "x 11月1日至11月11日", "11.1-11.11 x", "x 11/1 至 11/11"] {
            let draft = read(text);
            assert_eq!(draft.name.as_deref(), Some("x"), "{text}");
            assert_eq!(draft.start.as_deref(), Some("2026-11-01"), "{text}");
            assert_eq!(draft.end.as_deref(), Some("2026-11-11"), "{text}");
        }
        let open = read("双12 12/1.. 打法=big-sale");
        assert_eq!((open.start.as_deref(), open.end), (Some("2026-12-01"), None));
        let day = read("会员日 11-18");
        assert_eq!((day.start.as_deref(), day.end.as_deref()), (Some("2026-11-18"), Some("2026-11-18")));
        assert_eq!(day.name.as_deref(), Some("会员日"));
    }

    #[test]
    fn chinese_commas_set_words_off() {
        let draft = read("双11 11/1..11/11 gmv=1万，new_users=500，@小林 渠道=抖音=40%，微信=60%");
        let goal = |metric: &str, goal: &str| (metric.to_owned(), goal.to_owned());
        assert_eq!(draft.goals, [goal("gmv", "1万"), goal("new_users", "500")]);
        assert_eq!((draft.owner.as_deref(), draft.name.as_deref()), (Some("小林"), Some("双11")));
        assert_eq!(draft.channels, ["抖音=40%", "微信=60%"]);
    }

    #[test]
    fn dates_the_wrong_way_round_are_told_as_such() {
        let today = crate::model::parse_iso_day(b"2026-10-20").unwrap();
        for text in ["x 2026-12-20..2026-12-01", "x 2026-12-20..2026-12-01 gmv=1"] {
            assert!(is_quick(text, today), "{text}");
            let error = quick(text, CampaignDraft::default(), today).unwrap_err();
            assert_eq!((error.code(), error.in_field()), ("end_before_start", Some("end")), "{text}");
        }
    }

    #[test]
    fn what_is_said_twice_is_told() {
        let today = crate::model::parse_iso_day(b"2026-10-20").unwrap();
        for text in ["x @a @b", "x gmv=1 gmv=2", "x 预算=1 budget=2", "x gmv="] {
            assert!(quick(text, CampaignDraft::default(), today).is_err(), "{text}");
        }
        assert!(!is_quick("双11拉新", today) && !is_quick("Double 11 sale", today));
        assert!(is_quick("会员日 11-18", today) && is_quick("x @a", today) && is_quick("x gmv=1", today));
    }
}
