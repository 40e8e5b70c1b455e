package dev.postgreswire.recording;

/**
 * Who wrote the client's bytes, as far as a source has said so: told by where the bytes were on the
 * wire, asked for by where they are among those that can be read. The two differ within a TLS
 * session, and where bytes are missing.
 *
 * <p>Takes next to nothing while nobody says anything. Not safe for use by several threads.
 */
final class Writers {
  /** About what a run of either kind takes. */
  private static final int RUN_MEMORY = 40;

  private static final Writers NOBODY = new Writers(new Runs<>(), new Runs<>());

  /** Both are {@link #NOBODY}'s until somebody says something, and nobody puts anything there. */
  private Runs<Caller> callers;

  private Runs<Long> shifts;
  private Writers view;

  Writers() {
    this(NOBODY.callers, NOBODY.shifts);
  }

  private Writers(Runs<Caller> callers, Runs<Long> shifts) {
    this.callers = callers;
    this.shifts = shifts;
  }

  /** {@code caller} wrote the bytes on the wire from number {@code from} on. */
  void writtenBy(Caller caller, long from) {
    if (!callers.at(from, Caller.UNKNOWN).equals(caller)) {
      view = null;
      callers = callers == NOBODY.callers ? new Runs<>() : callers;
      callers.put(from, caller);
    }
  }

  /**
   * The readable byte {@code position}, and those that follow, were on the wire at {@code wire}.
   */
  void onWire(long position, long wire) {
    long shift = wire - position;
    if (shifts.at(position, 0L) == shift) {
      return;
    }
    view = null;
    shifts = shifts == NOBODY.shifts ? new Runs<>() : shifts;
    shifts.put(position, shift);
    if (callers.size() == 0) {
      shifts.forgetBefore(position);
    }
  }

  /** Returns who wrote the readable byte {@code position}. */
  Caller at(long position) {
    return callers.size() == 0 ? Caller.UNKNOWN : callers.at(wire(position), Caller.UNKNOWN);
  }

  private long wire(long position) {
    return position + shifts.at(position, 0L);
  }

  /** Forgets who wrote the readable bytes before {@code position}. */
  void forgetBefore(long position) {
    if (memory() == 0) {
      return;
    }
    view = null;
    callers.forgetBefore(wire(position));
    shifts.forgetBefore(position);
  }

  /** Returns how many bytes of memory it takes, about. */
  long memory() {
    return (callers.size() + shifts.size()) * (long) RUN_MEMORY;
  }

  /** Returns what is known by now: what comes later does not show. */
  Writers view() {
    if (memory() == 0) {
      return NOBODY;
    }
    if (view == null) {
      view = new Writers(callers.copy(), shifts.copy());
    }
    return view;
  }
}
