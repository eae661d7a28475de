//! Which campaigns work for a key result: those that are named do, others no longer.
use super::super::written::{pair, parts};
use super::super::{Field, Form, Kind, Written};
use super::OkrForm;
use crate::board::KeyResultLine;
use crate::i18n::tr;
use crate::planner::{OkrRequest, Request};
use crate::tui::runtime::ChoiceKind;

impl Form {
    /// A form for the campaigns that serve a key result.
    #[must_use]
    pub fn serve(line: &KeyResultLine, title: String) -> Self {
        let form = OkrForm::Serve { id: line.line.id, path: line.path.clone(), title };
        let keys: Vec<&str> = line.campaigns.iter().map(|campaign| campaign.key.as_str()).collect();
        let campaigns = Kind::Several(ChoiceKind::Campaigns);
        let planned = Kind::Written(Written::Goals);
        Self::okr(
            form,
            vec![
                Field::new("campaigns", &tr::ENTRY_SERVED_BY, &tr::ASK_SERVED_BY, campaigns)
                    .with(&keys.join(", ")),
                Field::new("planned", &tr::ENTRY_TO_BRING, &tr::ASK_TO_BRING, planned),
            ],
        )
    }
}

/// One request for each campaign that came, went, or is to bring another amount.
pub(super) fn served(form: &Form, path: &str) -> Request {
    let typed = |id: &str| form.given(id).unwrap_or_default();
    let (now, amounts) = (typed("campaigns"), typed("planned"));
    let before = form.field("campaigns").map(|field| field.initial.clone()).unwrap_or_default();
    let (now, before): (Vec<&str>, Vec<&str>) = (parts(&now).collect(), parts(&before).collect());
    let amounts: Vec<(&str, Option<&str>)> = parts(&amounts).map(pair).collect();
    let planned = |key: &str| {
        let own = amounts.iter().find(|(name, _)| *name == key);
        own.and_then(|(_, amount)| *amount).map(str::to_owned)
    };
    let begin = |key: &&str| OkrRequest::Serve {
        campaign: (*key).to_owned(),
        key_result: path.to_owned(),
        planned: planned(key),
    };
    let end = |key: &&str| OkrRequest::ServeEnd { campaign: (*key).to_owned(), key_result: path.to_owned() };
    let is_news = |key: &&&str| !before.contains(*key) || planned(key).is_some();
    let came = now.iter().filter(is_news).map(begin);
    let went = before.iter().filter(|key| !now.contains(*key)).map(end);
    Request::All(came.chain(went).map(Request::from).collect())
}
