//! Reads formulas: `[sum] / [sum] * number`, where a sum of several terms beside `/` or `*` stands in brackets.
use super::{Fault, Formula, FormulaFlaw, Quantity, Term};
use std::str::FromStr;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Key(String),
    Number(String),
    Sign(char),
}

impl std::fmt::Display for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Key(text) | Self::Number(text) => f.write_str(text),
            Self::Sign(sign) => write!(f, "{sign}"),
        }
    }
}

/// What is wrong, and beside what.
type Flaw = (FormulaFlaw, String);

impl FromStr for Formula {
    type Err = Fault;
    fn from_str(text: &str) -> Result<Self, Fault> {
        let read = || {
            let mut reader = Reader { tokens: tokens(text)?, next: 0 };
            reader.formula()
        };
        read().map_err(|(why, near)| Fault::BadFormula { text: text.to_owned(), why, near })
    }
}

fn is_key_start(c: char) -> bool {
    c.is_ascii_lowercase() || !c.is_ascii() && c.is_alphabetic()
}

/// The signs a Chinese keyboard writes stand for the plain ones.
fn plain(c: char) -> char {
    match c {
        '（' => '(',
        '）' => ')',
        '＋' => '+',
        '－' | '−' | '–' => '-',
        '×' | '＊' => '*',
        '÷' | '／' => '/',
        other => other,
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, Flaw> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let end = |wanted: fn(char) -> bool| rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        let length = if is_key_start(first) {
            let length = end(|c| is_key_start(c) || c.is_ascii_digit() || c == '_');
            found.push(Token::Key(rest[..length].to_owned()));
            length
        } else if first.is_ascii_digit() {
            let length = end(|c| c.is_ascii_digit() || c == '.');
            found.push(Token::Number(rest[..length].to_owned()));
            length
        } else if matches!(plain(first), '+' | '-' | '*' | '/' | '(' | ')') {
            found.push(Token::Sign(plain(first)));
            first.len_utf8()
        } else {
            return Err((FormulaFlaw::Unexpected, first.to_string()));
        };
        rest = rest[length..].trim_start();
    }
    Ok(found)
}

struct Reader {
    tokens: Vec<Token>,
    next: usize,
}

impl Reader {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    fn take(&mut self, sign: char) -> bool {
        let found = self.peek() == Some(&Token::Sign(sign));
        self.next += usize::from(found);
        found
    }

    /// The flaw at the next token, or at the last one where the text is over.
    fn flaw<T>(&self, why: FormulaFlaw) -> Result<T, Flaw> {
        let near = self.peek().or(self.tokens.last()).map(ToString::to_string).unwrap_or_default();
        Err((why, near))
    }

    fn formula(&mut self) -> Result<Formula, Flaw> {
        if self.tokens.is_empty() {
            return self.flaw(FormulaFlaw::Empty);
        }
        let (over, over_is_bare) = self.side()?;
        let mut scale = self.scale()?;
        let mut under = Vec::new();
        if self.peek() == Some(&Token::Sign('/')) {
            if over_is_bare {
                return self.flaw(FormulaFlaw::BareSum);
            }
            self.next += 1;
            under = self.divisor()?;
            match (scale, self.scale()?) {
                (Some(_), Some(_)) => return self.flaw(FormulaFlaw::Factor),
                (before, after) => scale = before.or(after),
            }
        } else if over_is_bare && scale.is_some() {
            return self.flaw(FormulaFlaw::BareSum);
        }
        let why = match self.peek() {
            None => {
                let scale = scale.unwrap_or(Quantity::from_micros(Quantity::SCALE));
                return Ok(Formula { over, under, scale });
            }
            Some(Token::Sign('/')) => FormulaFlaw::SecondDivision,
            Some(Token::Sign(')')) => FormulaFlaw::Bracket,
            Some(Token::Sign('+' | '-')) => FormulaFlaw::BareSum,
            Some(Token::Sign('*')) => FormulaFlaw::Factor,
            Some(_) => FormulaFlaw::Unexpected,
        };
        self.flaw(why)
    }

