package dev.postgreswire.agent.install;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Adds the calls of {@link JdkHook}s to a class, and changes nothing else of it. */
final class CallAdder extends ClassVisitor {
  private static final int MAJOR_VERSION = 6;

  /**
   * The newest class file that all of our own tools know; what we look at has not changed since.
   */
  private static final int KNOWN = 61;

  private static final int WITHOUT_CODE = Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT;

  private final List<JdkHook> hooks;
  private final List<JdkHook> missing;
  private String className;

  private CallAdder(ClassVisitor next, List<JdkHook> hooks) {
    super(Opcodes.ASM9, next);
    this.hooks = hooks;
    this.missing = new ArrayList<>(hooks);
  }

  /**
   * Adds calls.
   *
   * @param missed is told of hooks for which there is no method
   */
  static byte[] add(List<JdkHook> hooks, byte[] code, List<JdkHook> missed) {
    int high = code[MAJOR_VERSION] & 0xFF;
    int version = (high << 8) | (code[MAJOR_VERSION + 1] & 0xFF);
    byte[] known = code.clone();
    setVersion(known, Math.min(version, KNOWN));
    ClassReader reader = new ClassReader(known);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    CallAdder adder = new CallAdder(writer, hooks);
    reader.accept(adder, 0);
    missed.addAll(adder.missing);
    byte[] added = writer.toByteArray();
    setVersion(added, version);
    return added;
  }

  private static void setVersion(byte[] code, int version) {
    code[MAJOR_VERSION] = (byte) (version >> 8);
    code[MAJOR_VERSION + 1] = (byte) version;
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      String signature,
      String superName,
      String[] interfaces) {
    className = name;
    super.visit(version, access, name, signature, superName, interfaces);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
    if ((access & WITHOUT_CODE) != 0) {
      return method;
    }
    for (JdkHook hook : hooks) {
      if (hook.fits(name, descriptor)) {
        missing.remove(hook);
        boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
        method = new CallingMethod(method, hook, isStatic ? null : className, descriptor);
      }
    }
    return method;
  }
}
