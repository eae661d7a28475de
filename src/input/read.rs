//! A stream → rows of readings.
use super::amounts::Amounts;
use super::columns::{Columns, columns};
use super::faults::BadRows;
use super::moments::Moments;
use super::records::{Record, Records};
use super::series::SeriesNumbers;
use super::{Every, Options, Row, Summary};
use crate::error::{Error, Kind, Result};
use crate::i18n::tr;
use crate::model::{Quantity, Span};
use std::io::Read;

/// A reading that starts later than so many seconds from now is warned about.
const FAR_AHEAD: i64 = 86_400;
/// How many lines of readings in the future are named.
const NAMED: usize = 20;

/// Reads a stream to its end and hands every reading to `sink`, in the order of the file. Memory stays flat however
/// long the stream is. `progress` is told the bytes read so far, piece by piece.
///
/// What `sink` refuses as bad data or as not found is one more bad row of the file, and reading goes on to find the
/// others; every other error of it ends the reading. The caller takes back what it wrote where an error comes out.
///
/// # Errors
/// Bad data: the rows that cannot be read, the first 20 of them named; a header that says nothing; text in another
/// encoding; a quote that is never closed. Storage: the stream breaks off.
pub fn read(
    input: impl Read,
    options: &Options,
    sink: &mut impl FnMut(Row<'_>) -> Result<()>,
    progress: &mut dyn FnMut(u64),
) -> Result<Summary> {
    let input = no_workbook(input)?;
    let mapping = &options.mapping;
    let encoding = options.encoding.or(mapping.encoding);
    let delimiter = options.delimiter.or(mapping.delimiter);
    let mut records = Records::open(input, encoding, delimiter)?;
    let columns = header(&mut records, options, delimiter.is_some())?;
    let mut reader = Reader::new(&columns, options);
    let mut told = 0;
    if mapping.no_header {
        reader.record(records.record(), records.has_nul(), sink)?;
    }
    while records.advance()? {
        if records.bytes() != told {
            told = records.bytes();
            progress(told);
        }
        reader.record(records.record(), records.has_nul(), sink)?;
    }
    progress(records.bytes());
    reader.finish(records.bytes())
}

/// The stream again, unless it is a workbook: those start with the sign of an archive or of an old Office file.
fn no_workbook(mut input: impl Read) -> Result<impl Read> {
    let mut head = Vec::with_capacity(4);
    let failed = |e| Error::new(Kind::Storage, &tr::ERROR_IMPORT_UNREADABLE).arg("why", e);
    input.by_ref().take(4).read_to_end(&mut head).map_err(failed)?;
    if head == *b"PK\x03\x04" || head == *b"\xD0\xCF\x11\xE0" {
        return Err(Error::new(Kind::BadData, &tr::ERROR_IMPORT_WORKBOOK));
    }
    Ok(std::io::Cursor::new(head).chain(input))
}

/// A text without the quote sign that guards a spreadsheet from taking it for a formula.
pub(super) fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(text)
}

fn header<R: Read>(records: &mut Records<R>, options: &Options, has_delimiter: bool) -> Result<Columns> {
    if !records.advance()? || (records.is_separator_line(has_delimiter) && !records.advance()?) {
        return Err(Error::new(Kind::BadData, &tr::ERROR_IMPORT_EMPTY));
    }
    let record = records.record();
    if let Some(column) = record.iter().position(|name| name.contains('\0')) {
        let error = Error::new(Kind::BadData, &tr::ERROR_IMPORT_NUL);
        return Err(error.arg("line", record.line).arg("column", column + 1));
    }
    let names = if options.mapping.no_header {
        (1..=record.len()).map(|number| number.to_string()).collect()
    } else {
        record.iter().map(|name| unguarded(name).to_owned()).collect()
    };
    columns(names, &options.mapping, &options.known, options.defaults.metric.is_some())
}

