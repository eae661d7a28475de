//! What hangs on what: objectives below what they are aligned to, also in other cycles, and the campaigns that work for
//! each key result. What hangs on nothing is marked.
use super::rows::{Row, Thing};
use super::words;
use crate::board::{Contribution, ObjectiveLine, OkrFilter, OkrTree, Parent};
use crate::i18n::{label, tr};
use crate::model::{Feed, Level, ObjectiveId, Status, TargetId};
use crate::tui::state::State;
use crate::tui::text::{put, put_right, width};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::collections::BTreeSet;

/// Something with what hangs on it.
struct Node {
    row: Row,
    below: Vec<Node>,
}

/// What an objective is aligned to outside of the tree.
type Outside = (ObjectiveId, Option<TargetId>);

fn row(thing: Thing, objective: Option<usize>) -> Row {
    let (key_result, campaign) = (None, None);
    Row { thing: Some(thing), objective, key_result, campaign, ..Row::default() }
}

struct Builder<'a> {
    tree: &'a OkrTree,
    filter: &'a OkrFilter,
}

impl Builder<'_> {
    fn parent(objective: &ObjectiveLine) -> Option<&Parent> {
        objective.parent.as_ref()
    }

    fn is_below(&self, at: usize, above: ObjectiveId, key_result: Option<TargetId>) -> bool {
        let parent = self.tree.objectives.get(at).and_then(Self::parent);
        parent.is_some_and(|p| p.is_here && p.objective == above && p.key_result == key_result)
    }

    fn aligned(&self, above: ObjectiveId, key_result: Option<TargetId>) -> Vec<Node> {
        let all = 0..self.tree.objectives.len();
        all.filter(|at| self.is_below(*at, above, key_result)).filter_map(|at| self.objective(at)).collect()
    }

    /// An objective with its key results and what is aligned to it; none where the filter leaves all of it out.
    fn objective(&self, at: usize) -> Option<Node> {
        let line = self.tree.objectives.get(at)?;
        let mut below: Vec<Node> =
            (0..line.key_results.len()).filter_map(|place| self.key_result(at, place)).collect();
        below.extend(self.aligned(line.id, None));
        let is_kept = !below.is_empty() || self.filter.passes(line);
        is_kept.then(|| Node { row: row(Thing::Objective(line.id), Some(at)), below })
    }

    fn key_result(&self, at: usize, place: usize) -> Option<Node> {
        let objective = self.tree.objectives.get(at)?;
        let line = objective.key_results.get(place)?;
        let campaign = |(n, one): (usize, &Contribution)| Node {
            row: Row {
                key_result: Some(place),
                campaign: Some(n),
                ..row(Thing::Campaign(line.line.id, one.campaign), Some(at))
            },
            below: Vec::new(),
        };
        let aligned = self.aligned(objective.id, Some(line.line.id));
        if aligned.is_empty() && !self.filter.passes_key_result(objective, line) {
            return None;
        }
        let mut below: Vec<Node> = line.campaigns.iter().enumerate().map(campaign).collect();
        below.extend(aligned);
        let row = Row { key_result: Some(place), ..row(Thing::KeyResult(line.line.id), Some(at)) };
        Some(Node { row, below })
    }
}

/// The rows of what hangs on what, with what is folded left out.
#[must_use]
pub fn rows(tree: &OkrTree, filter: &OkrFilter, folded: &BTreeSet<Thing>) -> Vec<Row> {
    let builder = Builder { tree, filter };
    let here = |id: ObjectiveId| tree.objectives.iter().any(|objective| objective.id == id);
    let (mut outside, mut tops, mut loose) = (Vec::<(Outside, Vec<Node>)>::new(), Vec::new(), Vec::new());
    for (at, objective) in tree.objectives.iter().enumerate() {
        match &objective.parent {
            Some(parent) if parent.is_here && here(parent.objective) => {}
            Some(parent) => {
                let Some(node) = builder.objective(at) else { continue };
                let key = (parent.objective, parent.key_result);
                match outside.iter_mut().find(|(known, _)| *known == key) {
                    Some((_, below)) => below.push(node),
                    None => outside.push((key, vec![node])),
                }
            }
            None if objective.level == Level::Company => tops.extend(builder.objective(at)),
            None => loose.extend(builder.objective(at)),
        }
    }
    let above = |((objective, key_result), below): (Outside, Vec<Node>)| {
        let at = below.first().and_then(|node| node.row.objective);
        Node { row: Row { above: at, ..row(Thing::Above(objective, key_result), None) }, below }
    };
    let mut rows = Vec::new();
    for node in outside.into_iter().map(above).chain(tops) {
        flatten(node, 0, &[], true, folded, &mut rows);
    }
    if !loose.is_empty() {
        rows.push(Row { loose: loose.len(), ..Row::default() });
        for node in loose {
            flatten(node, 0, &[], true, folded, &mut rows);
        }
    }
    rows
}

