package dev.postgreswire.report;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Writes the page: the template with its parts in their places, and the data. */
final class PageWriter {
  private final PageHead head;
  private final PageOpening opening;
  private final PageShapes shapes;
  private final PageStore store;
  private final Collection<PageConnection> connections;
  private final Instant began;

  PageWriter(
      PageHead head,
      PageOpening opening,
      PageShapes shapes,
      PageStore store,
      Collection<PageConnection> connections,
      Instant began) {
    this.head = head;
    this.opening = opening;
    this.shapes = shapes;
    this.store = store;
    this.connections = connections;
    this.began = began;
  }

  void to(OutputStream out) throws IOException {
    PageTemplate template = PageTemplate.load();
    String style = template.style();
    String script = template.script();
    for (String part : template.parts()) {
      switch (part) {
        case "csp" -> text(out, template.policy(style, script));
        case "title" -> text(out, PageTemplate.escaped(head.title));
        case "headline" -> text(out, PageTemplate.escaped(head.headline));
        case "style" -> text(out, style);
        case "script" -> text(out, script);
        case "trace" -> text(out, PageTemplate.escaped(opening.text()));
        case "facts" -> compressed(out, zip -> text(zip, PageJson.of(facts())));
        case "messages" -> compressed(out, this::blocks);
        default -> text(out, part);
      }
    }
    out.flush();
  }

  /** What writes a part of the page. */
  private interface Content {
    void to(OutputStream out) throws IOException;
  }

  private static void text(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void compressed(OutputStream out, Content content) throws IOException {
    OutputStream inPlace = new Unclosed(out);
    try (OutputStream zip = new GZIPOutputStream(Base64.getEncoder().wrap(inPlace), 1 << 14)) {
      content.to(zip);
    }
  }

  /** Base64 is finished by closing it, but not so what it is written to. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }

  private void blocks(OutputStream out) throws IOException {
    for (PageBlock block : store.blocks()) {
      PageBytes bytes = new PageBytes();
      PageLeftOut before = block.before();
      bytes.number(before.exchanges()).number(before.messages()).number(before.bytes());
      block.writeTo(bytes);
      bytes.writeTo(out);
    }
  }

  private Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>(head.facts());
    facts.put("began", began.toString());
    facts.put("messages", store.messages());
    facts.put("leftOut", leftOut());
    facts.put("kinds", PageLetters.kinds());
    facts.put("phases", PageLetters.phases());
    facts.put("connections", connections.stream().map(PageConnection::facts).toList());
    facts.put("names", shapes.names());
    facts.put("sql", shapes.statements());
    facts.put("callers", shapes.callers());
    facts.put("shapes", shapes.all().stream().map(PageWriter::shape).toList());
    return facts;
  }

  private Map<String, Object> leftOut() {
    PageLeftOut total = store.leftOut();
    return Map.of(
        "exchanges", total.exchanges(), "messages", total.messages(), "bytes", total.bytes());
  }

  private static List<Object> shape(PageShapes.Shape shape) {
    List<Object> list = new ArrayList<>();
    list.add(shape.type());
    for (PageField field : shape.fields()) {
      boolean named = !field.label().equals(field.name());
      list.add(List.of(field.name(), named ? field.label() : "", "" + field.kind(), field.flags()));
    }
    return list;
  }
}
