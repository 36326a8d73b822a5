import GRDB

/// The schema's history. A migration is never edited once released; a new one is added at the end.
///
/// `PRAGMA user_version` counts the migrations that a file has seen, so that a start reads one number to know that it
/// is current; the table `migration` keeps their names for people.
enum Migrations {
  private static let all: [(name: String, sql: String)] = [
    ("library", library),
    ("search", search),
    ("OPML attributes", "ALTER TABLE feed ADD COLUMN opml_attributes TEXT"),
    ("feed settings", "ALTER TABLE feed ADD COLUMN settings TEXT"),
    ("retention", retention),
    ("feed health", health),
    ("search merges", searchMerges),
    ("tags", tags),
    ("saved views", savedViews),
    ("place fingerprint", "ALTER TABLE place ADD COLUMN fingerprint INTEGER"),
    ("journal serials", journalSerials),
    ("page texts", pageTexts),
    ("search form", searchForm),
  ]

  /// "Mrtl": tells a Martlet database from another program's.
  static let applicationID = 0x4D72_746C

  /// Whether nothing is to do.
  /// - Throws: CacheError for a file that is not ours or comes from a newer version.
  static func isCurrent(_ db: Database) throws -> Bool {
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    let owner = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    if owner == applicationID {
      guard version <= all.count else {
        throw CacheError("the cache was written by a newer Martlet; use that version, or another --data-dir")
      }
      return version == all.count
    }
    let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
    guard version == 0, owner == 0, tables == 0 else {
      throw CacheError("the file martlet.db belongs to another program; use another --data-dir")
    }
    return false
  }

