package dev.postgreswire.agent.install;

import dev.postgreswire.agent.AgentLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The hooks of all features. They are asked for only once a class is loaded that may be meant: Byte
 * Buddy, by which hooks are described, has more classes than most applications need to start.
 *
 * <p>Safe for use by several threads.
 */
final class Hooks {
  /** Those of the JDK, among which there are always some that are loaded and not meant. */
  private static final Set<String> OF_JDK =
      Set.of(
          "sun/nio/ch/DatagramDispatcher",
          "sun/nio/ch/NativeDispatcher",
          "sun/nio/ch/Net",
          "sun/nio/ch/SocketDispatcher",
          "sun/nio/ch/UnixAsynchronousSocketChannelImpl",
          "sun/nio/ch/UnixDispatcher",
          "sun/nio/ch/UnixDomainSockets",
          "sun/security/ssl/SSLTrafficKeyDerivation");

  /** Those that have started; none is added any more once a class is looked at. */
  private final List<Feature> features;

  private volatile JdkHook[] ofJdk;
  private volatile Hook[] all;

  Hooks(List<Feature> features) {
    this.features = features;
  }

  /**
   * Returns whether there may be a hook for a class.
   *
   * @param internalName its name, or the end of it, as it stands in a class file
   */
  static boolean mayConcern(String internalName) {
    return OF_JDK.contains(internalName)
        || internalName.contains("netty/")
        || internalName.contains("newsclub/");
  }

  /** Returns whether there is a hook for a class. No lambdas here: see {@link HookTransformer}. */
  boolean concern(String internalName, ClassLoader loader) {
    if (!mayConcern(internalName)) {
      return false;
    }
    if (loader == null && !ofJdk(internalName).isEmpty()) {
      return true;
    }
    for (Hook hook : all()) {
      if (hook.fits(internalName, loader)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the hooks for a class of the JDK; where there are any, there are no others. */
  List<JdkHook> ofJdk(String internalName) {
    List<JdkHook> fitting = new ArrayList<>();
    for (JdkHook hook : allOfJdk()) {
      if (hook.className().equals(internalName)) {
        fitting.add(hook);
      }
    }
    return fitting;
  }

  private JdkHook[] allOfJdk() {
    JdkHook[] known = ofJdk;
    return known == null ? askForJdk() : known;
  }

  private synchronized JdkHook[] askForJdk() {
    if (ofJdk == null) {
      List<JdkHook> hooks = new ArrayList<>();
      for (Feature feature : features) {
        hooks.addAll(feature.jdkHooks());
      }
      ofJdk = hooks.toArray(new JdkHook[0]);
    }
    return ofJdk;
  }

  /** Returns the hooks for a class. */
  List<Hook> of(String internalName, ClassLoader loader) {
    List<Hook> fitting = new ArrayList<>();
    for (Hook hook : all()) {
      if (hook.fits(internalName, loader)) {
        fitting.add(hook);
      }
    }
    return fitting;
  }

  private Hook[] all() {
    Hook[] known = all;
    return known == null ? ask() : known;
  }

  private synchronized Hook[] ask() {
    if (all == null) {
      List<Hook> hooks = new ArrayList<>();
      for (Feature feature : features) {
        try {
          hooks.addAll(feature.hooks());
        } catch (Throwable e) {
          AgentLog.say(feature.getClass().getSimpleName() + " hooks nothing: " + e);
        }
      }
      all = hooks.toArray(new Hook[0]);
    }
    return all;
  }
}