/// What a row says of all its values.
struct Said<'a> {
    metric: Option<&'a str>,
    campaign: Option<&'a str>,
    channel: Option<&'a str>,
    source: Option<&'a str>,
}

struct Reader<'a> {
    options: &'a Options,
    columns: &'a Columns,
    moments: Moments,
    amounts: Amounts,
    series: SeriesNumbers,
    bad: BadRows,
    summary: Summary,
    ahead: u64,
    ahead_lines: Vec<String>,
}

impl<'a> Reader<'a> {
    fn new(columns: &'a Columns, options: &'a Options) -> Self {
        let mapping = &options.mapping;
        let today = options.zone.day_of(options.now);
        Self {
            options,
            columns,
            moments: Moments::new(options.zone, today, mapping.every, mapping.date_format.clone()),
            amounts: Amounts::new(mapping.skip.clone(), mapping.decimal_comma),
            series: SeriesNumbers::default(),
            bad: BadRows::new(options.lang),
            summary: Summary { ignored: columns.ignored.clone(), ..Summary::default() },
            ahead: 0,
            ahead_lines: Vec::new(),
        }
    }

    fn record(
        &mut self,
        record: Record<'_>,
        may_hold_nul: bool,
        sink: &mut impl FnMut(Row<'_>) -> Result<()>,
    ) -> Result<()> {
        self.summary.rows += 1;
        if self.is_broken(record, may_hold_nul) {
            return Ok(());
        }
        let columns = self.columns;
        let said = self.said(record);
        let mut span = None;
        for values in &columns.values {
            let Some(value) = self.value(record, values.column) else { continue };
            let Some(Span { at, until }) = span.or_else(|| self.span(record)) else { return Ok(()) };
            span = Some(Span { at, until });
            let line = record.line;
            let Some(metric) = values.metric.as_deref().or(said.metric) else {
                self.bad.say(line, None, &tr::INPUT_NO_METRIC, &[]);
                continue;
            };
            let channel = values.channel.as_deref().or(said.channel);
            let Said { campaign, source, .. } = said;
            let series = self.series.number([Some(metric), campaign, channel, source]);
            match sink(Row { line, series, metric, campaign, channel, source, at, until, value }) {
                Ok(()) => self.summary.readings += 1,
                Err(error) if matches!(error.kind(), Kind::BadData | Kind::NotFound) => {
                    let column = values.metric.as_ref().and(self.name(values.column));
                    self.bad.add(line, column, &error);
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn name(&self, column: usize) -> Option<&'a str> {
        self.columns.names.get(column).map(String::as_str)
    }

    fn said<'b>(&self, record: Record<'b>) -> Said<'b>
    where
        'a: 'b,
    {
        let (columns, defaults) = (self.columns, &self.options.defaults);
        let text = |column: Option<usize>, default: &'a Option<String>| {
            let text = column.map(|column| unguarded(record.get(column))).filter(|text| !text.is_empty());
            text.or(default.as_deref())
        };
        Said {
            metric: text(columns.metric, &defaults.metric),
            campaign: text(columns.campaign, &defaults.campaign),
            channel: text(columns.channel, &defaults.channel),
            source: text(columns.source, &defaults.source),
        }
    }

    fn value(&mut self, record: Record<'_>, column: usize) -> Option<Quantity> {
        match self.amounts.read(record.get(column)) {
            Ok(Some(value)) => return Some(value),
            Ok(None) => self.summary.empty += 1,
            Err(fault) => self.bad.add(record.line, self.name(column), &fault.into()),
        }
        None
    }

    fn span(&mut self, record: Record<'_>) -> Option<Span> {
        let (cell, name) = (record.get(self.columns.at), self.name(self.columns.at));
        if cell.is_empty() {
            self.bad.say(record.line, name, &tr::INPUT_NO_DATE, &[]);
            return None;
        }
        let span = match self.moments.read(cell) {
            Ok(span) => span.clipped(self.options.now),
            Err(fault) => {
                self.bad.add(record.line, name, &fault.into());
                return None;
            }
        };
        if span.at > self.options.now.saturating_add(FAR_AHEAD) {
            self.note_ahead(record.line, cell);
        }
        Some(span)
    }

    fn note_ahead(&mut self, line: u64, cell: &str) {
        self.ahead += 1;
        if self.ahead_lines.len() < NAMED {
            let row = tr::INPUT_ROW.fill(self.options.lang, &[("line", &line.to_string()), ("why", cell)]);
            self.ahead_lines.push(row);
        }
    }

    /// Whether a record has not the form of the header; a row of nothing but empty cells has nothing to say either.
    fn is_broken(&mut self, record: Record<'_>, may_hold_nul: bool) -> bool {
        let width = self.columns.names.len();
        if record.len() != width {
            let (found, expected) = (record.len().to_string(), width.to_string());
            let args = [("found", found.as_str()), ("expected", expected.as_str())];
            self.bad.say(record.line, None, &tr::INPUT_RAGGED, &args);
            return true;
        }
        if record.is_misquoted {
            self.bad.say(record.line, None, &tr::INPUT_MISQUOTED, &[]);
            return true;
        }
        if may_hold_nul && let Some(column) = record.iter().position(|cell| cell.contains('\0')) {
            self.bad.say(
                record.line,
                self.columns.names.get(column).map(String::as_str),
                &tr::INPUT_NUL,
                &[],
            );
            return true;
        }
        false
    }

    fn finish(self, bytes: u64) -> Result<Summary> {
        if let Some(error) = self.bad.into_error() {
            return Err(error);
        }
        let mut warnings = Vec::new();
        if self.ahead > 0 {
            let warning = Error::new(Kind::BadData, &tr::ERROR_IMPORT_AHEAD).arg("count", self.ahead);
            warnings.push(warning.rows(self.ahead_lines));
        }
        if let Some(every) = self.moments.suggested() {
            let text = match every {
                Every::Month => &tr::ERROR_IMPORT_MONTHLY,
                _ => &tr::ERROR_IMPORT_WEEKLY,
            };
            warnings.push(Error::new(Kind::BadData, text));
        }
        Ok(Summary { bytes, warnings, ..self.summary })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Lang, Zone};
    use proptest::prelude::*;

    /// 2026-11-04 15:00 in Shanghai.
    const NOW: i64 = 1_793_775_600;

    fn options(mapping: &str) -> Options {
        let mut options = Options::new(Zone::parse("Asia/Shanghai").unwrap(), NOW);
        options.mapping = mapping.parse().unwrap();
        options.known = ["gmv", "orders", "spend", "revenue"].map(str::to_owned).to_vec();
        options
    }

    /// One line a reading: `metric campaign channel source value hours`.
    fn run(input: impl Read, options: &Options) -> Result<(Vec<String>, Summary)> {
        let mut rows = Vec::new();
        let mut sink = |row: Row<'_>| {
            if row.metric == "mystery" {
                return Err(Error::new(Kind::NotFound, &tr::ERROR_BAD_KEY).arg("text", row.metric));
            }
            let word = |text: Option<&str>| text.unwrap_or("·").to_owned();
            rows.push(format!(
                "{} {} {} {} {} {}",
                row.metric,
                word(row.campaign),
                word(row.channel),
                word(row.source),
                row.value.micros() / Quantity::SCALE,
                (row.until - row.at) / 3600
            ));
            Ok(())
        };
        let summary = read(input, options, &mut sink, &mut |_| ())?;
        Ok((rows, summary))
    }

    fn rows(input: &str, mapping: &str) -> Vec<String> {
        run(input.as_bytes(), &options(mapping)).unwrap().0
    }

    fn refused(input: impl AsRef<[u8]>) -> Error {
        let error = run(input.as_ref(), &options("")).unwrap_err();
        assert_eq!(error.exit_code(), 3, "{error}");
        error
    }

    #[test]
    fn a_long_file_is_read_with_what_the_rows_say_and_defaults_for_the_rest() {
        let input = "metric,at,value,channel\ngmv,2026-11-03,\"1,200\",douyin\norders,2026-11-03T15:00,7,\n";
        let mut options = options("");
        options.defaults.campaign = Some("d11".into());
        options.defaults.source = Some("shop".into());
        let (rows, summary) = run(input.as_bytes(), &options).unwrap();
        assert_eq!(rows, ["gmv d11 douyin shop 1200 24", "orders d11 · shop 7 0"]);
        assert_eq!((summary.rows, summary.readings, summary.bytes), (2, 2, input.len() as u64));
    }

    #[test]
    fn a_day_that_still_runs_counts_until_now() {
        assert_eq!(rows("metric,at,value\ngmv,2026-11-04,5", ""), ["gmv · · · 5 15"]);
    }

    #[test]
    fn a_wide_file_gives_a_reading_a_cell_and_empty_cells_none() {
        let input = "DATE;tv_S;facebook_I;events\n2026-10-26;10,5;;\"na\"\n2026-11-02;na;300;x\n";
        let mut options = options("DATE=at,tv_S=spend@tv,facebook_I=impressions@facebook,every=week");
        options.mapping.decimal_comma = true;
        let (rows, summary) = run(input.as_bytes(), &options).unwrap();
        assert_eq!(rows, ["spend · tv · 10 168", "impressions · facebook · 300 63"]);
        assert_eq!((summary.rows, summary.readings, summary.empty), (2, 2, 2));
        assert_eq!((summary.ignored, summary.warnings), (vec!["events".to_owned()], Vec::new()));
    }

    #[test]
    fn rows_of_the_same_texts_share_a_series_number() {
        let input = "metric,at,value,channel\na,2026-11-01,1,x\nb,2026-11-01,1,x\na,2026-11-02,1,x\n";
        let mut numbers = Vec::new();
        let mut sink = |row: Row<'_>| {
            numbers.push(row.series);
            Ok(())
        };
        read(input.as_bytes(), &options(""), &mut sink, &mut |_| ()).unwrap();
        assert_eq!(numbers, [0, 1, 0]);
    }

