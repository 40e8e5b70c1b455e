// The rows of the list: exchanges; beneath those that are unfolded their messages; many messages of a kind in one.

/** From as many messages of a kind on, they are one row. */
const SHORTEST_RUN = 3;

/** What to show of a recording: which connection, what is unfolded, what a filter has left. */
export class View {
  constructor(recording) {
    this.recording = recording;
    this.conn = 0;
    this.unfolded = new Set();
    this.unfoldedRuns = new Set();
    /** Null, or 1 for each message that fits. */
    this.fits = null;
    /** Whether what does not fit is left out, or only what fits is marked. */
    this.hides = true;
    this.rows = [];
    this.build();
  }

  build() {
    this.rows = [];
    for (const exchange of this.recording.exchanges) {
      if (exchange.left) {
        if (!this.fits || !this.hides) {
          this.rows.push({ kind: 'left', left: exchange, level: 1 });
        }
      } else if (this.isShown(exchange)) {
        this.rows.push({ kind: 'exchange', exchange, m: exchange.first, level: 1 });
        if (this.unfolded.has(exchange)) {
          this.addMessages(exchange);
        }
      }
    }
  }

  isShown(exchange) {
    if (this.conn && exchange.conn !== this.conn) {
      return false;
    }
    return !this.fits || !this.hides || this.fitting(exchange) > 0;
  }

  /** Returns how many messages of an exchange fit. */
  fitting(exchange) {
    let count = 0;
    for (let m = exchange.first; this.fits && m < exchange.first + exchange.count; m++) {
      count += this.fits[m];
    }
    return count;
  }

  addMessages(exchange) {
    const end = exchange.first + exchange.count;
    const middle = exchange.first + exchange.firstPart;
    for (let m = exchange.first; m < end;) {
      if (m === middle && exchange.leftMessages) {
        this.addLeft(exchange);
      }
      const limit = m < middle ? middle : end;
      const length = this.runLength(m, limit);
      if (length >= SHORTEST_RUN) {
        this.rows.push({ kind: 'run', exchange, m, count: length, level: 2 });
      }
      if (length < SHORTEST_RUN || this.unfoldedRuns.has(m)) {
        const level = length < SHORTEST_RUN ? 2 : 3;
        for (let i = m; i < m + length; i++) {
          this.rows.push({ kind: 'message', exchange, m: i, level });
        }
      }
      m += length;
    }
  }

  addLeft(exchange) {
    const left = { exchanges: 0, messages: exchange.leftMessages, bytes: exchange.leftBytes };
    this.rows.push({ kind: 'left', exchange, left, level: 2 });
  }

  /** Returns how many messages from {@code m} on are of one type and from one side. */
  runLength(m, end) {
    const { recording } = this;
    const type = recording.shape(m).type;
    const backend = recording.isBackend(m);
    let next = m + 1;
    while (next < end && recording.shape(next).type === type && recording.isBackend(next) === backend) {
      next++;
    }
    return recording.isError(m) ? 1 : next - m;
  }

  /** Unfolds whatever hides a message, and returns its row. */
  reveal(m) {
    const exchange = this.recording.messages.exchange[m];
    const hidden = (this.conn && exchange.conn !== this.conn) || (this.fits && this.hides && !this.fitting(exchange));
    if (hidden) {
      return -1;
    }
    this.unfolded.add(exchange);
    this.build();
    let row = this.rowOf(m);
    if (this.rows[row]?.kind === 'run') {
      this.unfoldedRuns.add(this.rows[row].m);
      this.build();
      row = this.rowOf(m);
    }
    return row;
  }

  /** Returns the row of a message, of the run it is in, or of its exchange; -1 if none is there. */
  rowOf(m) {
    const exchange = this.recording.messages.exchange[m];
    let found = -1;
    for (let i = 0; i < this.rows.length; i++) {
      const row = this.rows[i];
      if (row.exchange === exchange) {
        const within = row.kind === 'run' && m >= row.m && m < row.m + row.count;
        found = row.kind === 'exchange' || within || (row.kind === 'message' && row.m === m) ? i : found;
      } else if (found >= 0) {
        break;
      }
    }
    return found;
  }

  isFoldable(row) {
    return row.kind === 'exchange' || row.kind === 'run';
  }

  isUnfolded(row) {
    return row.kind === 'exchange' ? this.unfolded.has(row.exchange) : this.unfoldedRuns.has(row.m);
  }

  fold(row, open) {
    const set = row.kind === 'exchange' ? this.unfolded : this.unfoldedRuns;
    const key = row.kind === 'exchange' ? row.exchange : row.m;
    if (open) {
      set.add(key);
    } else {
      set.delete(key);
    }
    this.build();
  }

  /** Returns the row that a row lies beneath. */
  parentOf(index) {
    let i = index;
    while (i > 0 && this.rows[i].level >= this.rows[index].level) {
      i--;
    }
    return i;
  }

  unfoldAll(open) {
    this.unfolded = new Set(open ? this.recording.exchanges.filter(exchange => !exchange.left) : []);
    this.unfoldedRuns.clear();
    this.build();
  }
}