  /// Brings a database up to date in one transaction; several processes may try at once.
  static func run(_ db: Database) throws {
    try db.inTransaction(.immediate) {
      guard try !isCurrent(db) else { return .commit }
      let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
      try db.execute(sql: "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY NOT NULL) WITHOUT ROWID")
      for migration in all.dropFirst(version) {
        try db.execute(sql: migration.sql)
        try db.execute(sql: "INSERT INTO migration (name) VALUES (?)", arguments: [migration.name])
      }
      // The search index of a new cache is made as it is made now; an older one stays until a check builds it anew.
      if try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM entry)") == false { try SearchIndex(db).create() }
      try db.execute(sql: "PRAGMA user_version = \(all.count); PRAGMA application_id = \(applicationID)")
      return .commit
    }
  }

  /// Times are milliseconds since 1970; hours and days to skip are sets of bits. What is read for every row of a list stands in `status`, which is narrow, so
  /// that marking 100,000 entries touches few pages; `tally` holds its counts, kept in the same transactions.
  private static let library = """
    CREATE TABLE feed (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      url TEXT NOT NULL UNIQUE,
      is_subscribed INTEGER NOT NULL CHECK (is_subscribed IN (0, 1)),
      user_title TEXT,
      folder TEXT NOT NULL DEFAULT '',
      title TEXT,
      site_url TEXT,
      icon TEXT,
      language TEXT,
      added INTEGER NOT NULL
    );

    CREATE TABLE fetch (
      feed_id INTEGER PRIMARY KEY REFERENCES feed (id) ON DELETE CASCADE,
      etag TEXT,
      last_modified TEXT,
      validators_url TEXT,
      minutes_between INTEGER,
      skip_hours INTEGER NOT NULL DEFAULT 0,
      skip_days INTEGER NOT NULL DEFAULT 0,
      last_refresh INTEGER,
      next_due INTEGER,
      held_until INTEGER,
      is_gone INTEGER NOT NULL DEFAULT 0,
      failures INTEGER NOT NULL DEFAULT 0,
      failing_since INTEGER,
      error TEXT
    );

    CREATE TABLE tally (
      feed_id INTEGER PRIMARY KEY REFERENCES feed (id) ON DELETE CASCADE,
      unread INTEGER NOT NULL DEFAULT 0 CHECK (unread >= 0),
      starred INTEGER NOT NULL DEFAULT 0 CHECK (starred >= 0),
      total INTEGER NOT NULL DEFAULT 0 CHECK (total >= 0)
    );

    CREATE TABLE entry (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      feed_id INTEGER NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
      guid TEXT NOT NULL,
      title TEXT NOT NULL DEFAULT '',
      author TEXT,
      link TEXT,
      comments TEXT,
      published INTEGER,
      updated INTEGER,
      first_seen INTEGER NOT NULL,
      details TEXT,
      fingerprint INTEGER NOT NULL,
      UNIQUE (feed_id, guid)
    );

    CREATE TABLE body (
      entry_id INTEGER PRIMARY KEY REFERENCES entry (id) ON DELETE CASCADE,
      form TEXT NOT NULL,
      base_url TEXT,
      length INTEGER NOT NULL,
      data BLOB NOT NULL
    );

    CREATE TABLE former (
      entry_id INTEGER PRIMARY KEY REFERENCES entry (id) ON DELETE CASCADE,
      title TEXT NOT NULL,
      replaced INTEGER NOT NULL,
      form TEXT,
      base_url TEXT,
      length INTEGER,
      data BLOB
    );

    CREATE TABLE status (
      entry_id INTEGER PRIMARY KEY REFERENCES entry (id) ON DELETE CASCADE,
      feed_id INTEGER NOT NULL,
      sort_date INTEGER NOT NULL,
      is_subscribed INTEGER NOT NULL,
      unread INTEGER NOT NULL DEFAULT 1 CHECK (unread IN (0, 1)),
      starred INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1)),
      hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1)),
      changed INTEGER NOT NULL DEFAULT 0 CHECK (changed IN (0, 1)),
      turn1 INTEGER NOT NULL DEFAULT 0,
      turn2 INTEGER NOT NULL DEFAULT 0,
      turn3 INTEGER NOT NULL DEFAULT 0,
      lone_turn INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX status_by_date ON status (sort_date) WHERE hidden = 0 AND is_subscribed = 1;
    CREATE INDEX status_by_feed ON status (feed_id, sort_date);
    \(unreadIndex);
    CREATE INDEX status_turned ON status (lone_turn) WHERE lone_turn > 0;

    CREATE TRIGGER feed_subscription AFTER UPDATE OF is_subscribed ON feed
    WHEN new.is_subscribed <> old.is_subscribed BEGIN
      UPDATE status SET is_subscribed = new.is_subscribed WHERE feed_id = new.id;
    END;

    CREATE TABLE place (
      entry_id INTEGER PRIMARY KEY REFERENCES entry (id) ON DELETE CASCADE,
      block INTEGER NOT NULL,
      offset INTEGER NOT NULL
    );

    CREATE TABLE journal (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL,
      value INTEGER NOT NULL CHECK (value IN (0, 1)),
      at INTEGER NOT NULL,
      is_undone INTEGER NOT NULL DEFAULT 0 CHECK (is_undone IN (0, 1)),
      length INTEGER NOT NULL,
      entries BLOB NOT NULL
    );

    CREATE TABLE status_serial (last INTEGER NOT NULL, last_mass INTEGER NOT NULL);
    INSERT INTO status_serial (last, last_mass) VALUES (0, 0);

    CREATE TABLE memory (
      key TEXT PRIMARY KEY NOT NULL,
      value TEXT NOT NULL
    ) WITHOUT ROWID;
    """

  /// What is unread, in order; a mass change drops it and makes it anew.
  static let unreadIndex = """
    CREATE INDEX status_unread ON status (sort_date) WHERE unread = 1 AND hidden = 0 AND is_subscribed = 1
    """

  /// Every save adds a segment to the index, and merging those of a first load costs it a tenth. 200 unmerged ones cost a
  /// search 1 ms for each word; at 256 they become one.
  private static let searchMerges = """
    INSERT INTO search (search, rank) VALUES ('automerge', 0);
    INSERT INTO search (search, rank) VALUES ('crisismerge', 256);
    """

  /// An index that held nothing then was of this form; any other may be of an older one.
  private static let searchForm = """
    INSERT OR IGNORE INTO memory (key, value)
    SELECT 'search.form', '2' WHERE NOT EXISTS (SELECT 1 FROM entry)
    """

  /// A password stands in no address that is shown.
  private static let health = """
    ALTER TABLE fetch ADD COLUMN last_asked INTEGER;
    ALTER TABLE fetch ADD COLUMN last_status INTEGER;
    ALTER TABLE fetch ADD COLUMN body_size INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE fetch ADD COLUMN bytes_received INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE fetch ADD COLUMN bytes_saved INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE fetch ADD COLUMN moved_to TEXT;
    ALTER TABLE feed ADD COLUMN moved_from TEXT;
    ALTER TABLE feed ADD COLUMN credentials TEXT;
    UPDATE OR IGNORE feed SET
      credentials = substr(url, instr(url, '://') + 3, instr(url, '@') - instr(url, '://') - 3),
      url = substr(url, 1, instr(url, '://') + 2) || substr(url, instr(url, '@') + 1)
    WHERE url GLOB 'http*://*@*' AND instr(substr(url, instr(url, '://') + 3), '/') NOT BETWEEN 1
      AND instr(substr(url, instr(url, '://') + 3), '@');
    """

  /// The texts are not kept twice: the index is contentless, and a row is taken out by giving its old text again.
  private static let search = """
    CREATE VIRTUAL TABLE search USING fts5(
      title, author, text, content = '', tokenize = 'unicode61 remove_diacritics 2');
    -- Every save adds a segment. Merging them when there are 16, and not from 4 on, costs a first load a sixth less.
    INSERT INTO search (search, rank) VALUES ('automerge', 16);
    """

  /// What each feed's last document named, as packed keys, and what was taken out of the cache since it named it.
  private static let retention = """
    CREATE TABLE listing (
      feed_id INTEGER PRIMARY KEY REFERENCES feed (id) ON DELETE CASCADE,
      entries BLOB NOT NULL
    );

    CREATE TABLE cleaned (
      feed_id INTEGER NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
      guid TEXT NOT NULL,
      sort_date INTEGER NOT NULL,
      hidden INTEGER NOT NULL CHECK (hidden IN (0, 1)),
      PRIMARY KEY (feed_id, guid)
    ) WITHOUT ROWID;
    """

  /// Names are unique by their key, which is the same for `Later` and `later`.
  private static let tags = """
    CREATE TABLE tag (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      key TEXT NOT NULL UNIQUE
    );

    CREATE TABLE entry_tag (
      entry_id INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
      tag_id INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
      PRIMARY KEY (entry_id, tag_id)
    ) WITHOUT ROWID;
    CREATE INDEX entry_tag_by_tag ON entry_tag (tag_id);
    """

  /// The serial of each action, by which a list knows what was hidden since it was opened.
  private static let journalSerials = """
    ALTER TABLE journal ADD COLUMN serial INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX journal_hidden ON journal (serial) WHERE kind = 'hidden';
    """

  /// The article found on an entry's page, and which text the user chose, which may come first.
  private static let pageTexts = """
    CREATE TABLE page (
      entry_id INTEGER PRIMARY KEY REFERENCES entry (id) ON DELETE CASCADE,
      choice TEXT CHECK (choice IN ('feed', 'page')),
      fetched INTEGER,
      form TEXT,
      base_url TEXT,
      length INTEGER,
      data BLOB,
      block INTEGER NOT NULL DEFAULT 0,
      offset INTEGER NOT NULL DEFAULT 0,
      fingerprint INTEGER
    );
    """

  private static let savedViews = """
    CREATE TABLE saved_view (
      key TEXT PRIMARY KEY NOT NULL,
      name TEXT NOT NULL,
      expression TEXT NOT NULL,
      position INTEGER NOT NULL
    ) WITHOUT ROWID;
    """
}
