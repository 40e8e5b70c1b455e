package dev.postgreswire.recording;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that is known of one connection at one moment, from which a RecordedConnection is made.
 *
 * @param id 1, 2, 3 … in the order of opening
 * @param origin what the source said of it
 * @param began when the recorder began; the view's times count from here
 * @param openedAt when it opened
 * @param openedInWindow whether it opened within the window
 * @param closedAt when it was over; empty while it is open
 * @param ending how it ended
 * @param endDetail more about that, or the empty string
 * @param notes what was changed or could not be done
 * @param gaps where bytes are missing that lie within no frame
 * @param view its frames
 * @param tls its TLS session, if somebody tries to decrypt it
 * @param checkpoint what was known of it at the first frame of the view
 * @param from the frame at which the window begins
 */
record ConnectionSnapshot(
    int id,
    ConnectionOrigin origin,
    Instant began,
    Instant openedAt,
    boolean openedInWindow,
    Optional<Instant> closedAt,
    Ending ending,
    String endDetail,
    List<TimedNote> notes,
    List<TimedGap> gaps,
    LogView view,
    Optional<TlsFacts> tls,
    Checkpoint checkpoint,
    int from) {}
