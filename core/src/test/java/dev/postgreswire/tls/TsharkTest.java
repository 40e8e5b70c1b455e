package dev.postgreswire.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.tls.Transcript.Reading;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reads the same sessions as Wireshark does, from the same key log, to the byte. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TsharkTest {
  private static final String ANY_CIPHER = "ALL:@SECLEVEL=0";

  @TempDir private Path folder;

  private final List<Transcript> transcripts = new ArrayList<>();
  private Path keyLogFile;

  @Test
  void readsWhatTsharkReads() throws Exception {
    OpenSsl.assumeInstalled("openssl");
    OpenSsl.assumeInstalled("tshark");
    recordSessions();
    PcapFile capture = new PcapFile();
    transcripts.forEach(capture::add);
    List<List<Bytes>> followed = tshark(capture.writeTo(folder.resolve("sessions.pcap")));
    KeyLog keyLog = KeyLog.read(keyLogFile);

    assertThat(followed).hasSameSizeAs(transcripts);
    for (int i = 0; i < followed.size(); i++) {
      Reading ours = transcripts.get(i).read(keyLog);
      assertThat(ours.stopped()).as("session " + i).isEmpty();
      assertThat(ours.content().get(Direction.FRONTEND)).isNotEqualTo(Bytes.EMPTY);
      assertThat(
              List.of(
                  ours.content().get(Direction.FRONTEND), ours.content().get(Direction.BACKEND)))
          .as("session " + i)
          .isEqualTo(followed.get(i));
    }
  }

  private void recordSessions() throws IOException {
    Path rsa = OpenSsl.certificate(folder.resolve("rsa.pem"), "-newkey", "rsa:2048");
    try (OpenSslPair pair = new OpenSslPair(folder, rsa, "-rev", "-cipher", ANY_CIPHER)) {
      keyLogFile = pair.keyLogFile();
      session(pair, "-ciphersuites", "TLS_AES_128_GCM_SHA256");
      session(pair, "-ciphersuites", "TLS_AES_256_GCM_SHA384");
      session(pair, "-ciphersuites", "TLS_CHACHA20_POLY1305_SHA256");
      String kept = folder.resolve("session").toString();
      session(pair, "-tls1_3", "-sess_out", kept);
      session(pair, "-tls1_3", "-sess_in", kept);
      session(pair, "-tls1_2", "-cipher", "AES128-GCM-SHA256", "-sess_out", kept);
      session(pair, "-tls1_2", "-cipher", "AES128-GCM-SHA256", "-sess_in", kept);
      session(pair, "-tls1_2", "-cipher", "ECDHE-RSA-CHACHA20-POLY1305");
      session(pair, "-tls1_2", "-cipher", "AES256-SHA");
      for (int i = 0; i < 9; i++) {
        transcripts.add(pair.transcript(i));
      }
    }
    try (OpenSslPair pair =
        new OpenSslPair(
            folder, rsa, "-rev", "-no_etm", "-groups", "P-384", "-max_send_frag", "600")) {
      session(pair, "-tls1_2", "-cipher", "ECDHE-RSA-AES256-SHA384");
      session(pair, "-tls1_3", "-groups", "X25519:P-384");
      transcripts.add(pair.transcript(0));
      transcripts.add(pair.transcript(1));
    }
  }

  private static void session(OpenSslPair pair, String... arguments) throws IOException {
    try (OpenSsl client = pair.connect(arguments)) {
      if (!List.of(arguments).contains("-tls1_2")) {
        client.say("hello");
        client.await("olleh");
        client.say("K");
        client.await("KEYUPDATE");
      }
      pair.talk(client, "one", "x".repeat(2000));
    }
  }

  /** Returns what each side said, by connection. */
  private List<List<Bytes>> tshark(Path capture) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("tshark", "-r", capture.toString(), "-q"));
    command.addAll(List.of("-o", "tls.keylog_file:" + keyLogFile));
    command.addAll(List.of("-d", "tcp.port==" + PcapFile.PORT + ",tls"));
    for (int i = 0; i < transcripts.size(); i++) {
      command.addAll(List.of("-z", "follow,tls,raw," + i));
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    return sides(output.lines().toList());
  }

  /** Takes lines apart: what node 0 said, and indented, what the other said; node 0 is either. */
  private static List<List<Bytes>> sides(List<String> lines) {
    Map<Integer, List<Bytes>> streams = new TreeMap<>(); // they do not come in order
    List<Bytes> stream = List.of();
    boolean serverIsIndented = true;
    for (String line : lines) {
      if (line.startsWith("Filter: tcp.stream eq ")) {
        stream = new ArrayList<>(List.of(Bytes.EMPTY, Bytes.EMPTY));
        streams.put(Integer.valueOf(line.substring(line.lastIndexOf(' ') + 1)), stream);
      } else if (line.startsWith("Node 0:")) {
        serverIsIndented = !line.endsWith(":" + PcapFile.PORT);
      } else if (line.matches("\t?[0-9a-f]+")) {
        int side = line.startsWith("\t") == serverIsIndented ? 1 : 0;
        stream.set(side, stream.get(side).plus(Bytes.ofHex(line.strip())));
      }
    }
    return List.copyOf(streams.values());
  }
}
