package dev.postgreswire.agent.install;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * A method to which the calls of a {@link JdkHook} are added. They need no variable of their own,
 * so that what the JVM verifies of the method's stack stays right as it is; only what catches has a
 * description of its own.
 */
final class CallingMethod extends MethodVisitor {
  private static final String CALLS = "dev/postgreswire/agent/boot/JdkCalls";
  private static final String THROWABLE = "java/lang/Throwable";

  private final JdkHook hook;

  /** The method's class; null for a static method. */
  private final String receiver;

  private final Type[] arguments;
  private final Type result;
  private final Label begin = new Label();
  private final Label end = new Label();

  CallingMethod(MethodVisitor next, JdkHook hook, String receiver, String descriptor) {
    super(Opcodes.ASM9, next);
    this.hook = hook;
    this.receiver = receiver;
    this.arguments = Type.getArgumentTypes(descriptor);
    this.result = Type.getReturnType(descriptor);
  }

  @Override
  public void visitCode() {
    super.visitCode();
    if (hook.entry() != null) {
      call(hook.entry());
    }
    super.visitLabel(begin);
  }

  @Override
  public void visitInsn(int opcode) {
    if (hook.exit() != null && opcode == result.getOpcode(Opcodes.IRETURN)) {
      boolean replaces = Type.getReturnType(hook.exit().descriptor()).getSort() != Type.VOID;
      if (!replaces) {
        super.visitInsn(result.getSize() == 2 ? Opcodes.DUP2 : Opcodes.DUP);
      }
      call(hook.exit());
    }
    super.visitInsn(opcode);
  }

  /** The JDK's own handlers came before, and are asked first. */
  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    if (hook.failure() != null) {
      super.visitLabel(end);
      super.visitTryCatchBlock(begin, end, end, THROWABLE);
      Object[] variables = variables();
      super.visitFrame(Opcodes.F_FULL, variables.length, variables, 1, new Object[] {THROWABLE});
      super.visitInsn(Opcodes.DUP);
      call(hook.failure());
      super.visitInsn(Opcodes.ATHROW);
    }
    super.visitMaxs(maxStack, maxLocals);
  }

  private void call(JdkHook.Call call) {
    for (int argument : call.arguments()) {
      super.visitVarInsn(arguments[argument].getOpcode(Opcodes.ILOAD), variable(argument));
    }
    super.visitMethodInsn(Opcodes.INVOKESTATIC, CALLS, call.name(), call.descriptor(), false);
  }

  private int variable(int argument) {
    int variable = receiver == null ? 0 : 1;
    for (int i = 0; i < argument; i++) {
      variable += arguments[i].getSize();
    }
    return variable;
  }

  /** Returns the types of the arguments, as a stack map has them. */
  private Object[] variables() {
    List<Object> types = new ArrayList<>();
    if (receiver != null) {
      types.add(receiver);
    }
    for (Type argument : arguments) {
      types.add(type(argument));
    }
    return types.toArray();
  }

  private static Object type(Type type) {
    return switch (type.getSort()) {
      case Type.LONG -> Opcodes.LONG;
      case Type.DOUBLE -> Opcodes.DOUBLE;
      case Type.FLOAT -> Opcodes.FLOAT;
      case Type.OBJECT, Type.ARRAY -> type.getInternalName();
      default -> Opcodes.INTEGER;
    };
  }
}
