package dev.postgreswire.message;

import dev.postgreswire.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The client's message of OAUTHBEARER (RFC 7628).
 *
 * @param gs2Flag {@code n}, or {@code y}; PostgreSQL refuses {@code p}
 * @param channelBindingType how the channel is bound, with {@code p}
 * @param authzid whom to act as
 * @param parameters keys and values; {@code auth} holds {@code Bearer} and the token
 */
public record OAuthBearerInitialResponse(
    String gs2Flag,
    Optional<String> channelBindingType,
    Optional<String> authzid,
    List<OAuthParameter> parameters)
    implements SaslPayload {
  private static final char SEPARATOR = 1;

  /** Copies the parameters. */
  public OAuthBearerInitialResponse {
    parameters = List.copyOf(parameters);
  }

  static OAuthBearerInitialResponse decode(SaslReader in) {
    String gs2Flag = in.gs2Flag();
    Optional<String> channelBindingType = in.channelBindingType(gs2Flag);
    Optional<String> authzid = in.authzid();
    in.expect(SEPARATOR);
    List<OAuthParameter> parameters = new ArrayList<>();
    while (!in.atSeparator()) {
      String field = "parameters[" + parameters.size() + "]";
      String key = in.text(field + ".key", '=');
      in.expect('=');
      parameters.add(new OAuthParameter(key, in.text(field + ".value", SEPARATOR)));
      in.expect(SEPARATOR);
    }
    in.expect(SEPARATOR);
    return new OAuthBearerInitialResponse(gs2Flag, channelBindingType, authzid, parameters);
  }

  @Override
  public void encode(WireWriter out) {
    StringBuilder text = new StringBuilder(gs2Flag);
    channelBindingType.ifPresent(type -> text.append('=').append(type));
    text.append(',');
    authzid.ifPresent(name -> text.append("a=").append(name));
    text.append(',').append(SEPARATOR);
    for (OAuthParameter parameter : parameters) {
      text.append(parameter.key()).append('=').append(parameter.value()).append(SEPARATOR);
    }
    ScramAttribute.text(out, text.append(SEPARATOR).toString());
  }
}
