package dev.postgreswire.assertj;

import java.util.AbstractList;
import java.util.List;

/** A list that knows what it is a part of; AssertJ hands on lists, and nothing beside them. */
final class EvidentList<T> extends AbstractList<T> {
  private final List<T> elements;
  private final Evidence evidence;
  private final boolean hollow;

  EvidentList(List<T> elements, Evidence evidence) {
    this(elements, evidence, false);
  }

  EvidentList(List<T> elements, Evidence evidence, boolean hollow) {
    this.elements = elements;
    this.evidence = evidence;
    this.hollow = hollow;
  }

  Evidence evidence() {
    return evidence;
  }

  /** Returns whether a failure has already been reported in place of this list. */
  boolean isHollow() {
    return hollow;
  }

  @Override
  public T get(int index) {
    return elements.get(index);
  }

  @Override
  public int size() {
    return elements.size();
  }
}
