package dev.postgreswire.agent.boot;

import javax.crypto.SecretKey;

/** What the hooks of TLS implementations call. */
public final class TlsHooks {
  private static volatile Handler handler;

  private TlsHooks() {}

  /** Is told what the hooks see. Whatever it throws is not thrown into the application. */
  public abstract static class Handler {
    /** For the agent to extend. */
    protected Handler() {}

    /**
     * The JDK derives keys of a secret.
     *
     * @param handshake a {@code sun.security.ssl.HandshakeContext}
     */
    public abstract void derived(Object handshake, SecretKey secret);

    /**
     * Netty has made a context of tcnative.
     *
     * @param context a {@code ReferenceCountedOpenSslContext}
     * @param pointer what tcnative knows it by
     */
    public abstract void created(Object context, long pointer);
  }

  /** Says who is told. */
  public static void handler(Handler told) {
    handler = told;
  }

  /** The JDK derives keys of a secret. */
  public static void derived(Object handshake, SecretKey secret) {
    Handler told = handler;
    if (told != null) {
      told.derived(handshake, secret);
    }
  }

  /** Netty has made a context of tcnative. */
  public static void created(Object context, long pointer) {
    Handler told = handler;
    if (told != null) {
      told.created(context, pointer);
    }
  }
}
