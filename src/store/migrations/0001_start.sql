-- The first schema. Quantities are millionths; times are UTC seconds; days count from 1970-01-01 in the
-- workspace's time zone. Ids are never used again, so that history and readings of a deleted row stay unambiguous.

CREATE TABLE setting (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL CHECK (version >= 1),
  key     TEXT NOT NULL UNIQUE,
  value   TEXT NOT NULL
) STRICT;

CREATE TABLE metric (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  version    INTEGER NOT NULL CHECK (version >= 1),
  key        TEXT NOT NULL UNIQUE CHECK (key <> ''),
  name_en    TEXT NOT NULL,
  name_zh    TEXT NOT NULL,
  unit       TEXT NOT NULL CHECK (unit IN ('count', 'money', 'percent', 'ratio', 'duration', 'score')),
  over_time  TEXT NOT NULL CHECK (over_time IN ('sum', 'last')),
  across     TEXT NOT NULL CHECK (across IN ('sum', 'none')),
  better     TEXT NOT NULL CHECK (better IN ('higher', 'lower', 'on_plan')),
  formula    TEXT,
  stage      TEXT,
  meaning_en TEXT NOT NULL,
  meaning_zh TEXT NOT NULL,
  source     TEXT NOT NULL,
  standard   INTEGER NOT NULL CHECK (standard IN (0, 1))
) STRICT;

CREATE TABLE channel (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL CHECK (version >= 1),
  key     TEXT NOT NULL UNIQUE CHECK (key <> ''),
  name    TEXT NOT NULL CHECK (name <> ''),
  kind    TEXT CHECK (kind IN ('paid', 'owned', 'earned', 'partner'))
) STRICT;

