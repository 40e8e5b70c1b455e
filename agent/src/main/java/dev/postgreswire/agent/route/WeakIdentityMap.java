package dev.postgreswire.agent.route;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A map whose keys are objects, whatever they think they are equal to, and which lets go of them
 * when nobody else has them any more.
 */
final class WeakIdentityMap<V> {
  private final Map<Key, V> map = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> gone = new ReferenceQueue<>();

  V get(Object key) {
    return map.get(new Key(key, null));
  }

  void put(Object key, V value) {
    for (Reference<?> old = gone.poll(); old != null; old = gone.poll()) {
      map.remove(old);
    }
    map.put(new Key(key, gone), value);
  }

  void remove(Object key) {
    map.remove(new Key(key, null));
  }

  int size() {
    return map.size();
  }

  private static final class Key extends WeakReference<Object> {
    private final int hash;

    Key(Object object, ReferenceQueue<Object> queue) {
      super(object, queue);
      this.hash = System.identityHashCode(object);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      if (this == other) {
        return true;
      }
      Object object = get();
      return object != null && other instanceof Key key && key.refersTo(object);
    }
  }
}
