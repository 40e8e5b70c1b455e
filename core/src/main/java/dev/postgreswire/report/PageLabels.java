package dev.postgreswire.report;

import dev.postgreswire.message.ColumnDescription;
import dev.postgreswire.message.Diagnostic;
import dev.postgreswire.message.ErrorField;
import dev.postgreswire.message.Message;
import dev.postgreswire.message.MessageType;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.wire.Field;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/** What the page calls the fields of a message, and which of them its line in the list shows. */
final class PageLabels {
  private static final Set<String> MINOR = Set.of("type", "length", "terminator");
  private static final Set<String> TELLING = Set.of("severity", "code", "message");

  private final Message message;
  private final List<ColumnDescription> columns;

  PageLabels(Message message, List<ColumnDescription> columns) {
    this.message = message;
    this.columns = columns;
  }

  /** Returns its name, or what the message itself or the ones before call it. */
  String of(Field field) {
    String name = field.name();
    return switch (message.type()) {
      case DATA_ROW -> name.endsWith("]") ? column(index(name)).orElse(name) : name;
      case BIND -> name.startsWith("parameters[") ? "$" + (index(name) + 1) : name;
      case STARTUP_MESSAGE -> named(name, this::parameter);
      case ERROR_RESPONSE, NOTICE_RESPONSE -> named(name, this::error);
      default -> name;
    };
  }

  private Optional<String> column(int index) {
    return index < columns.size() ? Optional.of(columns.get(index).name()) : Optional.empty();
  }

  /** Returns the number between the first brackets. */
  private static int index(String name) {
    return Integer.parseInt(name.substring(name.indexOf('[') + 1, name.indexOf(']')));
  }

  /** Returns what a pair is called for the second of the two, and what it is for the first. */
  private static String named(String name, IntFunction<String> ofPair) {
    if (name.endsWith("].value")) {
      return ofPair.apply(index(name));
    }
    return name.contains("].") ? "name" : name;
  }

  private String parameter(int index) {
    return ((StartupMessage) message).parameters().get(index).name();
  }

  private String error(int index) {
    return errorField(index).map(ErrorField::name).orElse("value");
  }

  private Optional<ErrorField> errorField(int index) {
    List<ErrorField> fields = message instanceof Diagnostic d ? d.fields() : List.of();
    return index < fields.size() ? Optional.of(fields.get(index)) : Optional.empty();
  }

  boolean isSqlState(Field field, String label) {
    return isDiagnostic() && label.equals("code") && field.name().endsWith(".value");
  }

  boolean isType(Field field) {
    return field.name().endsWith("ypeOid") || field.name().startsWith("parameterTypes[");
  }

  private boolean isDiagnostic() {
    return message.type() == MessageType.ERROR_RESPONSE
        || message.type() == MessageType.NOTICE_RESPONSE;
  }

  /** Returns whether the field is of little interest, is in the list, and belongs to a group. */
  int flags(Field field, String label, int headerSize) {
    boolean minor = isMinor(field, headerSize);
    int flags = minor ? PageField.MINOR : 0;
    flags |= isGrouped(field) ? PageField.GROUPED : 0;
    if (!minor && isTelling(field, label)) {
      flags |= PageField.SUMMARY;
      flags |= isLabelled(field) ? PageField.LABELLED : 0;
    }
    return flags;
  }

  private boolean isMinor(Field field, int headerSize) {
    String name = field.name();
    boolean named = message.type() == MessageType.STARTUP_MESSAGE || isDiagnostic();
    return (headerSize > 0 && field.offset() < headerSize)
        || MINOR.contains(name)
        || name.endsWith("Count")
        || (named && !name.endsWith(".value"));
  }

  private boolean isGrouped(Field field) {
    boolean named = message.type() == MessageType.STARTUP_MESSAGE || isDiagnostic();
    return !named && field.name().contains("].");
  }

  private boolean isTelling(Field field, String label) {
    String name = field.name();
    return switch (message.type()) {
      case ROW_DESCRIPTION -> name.endsWith(".name") || name.endsWith(".typeOid");
      case ERROR_RESPONSE, NOTICE_RESPONSE -> TELLING.contains(label);
      case BIND -> name.equals("portal") || name.equals("statement") || isLabelled(field);
      default -> !name.endsWith(".tableOid");
    };
  }

  private boolean isLabelled(Field field) {
    return switch (message.type()) {
      case DATA_ROW, STARTUP_MESSAGE -> true;
      case BIND -> field.name().startsWith("parameters[");
      case EXECUTE -> field.name().equals("maxRows");
      case BACKEND_KEY_DATA, CANCEL_REQUEST, NOTIFICATION_RESPONSE, TLS_RECORD -> true;
      case SASL_RESPONSE, AUTHENTICATION_SASL_CONTINUE, AUTHENTICATION_SASL_FINAL -> true;
      default -> false;
    };
  }
}
