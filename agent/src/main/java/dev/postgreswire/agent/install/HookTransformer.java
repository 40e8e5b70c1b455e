package dev.postgreswire.agent.install;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.pool.TypePool;

/** Adds advice to the few classes that there are hooks for; it looks at no others. */
final class HookTransformer implements ClassFileTransformer {
  private final List<Hook> hooks;
  private final HookLog log;

  HookTransformer(List<Hook> hooks, HookLog log) {
    this.hooks = List.copyOf(hooks);
    this.log = log;
  }

  @Override
  public byte[] transform(
      Module module,
      ClassLoader loader,
      String internalName,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] code) {
    if (internalName == null) {
      return null;
    }
    for (Hook hook : hooks) {
      if (hook.fits(internalName) && (!hook.isOfJdk() || loader == null)) {
        return transform(hook, loader, internalName.replace('/', '.'), code);
      }
    }
    return null;
  }

  /** What goes wrong is logged, and the class stays as it was. */
  private byte[] transform(Hook hook, ClassLoader loader, String name, byte[] code) {
    try {
      byte[] hooked = hooked(hook, loader, name, code);
      log.hooked(name);
      return hooked;
    } catch (Throwable e) {
      log.failed(name, e);
      return null;
    }
  }

  private static byte[] hooked(Hook hook, ClassLoader loader, String name, byte[] code) {
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
    for (Hook.Addition addition : hook.additions()) {
      if (type.getDeclaredMethods().filter(addition.methods()).isEmpty()) {
        throw new IllegalStateException("no method " + addition.methods());
      }
      builder = builder.visit(Advice.to(addition.advice(), ours).on(addition.methods()));
    }
    return builder.make().getBytes();
  }
}