    /// A sum in brackets, or a bare one; the flag says that it is bare and of several terms.
    fn side(&mut self) -> Result<(Vec<Term>, bool), Flaw> {
        if self.take('(') {
            let terms = self.sum()?;
            if !self.take(')') {
                return match self.peek() {
                    Some(Token::Sign('/')) => self.flaw(FormulaFlaw::SecondDivision),
                    Some(Token::Sign('*')) => self.flaw(FormulaFlaw::Factor),
                    _ => self.flaw(FormulaFlaw::Bracket),
                };
            }
            return Ok((terms, false));
        }
        let start = self.next;
        let terms = self.sum()?;
        let is_bare = self.tokens[start + 1..self.next].iter().any(|t| matches!(t, Token::Sign('+' | '-')));
        Ok((terms, is_bare))
    }

    /// What stands after `/`: brackets or one plain key.
    fn divisor(&mut self) -> Result<Vec<Term>, Flaw> {
        match self.peek() {
            Some(Token::Key(key)) => {
                let term = Term { factor: 1, key: key.clone() };
                self.next += 1;
                Ok(vec![term])
            }
            Some(Token::Sign('(')) => self.side().map(|(terms, _)| terms),
            _ => self.flaw(FormulaFlaw::NoMetric),
        }
    }

    fn sum(&mut self) -> Result<Vec<Term>, Flaw> {
        let mut terms: Vec<Term> = Vec::new();
        let mut minus = self.take('-');
        loop {
            let term = self.term(minus)?;
            match terms.iter_mut().find(|known| known.key == term.key) {
                Some(known) => match known.factor.checked_add(term.factor) {
                    Some(0) => return Err((FormulaFlaw::CancelsOut, term.key)),
                    Some(factor) => known.factor = factor,
                    None => return Err((FormulaFlaw::Factor, term.key)),
                },
                None => terms.push(term),
            }
            minus = match self.peek() {
                Some(Token::Sign('+')) => false,
                Some(Token::Sign('-')) => true,
                _ => return Ok(terms),
            };
            self.next += 1;
        }
    }

    fn term(&mut self, minus: bool) -> Result<Term, Flaw> {
        let mut factor = 1;
        if let Some(Token::Number(digits)) = self.peek() {
            factor = match digits.parse::<i64>() {
                Ok(n) if n > 0 => n,
                _ => return self.flaw(FormulaFlaw::Factor),
            };
            self.next += 1;
            if !self.take('*') {
                return self.flaw(FormulaFlaw::NoMetric);
            }
        }
        let key = match self.peek() {
            Some(Token::Key(key)) => key.clone(),
            _ => return self.flaw(FormulaFlaw::NoMetric),
        };
        self.next += 1;
        Ok(Term { factor: if minus { -factor } else { factor }, key })
    }

    fn scale(&mut self) -> Result<Option<Quantity>, Flaw> {
        if !self.take('*') {
            return Ok(None);
        }
        let scale = match self.peek() {
            Some(Token::Number(text)) => decimal(text).filter(|scale| *scale > Quantity::ZERO),
            _ => None,
        };
        if scale.is_none() {
            return self.flaw(FormulaFlaw::Factor);
        }
        self.next += 1;
        Ok(scale)
    }
}

