//! What was done, as history keeps it (`campaign delete d11`), in the words of a language.
use super::{Text, tr};
use crate::model::Lang;

/// A text by its key, where there is one.
#[must_use]
pub fn by_key(key: &str) -> Option<&'static Text> {
    tr::ALL.binary_search_by(|text| text.key.cmp(key)).ok().and_then(|index| tr::ALL.get(index).copied())
}

/// The name of a field or column (`start`, `over-time`) in a language; as it is where it has none.
#[must_use]
pub fn field(name: &str, lang: Lang) -> &str {
    let key = format!("field.{}", name.replace('-', "_"));
    by_key(&key).map_or(name, |text| text.get(lang))
}

/// The name of a kind of row (`campaign`, `note`) in a language; as it is where it has none.
#[must_use]
pub fn entity(name: &str, lang: Lang) -> &str {
    by_key(&format!("entity.{name}")).map_or(name, |text| text.get(lang))
}

/// A title of the history: its command in a language, what it was about as it is.
#[must_use]
pub fn deed(title: &str, lang: Lang) -> String {
    let mut words = title.splitn(3, ' ');
    let (noun, verb, rest) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let joined =
        |parts: &[&str]| parts.iter().copied().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ");
    // `all 3 task set d11 …`: three things done as one, the last of them named.
    if noun == "all" {
        return tr::DEED_ALL.fill(lang, &[("n", verb), ("what", &deed(rest, lang))]);
    }
    if let Some(text) = by_key(&format!("deed.{noun}_{verb}")) {
        return joined(&[text.get(lang), rest]);
    }
    by_key(&format!("deed.{noun}"))
        .map_or_else(|| title.to_owned(), |text| joined(&[text.get(lang), verb, rest]))
}

/// The rows of which one thing done may change several: their changes name them.
const SEVERAL: [&str; 3] = ["task", "resource", "budget"];

/// What changed in a row: `status: open → done`; the whole row where `field` is empty. `entity` and `name` tell what
/// row it is.
#[must_use]
pub fn change(
    entity: &str,
    name: &str,
    field: &str,
    before: Option<&str>,
    after: Option<&str>,
    lang: Lang,
) -> String {
    let word = |text| value(entity, field, text, lang);
    match (field, before, after) {
        ("", None, Some(name)) => format!("+ {} {name}", self::entity(entity, lang)).trim_end().to_owned(),
        ("", Some(name), None) => format!("- {} {name}", self::entity(entity, lang)).trim_end().to_owned(),
        (_, before, after) => {
            let of = if SEVERAL.contains(&entity) { format!("{name} · ") } else { String::new() };
            // A column of the same name may mean something else in another row.
            let own = by_key(&format!("field.{entity}_{field}"));
            let label = own.map_or_else(|| self::field(field, lang), |text| text.get(lang));
            match (before, after) {
                (None, Some(after)) => format!("{of}{label}: {}", word(after)),
                _ => format!("{of}{label}: {} → {}", before.map_or("—", word), after.map_or("—", word)),
            }
        }
    }
}

/// A value of a field in the words of a language, where it is one of a few words; as it is otherwise.
fn value<'a>(entity: &str, field: &str, text: &'a str, lang: Lang) -> &'a str {
    // The words of one kind of row come before those of a column wherever it is.
    if let Some(known) = by_key(&format!("{entity}_{field}.{text}")) {
        return known.get(lang);
    }
    let keys = match field {
        "verdict" if entity == "lesson_use" => format!("lesson_verdict.{text}"),
        "form" => format!("lesson_form.{text}"),
        "proof" | "impact" | "stage" | "feed" | "level" | "ambition" | "verdict" => format!("{field}.{text}"),
        "curve" => format!("shape.{text}"),
        _ if matches!(text, "true" | "false") => format!("flag.{text}"),
        _ => return text,
    };
    by_key(&keys).map_or(text, |known| known.get(lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deed_is_told_in_the_language_of_the_reader() {
        assert_eq!(deed("campaign delete d11", Lang::En), "campaign delete d11");
        assert_eq!(deed("campaign delete d11", Lang::Zh), "删除活动 d11");
        assert_eq!(deed("record gmv 5 d11", Lang::Zh), "记录实际值 gmv 5 d11");
        assert_eq!(deed("import a b.csv", Lang::Zh), "导入 a b.csv");
        assert_eq!(deed("something else", Lang::Zh), "something else");
        assert_eq!(deed("all 3 task set d11 法务", Lang::Zh), "批量 3 项：修改任务 d11 法务");
        assert_eq!(deed("all 3 task set d11 legal", Lang::En), "3 together: task set d11 legal");
        assert_eq!((field("over-time", Lang::Zh), field("no-such", Lang::Zh)), ("时间汇总", "no-such"));
    }

    #[test]
    fn a_change_is_told_in_words() {
        let said = |entity, field, before, after| change(entity, "写文案", field, before, after, Lang::Zh);
        assert_eq!(said("task", "status", Some("open"), Some("done")), "写文案 · 状态: 未开始 → 已完成");
        assert_eq!(said("task", "", None, Some("写文案")), "+ 任务 写文案");
        assert_eq!(said("campaign", "stage", None, Some("retention")), "生命周期: 留存");
        assert_eq!(said("target", "goal", Some("5"), None), "目标: 5 → —");
        let fed = said("target", "feed", Some("campaigns"), Some("business"));
        assert_eq!(fed, "数字来源: 活动汇总 → 全业务");
        assert_eq!(said("serving", "planned", None, Some("5")), "计划贡献: 5");
        assert_eq!(said("target", "is_primary", Some("false"), Some("true")), "主目标: 否 → 是");
    }
}
