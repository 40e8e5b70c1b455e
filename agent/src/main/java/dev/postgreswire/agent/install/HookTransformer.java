package dev.postgreswire.agent.install;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.pool.TypePool;

/**
 * Adds advice to the few classes that there are hooks for; it looks at no others. The JVM asks it
 * about each class it loads, so what decides that makes no use of lambdas or streams: to load their
 * classes it would have to ask about them first.
 */
final class HookTransformer implements ClassFileTransformer {
  private final Hooks hooks;
  private final HookJournal journal;

  HookTransformer(Hooks hooks, HookJournal journal) {
    this.hooks = hooks;
    this.journal = journal;
  }

  @Override
  public byte[] transform(
      Module module,
      ClassLoader loader,
      String internalName,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] code) {
    return internalName != null && hooks.concern(internalName, loader)
        ? transform(internalName, loader, code)
        : null;
  }

  /** What goes wrong is logged, and the class stays as it was. */
  private byte[] transform(String internalName, ClassLoader loader, byte[] code) {
    String name = internalName.replace('/', '.');
    journal.seen(name, loader);
    try {
      List<JdkHook> ofJdk = loader == null ? hooks.ofJdk(internalName) : List.of();
      return ofJdk.isEmpty()
          ? hooked(hooks.of(internalName, loader), loader, name, code)
          : calling(ofJdk, name, code);
    } catch (Throwable e) {
      journal.failed(name, e);
      return null;
    }
  }

  private byte[] calling(List<JdkHook> fitting, String name, byte[] code) {
    List<JdkHook> missing = new ArrayList<>();
    byte[] calling = CallAdder.add(fitting, code, missing);
    for (JdkHook hook : missing) {
      if (!hook.optional()) {
        journal.failed(name, new NoSuchMethodException(hook.method() + hook.descriptor()));
      }
    }
    return calling;
  }

  private byte[] hooked(List<Hook> fitting, ClassLoader loader, String name, byte[] code) {
    ClassFileLocator ours =
        ClassFileLocator.ForClassLoader.of(HookTransformer.class.getClassLoader());
    ClassFileLocator theirs =
        new ClassFileLocator.Compound(
            ClassFileLocator.Simple.of(name, code),
            loader == null
                ? ClassFileLocator.ForClassLoader.ofBootLoader()
                : ClassFileLocator.ForClassLoader.of(loader));
    TypeDescription type = TypePool.Default.of(theirs).describe(name).resolve();
    DynamicType.Builder<?> builder =
        new ByteBuddy().with(TypeValidation.DISABLED).decorate(type, theirs);
    for (Hook hook : fitting) {
      for (Hook.Addition addition : hook.additions()) {
        if (!type.getDeclaredMethods().filter(addition.methods()).isEmpty()) {
          builder = builder.visit(Advice.to(addition.advice(), ours).on(addition.methods()));
        } else if (!addition.optional()) {
          journal.failed(name, new NoSuchMethodException(addition.methods().toString()));
        }
      }
    }
    return builder.make().getBytes();
  }
}