/// A plain decimal with at most six places.
fn decimal(text: &str) -> Option<Quantity> {
    let (whole, places) = text.split_once('.').unwrap_or((text, ""));
    if places.len() > 6 || places.contains('.') || text.ends_with('.') {
        return None;
    }
    let whole = whole.parse::<i64>().ok()?.checked_mul(Quantity::SCALE)?;
    let places = format!("{places:0<6}").parse::<i64>().ok()?;
    whole.checked_add(places).map(Quantity::from_micros)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn canonical(text: &str) -> String {
        text.parse::<Formula>().unwrap().to_string()
    }

    fn flaw(text: &str) -> (FormulaFlaw, String) {
        match text.parse::<Formula>() {
            Err(Fault::BadFormula { why, near, .. }) => (why, near),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn the_usual_formulas_are_read_and_written_back() {
        for text in [
            "clicks / impressions",
            "spend / impressions * 1000",
            "(revenue - spend) / spend",
            "(promoters - detractors) / responses * 100",
            "a + b - c",
            "2*a + b",
            "a / (2*b)",
            "-a + b",
            "(a + b) * 0.5",
            "成交额 / 买家数",
        ] {
            assert_eq!(canonical(text), text);
        }
    }

    #[test]
    fn other_ways_to_write_the_same_are_understood() {
        assert_eq!(canonical(" clicks*100/impressions "), "clicks / impressions * 100");
        assert_eq!(canonical("（收入－花费）÷花费×100"), "(收入 - 花费) / 花费 * 100");
        assert_eq!(canonical("a + a + b"), "2*a + b");
        assert_eq!(canonical("(a) / (b)"), "a / b");
    }

    #[test]
    fn a_flaw_is_named_with_its_place() {
        use FormulaFlaw::*;
        let said = |why, near: &str| (why, near.to_owned());
        assert_eq!(flaw("  "), said(Empty, ""));
        assert_eq!(flaw("clicks % impressions"), said(Unexpected, "%"));
        assert_eq!(flaw("Clicks"), said(Unexpected, "C"));
        assert_eq!(flaw("a b"), said(Unexpected, "b"));
        assert_eq!(flaw("a +"), said(NoMetric, "+"));
        assert_eq!(flaw("spend / 1000"), said(NoMetric, "1000"));
        assert_eq!(flaw("(a + b"), said(Bracket, "b"));
        assert_eq!(flaw("a + b)"), said(Bracket, ")"));
        assert_eq!(flaw("a / b / c"), said(SecondDivision, "/"));
        assert_eq!(flaw("(a / b) / c"), said(SecondDivision, "/"));
        assert_eq!(flaw("a + b / c"), said(BareSum, "/"));
        assert_eq!(flaw("a / b + c"), said(BareSum, "+"));
        assert_eq!(flaw("a / b * 0"), said(Factor, "0"));
        assert_eq!(flaw("a / b * 0.0000001"), said(Factor, "0.0000001"));
        assert_eq!(flaw("a * 2 / b * 2"), said(Factor, "2"));
        assert_eq!(flaw("(a - a) / b"), said(CancelsOut, "a"));
    }

    fn terms(negative_first: bool) -> impl Strategy<Value = Vec<Term>> {
        proptest::collection::btree_map("[a-z][a-z0-9_]{0,6}|[指标数额]{1,3}", 1_i64..50, 1..4).prop_map(
            move |map| {
                let flip = |place: usize| if negative_first || place > 0 { -1 } else { 1 };
                map.into_iter()
                    .enumerate()
                    .map(|(place, (key, n))| Term {
                        factor: if n % 2 == 0 { n } else { n * flip(place) },
                        key,
                    })
                    .collect()
            },
        )
    }

    proptest! {
        #[test]
        fn every_formula_reads_back_the_same(
            over in terms(true),
            under in proptest::option::of(terms(false)),
            scale in prop_oneof![Just(1_000_000_i64), 1..5_000_000_000_i64],
        ) {
            let formula = Formula { over, under: under.unwrap_or_default(), scale: Quantity::from_micros(scale) };
            prop_assert_eq!(formula.to_string().parse::<Formula>(), Ok(formula));
        }

        #[test]
        fn no_text_is_too_strange_to_be_answered(text in "\\PC{0,24}") {
            let _ = text.parse::<Formula>();
        }
    }
}
