package shapes;

import io.github.once4j.Once;
import io.github.once4j.runtime.Lease;
import java.util.concurrent.CompletionStage;

interface Store<K, V> extends Reader<K, V>, AutoCloseable {
    @Once(key = "put-{key}")
    <S extends V> void put(String key, K more, S value, Lease lease);

    @Once(key = "later-{key}", raiseOnLocked = true)
    CompletionStage<V> later(K more, String key);

    private int hidden() {
        return 1;
    }

    static <K, V> Store<K, V> none() {
        return null;
    }

    @Override
    void close();

    boolean equals(Object other);
}
// ---
package shapes;

import io.github.once4j.Once;

interface Reader<K, V> {
    @Once(key = "get-{text}")
    <S extends V> S get(K key, Class<? extends S> type, String text) throws java.io.IOException;

    default V orElse(K key, V other) {
        return other;
    }
}
// ---
package shapes;

import io.github.once4j.Once;

interface TwoParents<K, V> extends LeftParent<K, V>, RightParent<K, V> {
    @Once(key = "own")
    void own();
}
// ---
package shapes;

import io.github.once4j.Once;
import java.util.Collection;

interface LeftParent<K, V> {
    @Once(key = "get")
    Collection<V> get(K key);

    int plain();

    void same();

    Object put(K key, V value);
}
// ---
package shapes;

import io.github.once4j.Once;
import java.util.Set;

interface RightParent<K, V> {
    V put(K key, V value);

    @Once(key = "get")
    Set<V> get(K key);

    int plain();

    @Once(key = "same")
    void same();
}