/// Lays a node out as rows; `open`: for each level above it, whether more hangs there further down.
fn flatten(
    node: Node,
    depth: usize,
    open: &[bool],
    is_last: bool,
    folded: &BTreeSet<Thing>,
    rows: &mut Vec<Row>,
) {
    let is_folded = node.row.thing.is_some_and(|thing| folded.contains(&thing));
    let has_inside = !node.below.is_empty();
    rows.push(Row { depth, has_inside, open: open.to_vec(), is_last, ..node.row });
    if is_folded {
        return;
    }
    let mut inner = open.to_vec();
    if depth > 0 {
        inner.push(!is_last);
    }
    let last = node.below.len().saturating_sub(1);
    for (at, below) in node.below.into_iter().enumerate() {
        flatten(below, depth + 1, &inner, at == last, folded, rows);
    }
}

/// What stands in a row.
struct Texts {
    title: String,
    /// What it lacks.
    lack: &'static str,
    kind: String,
    owner: String,
    number: String,
    status: String,
    health: Option<Status>,
    glyph: &'static str,
    role: Role,
}

fn texts(state: &State, row: &Row) -> Option<Texts> {
    let tree = state.desks.okr.tree()?;
    let glyphs = &state.theme.glyphs;
    let of = |health: Option<Status>| glyphs.status(health);
    if let Some(at) = row.above {
        let parent = tree.objectives.get(at)?.parent.as_ref()?;
        return Some(Texts {
            title: format!("{} {}", parent.path, parent.title),
            lack: "",
            kind: String::new(),
            owner: String::new(),
            number: String::new(),
            status: String::new(),
            health: None,
            glyph: glyphs.rising,
            role: Role::Note,
        });
    }
    let objective = tree.objectives.get(row.objective?)?;
    let Some(key_result) = row.key_result else {
        let is_loose = objective.parent.is_none() && objective.level != Level::Company;
        return Some(Texts {
            title: format!("{} {}", objective.key, objective.title),
            lack: if is_loose { state.say(&tr::OKR_LOOSE) } else { "" },
            kind: words::team(state, objective).to_owned(),
            owner: objective.owner.clone(),
            number: words::share(state, objective.progress),
            status: words::health(state, objective.health).to_owned(),
            health: objective.health,
            glyph: of(objective.health),
            role: Role::Title,
        });
    };
    let key_result = objective.key_results.get(key_result)?;
    let Some(campaign) = row.campaign else {
        let wants = matches!(key_result.feed, Feed::Campaigns | Feed::Business);
        let is_unserved = wants && key_result.campaigns.is_empty();
        return Some(Texts {
            title: format!("{} {}", key_result.line.key, words::title(state, key_result)),
            lack: if is_unserved { state.say(&tr::OKR_UNSERVED) } else { "" },
            kind: words::feed(state, key_result.feed).to_owned(),
            owner: if key_result.owner == objective.owner { String::new() } else { key_result.owner.clone() },
            number: words::share(state, key_result.progress),
            status: words::standing(state, key_result).to_owned(),
            health: Some(key_result.line.status),
            glyph: of(Some(key_result.line.status)),
            role: Role::Text,
        });
    };
    let campaign = key_result.campaigns.get(campaign)?;
    let numbers = state.numbers();
    let shown =
        |value: Option<_>| value.map_or_else(|| "—".to_owned(), |q| numbers.compact(q, key_result.line.unit));
    let planned = campaign.planned.map(|planned| {
        let text = numbers.compact(planned, key_result.line.unit);
        format!(" / {}", text.trim_start_matches(numbers.symbol))
    });
    Some(Texts {
        title: campaign.name.clone(),
        lack: "",
        kind: state.say(label::campaign_status(campaign.status)).to_owned(),
        owner: String::new(),
        number: shown(campaign.brought) + planned.as_deref().unwrap_or_default(),
        status: words::health(state, campaign.health).to_owned(),
        health: campaign.health,
        glyph: glyphs.milestone,
        role: Role::Dim,
    })
}

/// The room of each column behind the titles; nothing for those that fall away.
struct Widths {
    kind: u16,
    owner: u16,
    number: u16,
    status: u16,
}

impl Widths {
    fn sum(&self) -> u16 {
        [self.kind, self.owner, self.number, self.status].iter().map(|w| if *w > 0 { w + 2 } else { 0 }).sum()
    }
}

