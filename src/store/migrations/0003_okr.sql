-- OKRs. A key result is a target of an objective, so targets now belong to a campaign or to an objective, and notes to a
-- campaign, an objective or a cycle.

CREATE TABLE cycle (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  version    INTEGER NOT NULL CHECK (version >= 1),
  key        TEXT NOT NULL UNIQUE CHECK (key <> ''),
  name       TEXT NOT NULL CHECK (name <> ''),
  kind       TEXT NOT NULL CHECK (kind IN ('year', 'half', 'quarter', 'month', 'own')),
  start      TEXT NOT NULL,
  "end"      TEXT NOT NULL,
  status     TEXT NOT NULL CHECK (status IN ('planning', 'active', 'grading', 'closed')),
  created_at INTEGER NOT NULL
) STRICT;

-- parent: the objective it is aligned to; parent_key_result: the key result it is aligned to; one of them or none.
CREATE TABLE objective (
  id                INTEGER PRIMARY KEY AUTOINCREMENT,
  version           INTEGER NOT NULL CHECK (version >= 1),
  cycle             INTEGER NOT NULL REFERENCES cycle (id),
  key               TEXT NOT NULL CHECK (key <> ''),
  title             TEXT NOT NULL CHECK (title <> ''),
  description       TEXT NOT NULL,
  parent            INTEGER REFERENCES objective (id),
  parent_key_result INTEGER REFERENCES target (id),
  level             TEXT NOT NULL CHECK (level IN ('company', 'team', 'person')),
  team              TEXT NOT NULL,
  owner             TEXT NOT NULL,
  ambition          TEXT NOT NULL CHECK (ambition IN ('committed', 'aspirational')),
  weight            INTEGER NOT NULL CHECK (weight >= 0),
  counts_children   INTEGER NOT NULL CHECK (counts_children IN (0, 1)),
  tags              TEXT NOT NULL,
  status            TEXT NOT NULL CHECK (status IN ('draft', 'active', 'graded', 'archived')),
  grade             INTEGER CHECK (grade BETWEEN 0 AND 1000000),
  grade_reason      TEXT NOT NULL,
  grade_cause       TEXT NOT NULL,
  verdict           TEXT CHECK (verdict IN ('keep', 'change', 'drop')),
  verdict_why       TEXT NOT NULL,
  carried_from      INTEGER REFERENCES objective (id),
  position          INTEGER NOT NULL,
  created_at        INTEGER NOT NULL,
  UNIQUE (cycle, key),
  CHECK (parent IS NULL OR parent_key_result IS NULL),
  CHECK (parent IS NULL OR parent <> id)
) STRICT;

-- Targets: the same columns and ids; a campaign's or an objective's. title: what it is called where that is not the
-- metric's name. key_result: what only a key result has (JSON), NULL for a campaign's target.
DROP VIEW target_view;
DROP TRIGGER target_first_kept;
CREATE TABLE target_new (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  version        INTEGER NOT NULL CHECK (version >= 1),
  campaign       INTEGER REFERENCES campaign (id),
  objective      INTEGER REFERENCES objective (id),
  key            TEXT NOT NULL CHECK (key <> ''),
  title          TEXT NOT NULL,
  metric         INTEGER REFERENCES metric (id),
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
  key_result     TEXT,
  created_at     INTEGER NOT NULL,
  UNIQUE (campaign, key),
  UNIQUE (objective, key),
  CHECK ((campaign IS NULL) <> (objective IS NULL)),
  CHECK ((objective IS NULL) = (key_result IS NULL)),
  CHECK (metric IS NOT NULL OR key_result IS NOT NULL),
  CHECK (kind <> 'reach' OR baseline <> goal)
) STRICT;
INSERT INTO target_new (id, version, campaign, objective, key, title, metric, kind, baseline, goal, upper, start, "end",
    curve, is_primary, is_guardrail, steps, owner, first_baseline, first_goal, position, key_result, created_at)
SELECT id, version, campaign, NULL, key, '', metric, kind, baseline, goal, upper, start, "end",
    curve, is_primary, is_guardrail, steps, owner, first_baseline, first_goal, position, NULL, created_at
FROM target;
DELETE FROM sqlite_sequence WHERE name = 'target_new';
INSERT INTO sqlite_sequence (name, seq) SELECT 'target_new', seq FROM sqlite_sequence WHERE name = 'target';
DROP TABLE target;
ALTER TABLE target_new RENAME TO target;

-- No moved goalposts: what was set first stays.
CREATE TRIGGER target_first_kept BEFORE UPDATE OF first_baseline, first_goal ON target
WHEN NEW.first_baseline <> OLD.first_baseline OR NEW.first_goal <> OLD.first_goal
BEGIN
  SELECT RAISE(ABORT, 'the first value of a target is kept for ever');
END;

