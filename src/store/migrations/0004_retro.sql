-- Retrospectives: what was found, why, what is learned from it, and what comes of that.

-- One of a campaign or of a cycle. goal_note, result_note: what people say to the numbers, which are computed and never
-- written. figures: the numbers as they were when it was finished (JSON).
CREATE TABLE retro (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  version     INTEGER NOT NULL CHECK (version >= 1),
  campaign    INTEGER UNIQUE REFERENCES campaign (id),
  cycle       INTEGER UNIQUE REFERENCES cycle (id),
  status      TEXT NOT NULL CHECK (status IN ('draft', 'done')),
  leader      TEXT NOT NULL,
  goal_note   TEXT NOT NULL,
  result_note TEXT NOT NULL,
  figures     TEXT NOT NULL,
  drafted_at  INTEGER NOT NULL,
  finished_at INTEGER,
  CHECK ((campaign IS NULL) <> (cycle IS NULL)),
  CHECK ((status = 'done') = (finished_at IS NOT NULL))
) STRICT;

-- subject: which of the numbers it is about (target:gmv, phase:2); empty where people found it themselves.
CREATE TABLE finding (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  version    INTEGER NOT NULL CHECK (version >= 1),
  retro      INTEGER NOT NULL REFERENCES retro (id),
  kind       TEXT NOT NULL CHECK (kind IN ('highlight', 'lowlight')),
  subject    TEXT NOT NULL,
  text       TEXT NOT NULL,
  verdict    TEXT NOT NULL CHECK (verdict IN ('kept', 'dismissed')),
  created_at INTEGER NOT NULL,
  CHECK (subject <> '' OR text <> '')
) STRICT;
CREATE UNIQUE INDEX finding_subject ON finding (retro, subject) WHERE subject <> '';

-- whys: the chain of answers to "why?" (JSON array). origin, controllable: NULL where nobody said.
CREATE TABLE cause (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  version      INTEGER NOT NULL CHECK (version >= 1),
  retro        INTEGER NOT NULL REFERENCES retro (id),
  finding      INTEGER REFERENCES finding (id),
  text         TEXT NOT NULL CHECK (text <> ''),
  whys         TEXT NOT NULL,
  origin       TEXT CHECK (origin IN ('internal', 'external')),
  controllable INTEGER CHECK (controllable IN (0, 1)),
  created_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX cause_retro ON cause (retro);

CREATE TABLE insight (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  version    INTEGER NOT NULL CHECK (version >= 1),
  retro      INTEGER NOT NULL REFERENCES retro (id),
  kind       TEXT NOT NULL CHECK (kind IN ('keep', 'improve', 'start', 'stop')),
  text       TEXT NOT NULL CHECK (text <> ''),
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX insight_retro ON insight (retro);

-- question: as the playbook asked it, in both languages (JSON).
CREATE TABLE answer (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  version  INTEGER NOT NULL CHECK (version >= 1),
  retro    INTEGER NOT NULL REFERENCES retro (id),
  question TEXT NOT NULL,
  text     TEXT NOT NULL CHECK (text <> ''),
  UNIQUE (retro, question)
) STRICT;

-- playbooks, channels, stages, metrics, tags: JSON arrays of keys. form: what it becomes where it is taken. due: of that
-- task; bound: of that guardrail (refund_rate<=8%). words: the texts as the search reads them.
CREATE TABLE lesson (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  version    INTEGER NOT NULL CHECK (version >= 1),
  retro      INTEGER REFERENCES retro (id),
  campaign   INTEGER REFERENCES campaign (id),
  cause      INTEGER REFERENCES cause (id),
  title      TEXT NOT NULL CHECK (title <> ''),
  advice     TEXT NOT NULL,
  playbooks  TEXT NOT NULL,
  channels   TEXT NOT NULL,
  stages     TEXT NOT NULL,
  metrics    TEXT NOT NULL,
  tags       TEXT NOT NULL,
  form       TEXT NOT NULL CHECK (form IN ('task', 'risk', 'guardrail')),
  due        TEXT,
  bound      TEXT NOT NULL,
  status     TEXT NOT NULL CHECK (status IN ('active', 'retired')),
  author     TEXT NOT NULL,
  words      TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

-- Full-text search. Each Chinese character of `words` stands alone, so that a phrase of one, two or more finds what holds
-- exactly these; English words are found by their stem.
CREATE VIRTUAL TABLE lesson_words USING fts5 (
  words, content = 'lesson', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER lesson_words_in AFTER INSERT ON lesson BEGIN
  INSERT INTO lesson_words (rowid, words) VALUES (NEW.id, NEW.words);
END;
CREATE TRIGGER lesson_words_out AFTER DELETE ON lesson BEGIN
  INSERT INTO lesson_words (lesson_words, rowid, words) VALUES ('delete', OLD.id, OLD.words);
END;
CREATE TRIGGER lesson_words_turn AFTER UPDATE OF words ON lesson BEGIN
  INSERT INTO lesson_words (lesson_words, rowid, words) VALUES ('delete', OLD.id, OLD.words);
  INSERT INTO lesson_words (rowid, words) VALUES (NEW.id, NEW.words);
END;

-- What a campaign did with a lesson. task, target: what came of it. proof: what people found afterwards.
CREATE TABLE lesson_use (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  version    INTEGER NOT NULL CHECK (version >= 1),
  lesson     INTEGER NOT NULL REFERENCES lesson (id),
  campaign   INTEGER NOT NULL REFERENCES campaign (id),
  verdict    TEXT NOT NULL CHECK (verdict IN ('taken', 'dismissed')),
  form       TEXT CHECK (form IN ('task', 'risk', 'guardrail')),
  task       INTEGER REFERENCES task (id),
  target     INTEGER REFERENCES target (id),
  reason     TEXT NOT NULL,
  proof      TEXT CHECK (proof IN ('verified', 'partly', 'not')),
  proof_note TEXT NOT NULL,
  author     TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (lesson, campaign),
  CHECK ((verdict = 'taken') = (form IS NOT NULL)),
  CHECK (verdict = 'taken' OR reason <> '')
) STRICT;
CREATE INDEX lesson_use_campaign ON lesson_use (campaign);

-- An action should move a metric: aim is by how much, +15% or -5. proof: whether it did, seen at a later campaign.
ALTER TABLE action ADD COLUMN retro INTEGER REFERENCES retro (id);
ALTER TABLE action ADD COLUMN metric INTEGER REFERENCES metric (id);
ALTER TABLE action ADD COLUMN aim TEXT;
ALTER TABLE action ADD COLUMN proof TEXT CHECK (proof IN ('verified', 'partly', 'not'));
ALTER TABLE action ADD COLUMN proof_campaign INTEGER REFERENCES campaign (id);
ALTER TABLE action ADD COLUMN proof_note TEXT NOT NULL DEFAULT '';

-- What only a note of kind feedback has (JSON): source, category, count, impact, what was answered.
ALTER TABLE note ADD COLUMN feedback TEXT CHECK (feedback IS NULL OR kind = 'feedback');
