package dev.postgreswire.report.capture;

import java.nio.ByteBuffer;
import java.util.Set;

/**
 * What comes before IP in a packet.
 *
 * @see <a href="https://www.tcpdump.org/linktypes.html">Link-layer header types</a>
 */
final class LinkLayer {
  private static final int NULL = 0;
  private static final int ETHERNET = 1;
  private static final int LOOP = 108;
  private static final int LINUX_COOKED = 113;
  private static final int LINUX_COOKED_2 = 276;

  /** The number of the standard, and those that BSDs had before. */
  private static final Set<Integer> RAW = Set.of(12, 14, 101, 228, 229);

  private static final int IPV4 = 0x0800;
  private static final int IPV6 = 0x86DD;

  /** IEEE 802.1Q, 802.1ad (QinQ), and what was used for it before. */
  private static final Set<Integer> VLAN = Set.of(0x8100, 0x88A8, 0x9100, 0x9200);

  /** AF_INET, and what AF_INET6 is on Linux, Windows, NetBSD, FreeBSD and macOS. */
  private static final Set<Integer> FAMILIES = Set.of(2, 10, 23, 24, 28, 30);

  private LinkLayer() {}

  /**
   * Goes to where IP begins.
   *
   * @param data the packet
   * @return whether it does; if not, {@code tally} has the reason
   */
  static boolean toIp(int linkType, ByteBuffer data, Tally tally) {
    return switch (linkType) {
      case ETHERNET -> ether(data, 12, 2, tally);
      case LINUX_COOKED -> ether(data, 14, 2, tally);
      case LINUX_COOKED_2 -> ether(data, 0, 20, tally);
      case NULL, LOOP -> family(data, tally);
      default -> RAW.contains(linkType) || no("link type " + linkType + " is not known", tally);
    };
  }

  /** Reads the EtherType at {@code typeAt}; a header of {@code typeAt + more} bytes ends there. */
  private static boolean ether(ByteBuffer data, int typeAt, int more, Tally tally) {
    int at = data.position() + typeAt;
    int end = at + more;
    while (end <= data.limit()) {
      int type = data.getShort(at) & 0xFFFF;
      data.position(end);
      if (!VLAN.contains(type)) {
        return type == IPV4 || type == IPV6 || no("not IP", tally);
      }
      at = end + 2; // the tag
      end = at + 2;
    }
    return no(IpLayer.CUT, tally);
  }

  /** The family of addresses, in the byte order of the machine that captured. */
  private static boolean family(ByteBuffer data, Tally tally) {
    if (data.remaining() < 4) {
      return no(IpLayer.CUT, tally);
    }
    int family = data.getInt();
    return FAMILIES.contains(family)
        || FAMILIES.contains(Integer.reverseBytes(family))
        || no("not IP", tally);
  }

  private static boolean no(String why, Tally tally) {
    tally.skip(why);
    return false;
  }
}