CREATE TABLE campaign (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  version    INTEGER NOT NULL CHECK (version >= 1),
  key        TEXT NOT NULL UNIQUE CHECK (key <> ''),
  name       TEXT NOT NULL CHECK (name <> ''),
  playbook   TEXT,
  kind       TEXT,
  stage      TEXT CHECK (stage IN ('acquisition', 'activation', 'retention', 'monetization', 'referral', 'reactivation')),
  goal       TEXT NOT NULL,
  audience   TEXT NOT NULL,
  mechanics  TEXT NOT NULL,
  rules      TEXT NOT NULL,
  rewards    TEXT NOT NULL,
  owner      TEXT NOT NULL,
  start      TEXT NOT NULL,
  "end"      TEXT NOT NULL,
  phases     TEXT NOT NULL,
  status     TEXT NOT NULL CHECK (status IN ('idea', 'planned', 'approved', 'preparing', 'live', 'ended', 'reviewed', 'cancelled')),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE target (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  version        INTEGER NOT NULL CHECK (version >= 1),
  campaign       INTEGER NOT NULL REFERENCES campaign (id),
  key            TEXT NOT NULL CHECK (key <> ''),
  metric         INTEGER NOT NULL REFERENCES metric (id),
  kind           TEXT NOT NULL CHECK (kind IN ('reach', 'keep', 'done')),
  baseline       INTEGER NOT NULL,
  goal           INTEGER NOT NULL,
  upper          INTEGER CHECK (upper >= goal),
  start          TEXT,
  "end"          TEXT,
  curve          TEXT NOT NULL,
  is_primary     INTEGER NOT NULL CHECK (is_primary IN (0, 1)),
  is_guardrail   INTEGER NOT NULL CHECK (is_guardrail IN (0, 1)),
  steps          TEXT NOT NULL,
  owner          TEXT,
  first_baseline INTEGER NOT NULL,
  first_goal     INTEGER NOT NULL,
  position       INTEGER NOT NULL,
  created_at     INTEGER NOT NULL,
  UNIQUE (campaign, key),
  CHECK (kind <> 'reach' OR baseline <> goal)
) STRICT;

-- No moved goalposts: what was set first stays.
CREATE TRIGGER target_first_kept BEFORE UPDATE OF first_baseline, first_goal ON target
WHEN NEW.first_baseline <> OLD.first_baseline OR NEW.first_goal <> OLD.first_goal
BEGIN
  SELECT RAISE(ABORT, 'the first value of a target is kept for ever');
END;

CREATE TABLE note (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  version   INTEGER NOT NULL CHECK (version >= 1),
  campaign  INTEGER NOT NULL REFERENCES campaign (id),
  kind      TEXT NOT NULL CHECK (kind IN ('adjustment', 'observation', 'decision', 'risk', 'feedback')),
  at        INTEGER NOT NULL,
  whole_day INTEGER NOT NULL CHECK (whole_day IN (0, 1)),
  text      TEXT NOT NULL CHECK (text <> ''),
  author    TEXT NOT NULL
) STRICT;
CREATE INDEX note_campaign ON note (campaign, at);

-- One batch is one thing somebody did, and one undo.
CREATE TABLE batch (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  at     INTEGER NOT NULL,
  actor  TEXT NOT NULL,
  title  TEXT NOT NULL,
  kind   TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')),
  of     INTEGER REFERENCES batch (id),
  undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
) STRICT;

CREATE TABLE history (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  batch     INTEGER NOT NULL REFERENCES batch (id),
  at        INTEGER NOT NULL,
  actor     TEXT NOT NULL,
  entity    TEXT NOT NULL,
  entity_id INTEGER NOT NULL,
  before    TEXT,
  after     TEXT
) STRICT;
CREATE INDEX history_entity ON history (entity, entity_id, id);
CREATE INDEX history_batch ON history (batch);

-- Everything of a reading's identity but its time. The series of a deleted campaign, channel or metric stay, so that
-- undo finds them again: hence no foreign keys.
CREATE TABLE series (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  metric   INTEGER NOT NULL,
  campaign INTEGER,
  channel  INTEGER,
  source   TEXT NOT NULL CHECK (source <> ''),
  max_span INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX series_campaign ON series (campaign);
CREATE UNIQUE INDEX series_identity ON series (metric, COALESCE(campaign, 0), COALESCE(channel, 0), source);

-- span: seconds the value covers; 0 for a single event. batch: who wrote it last.
CREATE TABLE reading (
  series INTEGER NOT NULL,
  at     INTEGER NOT NULL,
  span   INTEGER NOT NULL CHECK (span >= 0),
  value  INTEGER NOT NULL,
  batch  INTEGER NOT NULL,
  PRIMARY KEY (series, at)
) STRICT, WITHOUT ROWID;

-- The daily roll-up, kept exact in the transaction that writes readings. value: the day's sum of a flow, the day's
-- last value of a level. until: the latest cut-off booked on the day. at: for a level, the time of that value.
CREATE TABLE reading_day (
  series INTEGER NOT NULL,
  day    INTEGER NOT NULL,
  value  INTEGER NOT NULL,
  until  INTEGER NOT NULL,
  at     INTEGER NOT NULL,
  PRIMARY KEY (series, day)
) STRICT, WITHOUT ROWID;

-- What a batch replaced or took away: the reading as it was, and who had written it.
CREATE TABLE reading_old (
  batch     INTEGER NOT NULL,
  series    INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  span      INTEGER NOT NULL,
  value     INTEGER NOT NULL,
  old_batch INTEGER NOT NULL,
  PRIMARY KEY (batch, series, at)
) STRICT, WITHOUT ROWID;

-- For people who open the file with other tools: plain decimals, names instead of ids, times as text (UTC).
CREATE VIEW reading_view AS
SELECT m.key AS metric, c.key AS campaign, ch.key AS channel, s.source AS source,
       strftime('%Y-%m-%dT%H:%M:%SZ', r.at, 'unixepoch') AS at,
       strftime('%Y-%m-%dT%H:%M:%SZ', r.at + r.span, 'unixepoch') AS until,
       r.value / 1000000.0 AS value
FROM reading r
JOIN series s ON s.id = r.series
JOIN metric m ON m.id = s.metric
LEFT JOIN campaign c ON c.id = s.campaign
LEFT JOIN channel ch ON ch.id = s.channel;

CREATE VIEW target_view AS
SELECT c.key || '/' || t.key AS target, c.key AS campaign, m.key AS metric, t.kind AS kind,
       t.baseline / 1000000.0 AS baseline, t.goal / 1000000.0 AS goal, t.upper / 1000000.0 AS upper,
       t.first_goal / 1000000.0 AS first_goal, COALESCE(t.start, c.start) AS start,
       COALESCE(t."end", c."end") AS "end", t.is_primary AS is_primary, t.is_guardrail AS is_guardrail
FROM target t
JOIN campaign c ON c.id = t.campaign
JOIN metric m ON m.id = t.metric;
