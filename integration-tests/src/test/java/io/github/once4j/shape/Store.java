package io.github.once4j.shape;

import io.github.once4j.Once;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A generic class with an abstract method, a generic method, and constructors of every visibility. */
abstract class Store<K extends Comparable<K>, V> {
    final List<V> stored = new ArrayList<>();

    protected Store() {}

    Store(List<? extends V> first) {
        stored.addAll(first);
    }

    abstract String describe(K key);

    @Once(key = "store-{id}")
    public Optional<V> store(String id, K key, V value) {
        stored.add(value);
        return Optional.of(value);
    }

    @Once(key = "first-{id}")
    protected <T extends V> Optional<T> first(String id, List<T> values) {
        return values.stream().findFirst();
    }
}