fn widths(state: &State, area: Rect, wanted: u16) -> Widths {
    let all: Vec<Texts> = state.desks.okr.page(area.height).filter_map(|row| texts(state, row)).collect();
    let max =
        |of: fn(&Texts) -> &str, most: u16| all.iter().map(|t| width(of(t))).max().unwrap_or(0).min(most);
    let mut widths = Widths {
        kind: max(|t| &t.kind, 14),
        owner: max(|t| &t.owner, 12),
        number: max(|t| &t.number, 20),
        status: max(|t| &t.status, 12),
    };
    let is_tight = |widths: &Widths| area.width < wanted + widths.sum();
    if is_tight(&widths) {
        widths.owner = 0;
    }
    if is_tight(&widths) {
        widths.kind = 0;
    }
    if is_tight(&widths) && area.width < 70 {
        widths.number = 0;
    }
    widths
}

fn lead(row: &Row) -> u16 {
    u16::try_from(row.depth).unwrap_or(u16::MAX).min(12) * 3 + 2
}

/// The thing at a cell of the window.
pub fn at(state: &State, area: Rect, x: u16, y: u16) -> Option<Thing> {
    let desk = &state.desks.okr;
    let inside = (area.left()..area.right()).contains(&x);
    let row = usize::from(y.checked_sub(area.y).filter(|row| *row < area.height && inside)?);
    desk.page(area.height).nth(row)?.thing
}

/// Draws what hangs on what.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect) {
    let desk = &state.desks.okr;
    let title =
        |row: &Row| texts(state, row).map_or(0, |t| lead(row) + 4 + width(&t.title) + 2 + width(t.lack));
    let longest = desk.page(area.height).map(title).max().unwrap_or(0);
    let widths = widths(state, area, longest.min(area.width * 3 / 5));
    // The columns stand near the titles, however wide the window is.
    let area = Rect { width: area.width.min(longest + widths.sum() + 2), ..area };
    for (y, row) in (area.y..area.bottom()).zip(desk.page(area.height)) {
        let line = Rect { y, height: 1, ..area };
        if row.loose > 0 {
            let n = row.loose.to_string();
            let text =
                format!("{} {}", state.theme.glyphs.urgent, state.fill(&tr::OKR_LOOSE_COUNT, &[("n", &n)]));
            put(buf, area.x + 2, y, area.width - 2, &text, state.theme.style(Role::Warn));
        } else if let Some(texts) = texts(state, row) {
            draw_row(state, buf, line, row, &texts, &widths);
        }
    }
}

fn draw_row(state: &State, buf: &mut Buffer, area: Rect, row: &Row, texts: &Texts, widths: &Widths) {
    let (theme, y) = (&state.theme, area.y);
    let [_, _, corner, _, h, v, tee, _] = theme.glyphs.frame;
    let faint = theme.style(Role::Faint);
    if row.thing == state.desks.okr.cursor {
        put(buf, area.x, y, 1, theme.glyphs.cursor, theme.style(Role::Accent));
    }
    let mut x = area.x + 2;
    if row.depth > 0 {
        for open in row.open.iter().take(11) {
            put(buf, x, y, 1, if *open { v } else { " " }, faint);
            x += 3;
        }
        put(buf, x, y, 1, if row.is_last { corner } else { tee }, faint);
        put(buf, x + 1, y, 1, h, faint);
        x += 3;
    }
    let status = theme.status(texts.health);
    if let (Some(thing), true) = (row.thing, row.has_inside) {
        put(buf, x, y, 1, theme.glyphs.fold(state.desks.okr.is_folded(thing)), theme.style(Role::Dim));
    }
    let is_thing = row.above.is_none();
    put(buf, x + 2, y, 1, texts.glyph, if is_thing { status } else { theme.style(Role::Note) });
    let end = area.right().saturating_sub(widths.sum() + 1);
    let lack = if texts.lack.is_empty() { 0 } else { width(texts.lack) + 2 };
    let room = end.saturating_sub(x + 4);
    let kept = room.saturating_sub(lack).max(room.min(12));
    let after = put(buf, x + 4, y, kept, &texts.title, theme.style(texts.role));
    if lack > 0 {
        put(buf, after + 2, y, end.saturating_sub(after + 2), texts.lack, theme.style(Role::Warn));
    }
    let mut x = end;
    for (text, wide, style, is_number) in [
        (&texts.kind, widths.kind, theme.style(Role::Dim), false),
        (&texts.owner, widths.owner, theme.style(Role::Dim), false),
        (&texts.number, widths.number, theme.style(Role::Text), true),
        (&texts.status, widths.status, status, false),
    ] {
        if wide == 0 {
            continue;
        }
        if is_number {
            put_right(buf, x + 2, x + 2 + wide, y, text, style);
        } else {
            put(buf, x + 2, y, wide, text, style);
        }
        x += wide + 2;
    }
}