    #[test]
    fn text_guarded_on_export_comes_back_as_it_was() {
        let input = "metric,at,value,channel,campaign\ngmv,2026-11-01,-5,'=tv,'t Hof\n";
        assert_eq!(rows(input, ""), ["gmv 't Hof =tv · -5 24"]);
    }

    #[test]
    fn bad_numbers_and_dates_are_named_with_line_and_column() {
        let error = refused(
            "metric,at,value\ngmv,2026-11-01,NaN\ngmv,2026-11-01,1\ngmv,2026-02-30,1\ngmv,,1\n,2026-11-01,1\n\
             gmv,2026-11-01,1e999\ngmv,2026-11-01,\"1.234,5\"\ngmv,2026-11-01,inf\n",
        );
        assert_eq!(error.code(), "import_bad_rows");
        assert!(error.to_string().contains('7'), "{error}");
        let lines: Vec<_> = error.detail().iter().map(|row| row.split(['`', ':']).next().unwrap()).collect();
        assert_eq!(
            lines,
            [
                "line 2, column value",
                "line 4, column at",
                "line 5, column at",
                "line 6",
                "line 7, column value",
                "line 8, column value",
                "line 9, column value"
            ]
        );
        assert!(error.detail()[1].contains("2026-02-30"));
    }

    #[test]
    fn only_the_first_20_bad_rows_are_named_in_the_asked_language() {
        let input = (0..50).fold("metric,at,value\n".to_owned(), |all, _| all + "gmv,2026-11-01,x\n");
        let mut chinese = options("");
        chinese.lang = Lang::Zh;
        let error = run(input.as_bytes(), &chinese).unwrap_err();
        assert_eq!(error.detail().len(), 20);
        assert!(error.detail()[0].starts_with("第 2 行「value」列"), "{}", error.detail()[0]);
        assert!(error.message(Lang::Zh).contains("50"));
    }

