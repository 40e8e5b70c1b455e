package dev.postgreswire.report.capture;

import java.nio.ByteBuffer;

/**
 * IPv6's header and those that extend it.
 *
 * @param next what follows them: the number of a protocol; -1 when they are cut
 * @param end where it does
 * @param isFragment whether there is a fragment header that says more than that it is the only one
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8200#section-4">RFC 8200, section 4</a>
 */
record V6Headers(
    int next,
    int end,
    boolean isFragment,
    int fragmentId,
    int fragmentOffset,
    boolean moreFragments) {
  private static final int TCP = 6;
  private static final int NOTHING = 59;
  private static final int HOP_BY_HOP = 0;
  private static final int ROUTING = 43;
  private static final int FRAGMENT = 44;
  private static final int AUTHENTICATION = 51;
  private static final int DESTINATION = 60;
  private static final int MOBILITY = 135;
  private static final int HOST_IDENTITY = 139;
  private static final int SHIM6 = 140;

  /** Reads them from a packet of at least 40 bytes. */
  static V6Headers read(ByteBuffer packet) {
    V6Headers headers = new V6Headers(packet.get(6) & 0xFF, 40, false, 0, 0, false);
    V6Headers previous;
    do {
      previous = headers;
      headers = headers.step(packet);
    } while (!headers.equals(previous));
    return headers;
  }

  /** Returns whether the packet ends before they do. */
  boolean isCut() {
    return next < 0;
  }

  private V6Headers step(ByteBuffer packet) {
    return switch (next) {
      case HOP_BY_HOP, ROUTING, DESTINATION, MOBILITY, HOST_IDENTITY, SHIM6 ->
          packet.limit() < end + 8 ? cut() : after(packet, ((packet.get(end + 1) & 0xFF) + 1) * 8);
      case AUTHENTICATION ->
          packet.limit() < end + 8 ? cut() : after(packet, ((packet.get(end + 1) & 0xFF) + 2) * 4);
      case FRAGMENT -> packet.limit() < end + 8 ? cut() : fragment(packet);
      default -> packet.limit() < end ? cut() : this;
    };
  }

  private V6Headers after(ByteBuffer packet, int length) {
    return new V6Headers(
        packet.get(end) & 0xFF,
        end + length,
        isFragment,
        fragmentId,
        fragmentOffset,
        moreFragments);
  }

  private V6Headers fragment(ByteBuffer packet) {
    int offset = packet.getShort(end + 2) & 0xFFF8;
    boolean more = (packet.get(end + 3) & 1) != 0;
    int following = packet.get(end) & 0xFF;
    // What follows in a later fragment is no header, whatever it looks like.
    return new V6Headers(
        offset > 0 && following != TCP ? NOTHING : following,
        end + 8,
        more || offset > 0,
        packet.getInt(end + 4),
        offset,
        more);
  }

  private V6Headers cut() {
    return new V6Headers(-1, end, isFragment, fragmentId, fragmentOffset, moreFragments);
  }
}
