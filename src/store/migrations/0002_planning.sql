-- What a campaign is planned with: tasks, resources, the budget of each channel, links. A due date is a day, or days
-- counted from the campaign's first day (T-21) or its last (E+1), so that it moves with the campaign.

ALTER TABLE campaign ADD COLUMN risks TEXT NOT NULL DEFAULT '';

CREATE TABLE task (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  version    INTEGER NOT NULL CHECK (version >= 1),
  campaign   INTEGER NOT NULL REFERENCES campaign (id),
  title      TEXT NOT NULL CHECK (title <> ''),
  kind       TEXT NOT NULL CHECK (kind IN ('todo', 'milestone', 'content', 'approval')),
  status     TEXT NOT NULL CHECK (status IN ('open', 'doing', 'done', 'refused', 'dropped')),
  owner      TEXT NOT NULL,
  role       TEXT NOT NULL,
  due        TEXT NOT NULL CHECK (due <> ''),
  depends_on TEXT NOT NULL,
  channel    INTEGER REFERENCES channel (id),
  note       TEXT NOT NULL,
  done_at    INTEGER,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX task_campaign ON task (campaign);

CREATE TABLE resource (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  version     INTEGER NOT NULL CHECK (version >= 1),
  campaign    INTEGER NOT NULL REFERENCES campaign (id),
  name        TEXT NOT NULL CHECK (name <> ''),
  kind        TEXT NOT NULL CHECK (kind IN ('traffic', 'partner', 'technical', 'content')),
  status      TEXT NOT NULL CHECK (status IN ('needed', 'asked', 'promised', 'refused')),
  giver       TEXT NOT NULL,
  owner       TEXT NOT NULL,
  need_by     TEXT NOT NULL CHECK (need_by <> ''),
  note        TEXT NOT NULL,
  answered_at INTEGER,
  created_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX resource_campaign ON resource (campaign);

CREATE TABLE budget (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  version  INTEGER NOT NULL CHECK (version >= 1),
  campaign INTEGER NOT NULL REFERENCES campaign (id),
  channel  INTEGER NOT NULL REFERENCES channel (id),
  planned  INTEGER NOT NULL CHECK (planned >= 0),
  UNIQUE (campaign, channel)
) STRICT;

CREATE TABLE link (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  version    INTEGER NOT NULL CHECK (version >= 1),
  campaign   INTEGER NOT NULL REFERENCES campaign (id),
  channel    INTEGER REFERENCES channel (id),
  url        TEXT NOT NULL CHECK (url <> ''),
  source     TEXT NOT NULL CHECK (source <> ''),
  medium     TEXT NOT NULL CHECK (medium <> ''),
  name       TEXT NOT NULL CHECK (name <> ''),
  term       TEXT NOT NULL,
  content    TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX link_campaign ON link (campaign);