    #[test]
    fn times_in_a_clock_change_are_bad_rows() {
        let mut berlin = options("");
        berlin.zone = Zone::parse("Europe/Berlin").unwrap();
        let input = "metric,at,value\ngmv,2026-03-29T02:30,1\ngmv,2026-10-25T02:30,1\n\
                     gmv,2026-10-25T02:30+02:00,1\n";
        let error = run(input.as_bytes(), &berlin).unwrap_err();
        assert_eq!(error.detail().len(), 2, "{:?}", error.detail());
        assert!(error.detail()[0].contains("line 2") && error.detail()[1].contains("line 3"));
    }

    #[test]
    fn what_the_sink_does_not_know_is_a_bad_row_and_reading_goes_on() {
        let error = refused("metric,at,value\nmystery,2026-11-01,1\ngmv,2026-11-01,x\n");
        assert_eq!((error.code(), error.detail().len()), ("import_bad_rows", 2));
        assert!(error.detail()[0].starts_with("line 2") && error.detail()[0].contains("mystery"));
    }

    #[test]
    fn a_failure_of_the_sink_ends_the_reading_at_once() {
        let mut calls = 0;
        let mut sink = |_: Row<'_>| {
            calls += 1;
            Err(Error::new(Kind::Storage, &tr::ERROR_OVERFLOW))
        };
        let input = "metric,at,value\ngmv,2026-11-01,1\ngmv,2026-11-02,1\n";
        let error = read(input.as_bytes(), &options(""), &mut sink, &mut |_| ()).unwrap_err();
        assert_eq!((error.exit_code(), calls), (6, 1));
    }

    #[test]
    fn ragged_rows_are_named_with_both_widths() {
        let error = refused("metric,at,value\ngmv,2026-11-01\ngmv,2026-11-01,1\ngmv,2026-11-01,1,2\n");
        assert!(error.detail()[0].starts_with("line 2: 2 ") && error.detail()[0].contains('3'));
        assert!(error.detail()[1].starts_with("line 4: 4 "), "{:?}", error.detail());
        let misquoted = refused("metric,at,value\n\"g\"mv,2026-11-01,1\n");
        assert!(misquoted.detail()[0].starts_with("line 2: text after"), "{:?}", misquoted.detail());
    }

    #[test]
    fn a_nul_is_named_by_line_and_column() {
        let error = refused("metric,at,value,remark\ngmv,2026-11-01,1,ok\ngmv,2026-11-01,2,n\0t\n");
        assert!(error.detail()[0].starts_with("line 3, column remark"), "{:?}", error.detail());
        let header = refused("metric,a\0t,value\n");
        assert_eq!(header.code(), "import_nul");
        assert!(header.to_string().contains("line 1, column 2"), "{header}");
    }

    #[test]
    fn an_empty_file_is_refused_and_a_header_alone_holds_nothing() {
        assert_eq!(refused("").code(), "import_empty");
        assert_eq!(refused("\u{feff} \n\n").code(), "import_empty");
        assert_eq!(run(&b"metric,at,value\n"[..], &options("")).unwrap().1.rows, 0);
    }

    #[test]
    fn utf_16_and_declared_encodings_read_like_utf_8() {
        let text = "指标,日期,数值,渠道\ngmv,2026-11-01,5,抖音\n";
        let utf16: Vec<u8> =
            "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let (gbk, _, _) = encoding_rs::GBK.encode(text);
        let mut declared = options("");
        declared.encoding = Some(encoding_rs::GBK);
        let expected = ["gmv · 抖音 · 5 24"];
        assert_eq!(run(&utf16[..], &options("")).unwrap().0, expected);
        assert_eq!(run(&gbk[..], &declared).unwrap().0, expected);
        assert_eq!(refused(&gbk[..]).code(), "import_not_utf8");
    }

    #[test]
    fn readings_far_ahead_and_weekly_dates_are_accepted_with_a_warning() {
        let input = "metric,at,value\ngmv,2026-11-05,1\ngmv,2027-11-05,1\n";
        let (rows, summary) = run(input.as_bytes(), &options("")).unwrap();
        assert_eq!(rows, ["gmv · · · 1 24", "gmv · · · 1 24"]);
        assert_eq!(summary.warnings[0].code(), "import_ahead");
        assert_eq!(summary.warnings[0].detail(), ["line 3: 2027-11-05"]);
        let weekly = "date,gmv\n2026-10-12,1\n2026-10-19,1\n2026-10-26,1\n";
        let (_, summary) = run(weekly.as_bytes(), &options("")).unwrap();
        assert_eq!(summary.warnings[0].code(), "import_weekly");
        assert!(run(weekly.as_bytes(), &options("every=week")).unwrap().1.warnings.is_empty());
    }

    #[test]
    fn a_large_stream_is_read_piece_by_piece_and_tells_how_far_it_is() {
        let line = "gmv,2026-11-01,1,douyin\n";
        let body = line.repeat(50_000);
        let input = b"metric,at,value,channel\n".chain(body.as_bytes());
        let (mut count, mut told) = (0, Vec::new());
        let mut sink = |_: Row<'_>| {
            count += 1;
            Ok(())
        };
        let summary = read(input, &options(""), &mut sink, &mut |bytes| told.push(bytes)).unwrap();
        assert_eq!((count, summary.readings), (50_000, 50_000));
        assert!(told.len() > 3 && told.is_sorted(), "{told:?}");
        assert_eq!(told.last(), Some(&summary.bytes));
    }

    #[test]
    fn the_robyn_file_adds_up() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/robyn/dt_simulated_weekly.csv");
        let Ok(file) = std::fs::File::open(path) else {
            println!("skipped: no ../shared/data");
            return;
        };
        let mapping = "DATE=at,tv_S=spend@tv,ooh_S=spend@ooh,print_S=spend@print,facebook_S=spend@facebook,\
                       search_S=spend@search,facebook_I=impressions@facebook,search_clicks_P=clicks@search,\
                       revenue=revenue,every=week";
        let (mut revenue, mut days) = (0, std::collections::BTreeSet::new());
        let mut sink = |row: Row<'_>| {
            if row.metric == "revenue" {
                revenue += row.value.micros();
                days.insert((row.at, row.until));
            }
            Ok(())
        };
        let summary = read(file, &options(mapping), &mut sink, &mut |_| ()).unwrap();
        assert!((revenue - 379_005_696_670_000).abs() <= 10_000, "{revenue}");
        assert_eq!((summary.rows, summary.readings, days.len()), (208, 208 * 8, 208));
        assert!(days.iter().all(|(at, until)| until - at == 7 * 86_400));
        assert_eq!(summary.ignored, ["competitor_sales_B", "events", "newsletter"]);
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_never_panic(input in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = run(&input[..], &options(""));
            let _ = run([&b"metric,at,value\n"[..], &input].concat().as_slice(), &options(""));
        }

        #[test]
        fn arbitrary_cells_never_panic(at in "\\PC{0,20}", value in "\\PC{0,12}", format in "(%[a-zA-Z%]|[-/ :]){0,4}") {
            let input = format!("date;gmv\n{at};{value}\n");
            let mut options = options("");
            let _ = run(input.as_bytes(), &options);
            options.mapping.date_format = Some(format);
            options.mapping.decimal_comma = true;
            let _ = run(input.as_bytes(), &options);
        }
    }
}
