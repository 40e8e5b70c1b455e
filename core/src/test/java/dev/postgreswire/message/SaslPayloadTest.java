package dev.postgreswire.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.Field;
import dev.postgreswire.wire.Frame;
import dev.postgreswire.wire.FrameKind;
import dev.postgreswire.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SaslPayloadTest {
  private static final String CLIENT_NONCE = "rOprNGfwEbeRWgbNEkqO";
  private static final String NONCE = CLIENT_NONCE + "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
  private static final String PROOF = "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
  private static final String SIGNATURE = "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

  private static final AuthenticationSASL OFFER = new AuthenticationSASL(List.of("SCRAM-SHA-256"));
  private static final SASLInitialResponse CLIENT_FIRST =
      initial("SCRAM-SHA-256", "n,,n=user,r=" + CLIENT_NONCE);
  private static final AuthenticationSASLContinue SERVER_FIRST =
      new AuthenticationSASLContinue(bytes("r=" + NONCE + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"));
  private static final SASLResponse CLIENT_FINAL =
      new SASLResponse(bytes("c=biws,r=" + NONCE + ",p=" + PROOF));
  private static final AuthenticationSASLFinal SERVER_FINAL =
      new AuthenticationSASLFinal(bytes("v=" + SIGNATURE));

  /** The vector of RFC 7677, section 3. */
  @Test
  void readsScram() {
    assertThat(SaslPayload.of(CLIENT_FIRST, Contexts.after(OFFER)))
        .contains(
            new ScramClientFirst(
                "n", Optional.empty(), Optional.empty(), "user", CLIENT_NONCE, List.of()));
    assertThat(SaslPayload.of(SERVER_FIRST, Contexts.after(OFFER, CLIENT_FIRST)))
        .contains(new ScramServerFirst(NONCE, base64("W22ZaJ0SNY7soEsUEjb6gQ=="), 4096, List.of()));
    assertThat(SaslPayload.of(CLIENT_FINAL, Contexts.after(OFFER, CLIENT_FIRST, SERVER_FIRST)))
        .contains(new ScramClientFinal(bytes("n,,"), NONCE, base64(PROOF), List.of()));
    assertThat(
            SaslPayload.of(
                SERVER_FINAL, Contexts.after(OFFER, CLIENT_FIRST, SERVER_FIRST, CLIENT_FINAL)))
        .contains(
            new ScramServerFinal(Optional.of(base64(SIGNATURE)), Optional.empty(), List.of()));
  }

  @Test
  void writesWhatItReads() {
    DecodingContext context = Contexts.after(OFFER, CLIENT_FIRST, SERVER_FIRST);

    for (Message message : List.of(CLIENT_FIRST, SERVER_FIRST, CLIENT_FINAL, SERVER_FINAL)) {
      WireWriter out = new WireWriter(StandardCharsets.UTF_8);
      SaslPayload.of(message, context).orElseThrow().encode(out);
      assertThat(Optional.of(out.toBytes())).isEqualTo(SaslCarrier.data(message));
    }
  }

  @Test
  void readsChannelBindingAndExtensions() {
    SASLInitialResponse message =
        initial("SCRAM-SHA-256-PLUS", "p=tls-server-end-point,a=boss,n=a=2Cb,r=x,y=z");

    assertThat(SaslPayload.of(message, Contexts.after(OFFER)))
        .contains(
            new ScramClientFirst(
                "p",
                Optional.of("tls-server-end-point"),
                Optional.of("boss"),
                "a=2Cb",
                "x",
                List.of(new ScramAttribute('y', "z"))));
    SASLResponse last = new SASLResponse(bytes("c=cD0s,r=x,k=1,l=2,p=AA=="));
    assertThat(SaslPayload.of(last, Contexts.after(OFFER, CLIENT_FIRST, SERVER_FIRST)))
        .contains(
            new ScramClientFinal(
                bytes("p=,"),
                "x",
                Bytes.ofHex("00"),
                List.of(new ScramAttribute('k', "1"), new ScramAttribute('l', "2"))));
  }

  @Test
  void readsAnErrorOfTheServer() {
    AuthenticationSASLFinal message = new AuthenticationSASLFinal(bytes("e=invalid-proof"));

    assertThat(SaslPayload.of(message, Contexts.after(OFFER, CLIENT_FIRST)))
        .contains(new ScramServerFinal(Optional.empty(), Optional.of("invalid-proof"), List.of()));
  }

  @Test
  void theFirstMessageMayComeLater() {
    SASLInitialResponse empty = new SASLInitialResponse("SCRAM-SHA-256", Optional.empty());
    AuthenticationSASLContinue go = new AuthenticationSASLContinue(Bytes.EMPTY);
    SASLResponse first = new SASLResponse(bytes("y,,n=,r=abc"));
    DecodingContext context = Contexts.after(OFFER, empty, go);

    assertThat(SaslPayload.of(go, Contexts.after(OFFER, empty))).isEmpty();
    assertThat(SaslPayload.of(first, context)).containsInstanceOf(ScramClientFirst.class);
    assertThat(SaslPayload.of(CLIENT_FINAL, context.after(first).after(SERVER_FIRST)))
        .containsInstanceOf(ScramClientFinal.class);
  }

  @Test
  void readsOAuthBearer() {
    SASLInitialResponse message = initial("OAUTHBEARER", "n,,\1auth=Bearer abc.def=\1host=db\1\1");

    assertThat(SaslPayload.of(message, Contexts.after(OFFER)))
        .contains(
            new OAuthBearerInitialResponse(
                "n",
                Optional.empty(),
                Optional.empty(),
                List.of(
                    new OAuthParameter("auth", "Bearer abc.def="),
                    new OAuthParameter("host", "db"))));
    AuthenticationSASLContinue refusal =
        new AuthenticationSASLContinue(bytes("{\"status\":\"invalid_token\"}"));
    assertThat(SaslPayload.of(refusal, Contexts.after(OFFER, message)))
        .contains(new OAuthBearerChallenge("{\"status\":\"invalid_token\"}"));
    assertThat(SaslPayload.of(new SASLResponse(bytes("\1")), Contexts.after(OFFER, message)))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x,,n=,r=a",
        "n,n=,r=a",
        "n,,n=",
        "n,,r=a,n=",
        "n,,m=1,n=,r=a",
        "p,,n=,r=a",
        "n,,n=,r=a,",
        "n,,n=,r=a,,"
      })
  void leavesWhatIsNoScramAsItIs(String text) {
    assertThat(SaslPayload.of(initial("SCRAM-SHA-256", text), Contexts.after(OFFER))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "r=a,s=c2Fsd,i=1", "r=a,s=????,i=1", "r=a,s=c2Fsdb==,i=1", "r=a,s=AA==,i=01",
        "r=a,s=AA==,i=x", "r=a,s=AA==,i=", "r=a,s=AA==,i=4294967296", "r=a,s=AA=="
      })
  void leavesWhatIsNotCanonicalAsItIs(String text) {
    AuthenticationSASLContinue message = new AuthenticationSASLContinue(bytes(text));

    assertThat(SaslPayload.of(message, Contexts.after(OFFER, CLIENT_FIRST))).isEmpty();
  }

  /** As RFC 7628, section 4.2, has it, with a name on whose behalf, and with channel binding. */
  @Test
  void readsOAuthBearerOnBehalfOfSomebody() {
    SASLInitialResponse message =
        initial("OAUTHBEARER", "p=tls-exporter,a=boss,\1auth=Bearer abc\1\1");

    assertThat(SaslPayload.of(message, Contexts.after(OFFER)))
        .contains(
            new OAuthBearerInitialResponse(
                "p",
                Optional.of("tls-exporter"),
                Optional.of("boss"),
                List.of(new OAuthParameter("auth", "Bearer abc"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n,,auth=Bearer abc\1\1",
        "n,,\1auth=Bearer abc\1",
        "n,,\1auth\1\1",
        "n,,\1auth=Bearer abc\1\1more",
        "n,,"
      })
  void leavesWhatIsNoOAuthBearerAsItIs(String text) {
    assertThat(SaslPayload.of(initial("OAUTHBEARER", text), Contexts.after(OFFER))).isEmpty();
  }

  /** The server asks, and the client says its token then. */
  @Test
  void aBearerTokenMayComeLater() {
    SASLInitialResponse empty = new SASLInitialResponse("OAUTHBEARER", Optional.empty());
    AuthenticationSASLContinue go = new AuthenticationSASLContinue(Bytes.EMPTY);
    SASLResponse token = new SASLResponse(bytes("n,,\1auth=Bearer abc\1\1"));
    DecodingContext context = Contexts.after(OFFER, empty, go);

    assertThat(SaslPayload.of(token, context)).containsInstanceOf(OAuthBearerInitialResponse.class);
    assertThat(SaslPayload.of(token, context.after(token))).isEmpty();
  }

  @Test
  void extensionsOfTheServerAreWrittenAsRead() {
    AuthenticationSASLContinue first =
        new AuthenticationSASLContinue(bytes("r=a,s=AA==,i=2147483647,x=1,y=2"));
    AuthenticationSASLFinal last = new AuthenticationSASLFinal(bytes("v=AA==,x=1"));
    DecodingContext context = Contexts.after(OFFER, CLIENT_FIRST);

    assertThat(SaslPayload.of(first, context))
        .contains(
            new ScramServerFirst(
                "a",
                Bytes.ofHex("00"),
                Integer.MAX_VALUE,
                List.of(new ScramAttribute('x', "1"), new ScramAttribute('y', "2"))));
    assertThat(SaslPayload.of(last, context))
        .contains(
            new ScramServerFinal(
                Optional.of(Bytes.ofHex("00")),
                Optional.empty(),
                List.of(new ScramAttribute('x', "1"))));
  }

  @Test
  void theFieldsLieWithinTheFrame() {
    DecodingContext context = Contexts.after(OFFER, CLIENT_FIRST, SERVER_FIRST);
    Bytes bytes = MessageEncoder.encode(CLIENT_FINAL, StandardCharsets.UTF_8);
    Frame frame = new Frame(Direction.FRONTEND, FrameKind.MESSAGE, 0, bytes.length(), bytes, "");

    List<Field> fields = MessageDecoder.fields(frame, context);

    assertThat(fields)
        .extracting(Field::name)
        .containsExactly(
            "type", "length", "data", "data.channelBinding", "data.nonce", "data.proof");
    Field nonce = fields.get(4);
    assertThat(bytes.slice(nonce.offset(), nonce.length())).isEqualTo(bytes(NONCE));
    assertThat(fields.get(5).value()).isEqualTo(base64(PROOF));
  }

  @Test
  void secretsStayOutOfText() {
    DecodingContext context = Contexts.after(OFFER, CLIENT_FIRST, SERVER_FIRST);

    assertThat(CLIENT_FINAL.toString()).isEqualTo("SASLResponse[data=********]");
    assertThat(SaslPayload.of(CLIENT_FINAL, context).orElseThrow().toString())
        .contains("nonce=" + NONCE, "proof=********")
        .doesNotContain(base64(PROOF).toHex().substring(0, 8));
    assertThat(SaslPayload.of(SERVER_FINAL, context).orElseThrow().toString())
        .contains("********")
        .doesNotContain(base64(SIGNATURE).toHex().substring(0, 8));
    assertThat(new OAuthParameter("auth", "Bearer abc").toString()).doesNotContain("abc");
  }

  private static SASLInitialResponse initial(String mechanism, String text) {
    return new SASLInitialResponse(mechanism, Optional.of(bytes(text)));
  }

  private static Bytes bytes(String text) {
    return Bytes.of(text, StandardCharsets.UTF_8);
  }

  private static Bytes base64(String text) {
    return Bytes.of(Base64.getDecoder().decode(text));
  }
}