-- Who walked through a cycle's objectives, when.
CREATE TABLE review (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  version    INTEGER NOT NULL CHECK (version >= 1),
  cycle      INTEGER NOT NULL REFERENCES cycle (id),
  kind       TEXT NOT NULL CHECK (kind IN ('weekly', 'grading')),
  leader     TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at   INTEGER,
  seen       TEXT NOT NULL
) STRICT;

CREATE TABLE note_new (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  version   INTEGER NOT NULL CHECK (version >= 1),
  campaign  INTEGER REFERENCES campaign (id),
  objective INTEGER REFERENCES objective (id),
  cycle     INTEGER REFERENCES cycle (id),
  review    INTEGER REFERENCES review (id),
  kind      TEXT NOT NULL CHECK (kind IN ('adjustment', 'observation', 'decision', 'risk', 'feedback')),
  at        INTEGER NOT NULL,
  whole_day INTEGER NOT NULL CHECK (whole_day IN (0, 1)),
  text      TEXT NOT NULL CHECK (text <> ''),
  author    TEXT NOT NULL,
  CHECK ((campaign IS NOT NULL) + (objective IS NOT NULL) + (cycle IS NOT NULL) = 1)
) STRICT;
INSERT INTO note_new (id, version, campaign, objective, cycle, review, kind, at, whole_day, text, author)
SELECT id, version, campaign, NULL, NULL, NULL, kind, at, whole_day, text, author FROM note;
DELETE FROM sqlite_sequence WHERE name = 'note_new';
INSERT INTO sqlite_sequence (name, seq) SELECT 'note_new', seq FROM sqlite_sequence WHERE name = 'note';
DROP TABLE note;
ALTER TABLE note_new RENAME TO note;
CREATE INDEX note_campaign ON note (campaign, at);
CREATE INDEX note_objective ON note (objective, at) WHERE objective IS NOT NULL;

-- What its owner says of a key result: where it stands (by hand only), how confident, and why. One a day and source.
CREATE TABLE check_in (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  version    INTEGER NOT NULL CHECK (version >= 1),
  key_result INTEGER NOT NULL REFERENCES target (id),
  day        TEXT NOT NULL,
  at         INTEGER NOT NULL,
  value      INTEGER,
  confidence INTEGER CHECK (confidence BETWEEN 0 AND 10),
  note       TEXT NOT NULL,
  source     TEXT NOT NULL CHECK (source <> ''),
  author     TEXT NOT NULL,
  UNIQUE (key_result, day, source)
) STRICT;

-- Which campaigns work for a key result. planned: what the campaign is to bring to it, where that is not the goal of its
-- own target on the same metric.
CREATE TABLE serving (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  version    INTEGER NOT NULL CHECK (version >= 1),
  campaign   INTEGER NOT NULL REFERENCES campaign (id),
  key_result INTEGER NOT NULL REFERENCES target (id),
  planned    INTEGER,
  UNIQUE (campaign, key_result)
) STRICT;
CREATE INDEX serving_key_result ON serving (key_result);

-- What somebody is going to do about something.
CREATE TABLE action (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  version    INTEGER NOT NULL CHECK (version >= 1),
  campaign   INTEGER REFERENCES campaign (id),
  objective  INTEGER REFERENCES objective (id),
  cycle      INTEGER REFERENCES cycle (id),
  review     INTEGER REFERENCES review (id),
  title      TEXT NOT NULL CHECK (title <> ''),
  owner      TEXT NOT NULL,
  due        TEXT,
  status     TEXT NOT NULL CHECK (status IN ('open', 'done', 'dropped')),
  done_at    INTEGER,
  created_at INTEGER NOT NULL,
  CHECK ((campaign IS NOT NULL) + (objective IS NOT NULL) + (cycle IS NOT NULL) = 1)
) STRICT;

CREATE VIEW target_view AS
SELECT COALESCE(c.key, y.key || '/' || o.key) || '/' || t.key AS target, c.key AS campaign,
       y.key || '/' || o.key AS objective, m.key AS metric, t.title AS title, t.kind AS kind,
       t.baseline / 1000000.0 AS baseline, t.goal / 1000000.0 AS goal, t.upper / 1000000.0 AS upper,
       t.first_goal / 1000000.0 AS first_goal, COALESCE(t.start, c.start, y.start) AS start,
       COALESCE(t."end", c."end", y."end") AS "end", t.is_primary AS is_primary, t.is_guardrail AS is_guardrail
FROM target t
LEFT JOIN campaign c ON c.id = t.campaign
LEFT JOIN objective o ON o.id = t.objective
LEFT JOIN cycle y ON y.id = o.cycle
LEFT JOIN metric m ON m.id = t.metric;

CREATE VIEW check_in_view AS
SELECT y.key || '/' || o.key || '/' || t.key AS key_result, k.day AS day,
       k.value / 1000000.0 AS value, k.confidence AS confidence, k.note AS note, k.source AS source, k.author AS author
FROM check_in k
JOIN target t ON t.id = k.key_result
JOIN objective o ON o.id = t.objective
JOIN cycle y ON y.id = o.cycle;
