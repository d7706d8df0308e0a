package shapes;

import io.github.once4j.Once;
import java.util.List;

public abstract class Heir<V, V2> extends Parent<V, List<V2>> {
    @Once(key = "own")
    public <V> V own(V own) {
        return own;
    }
}
// ---
package shapes;

import io.github.once4j.Once;
import java.util.List;
import java.util.function.Function;

public abstract class Parent<A, B> extends Grandparent<B> {
    @Once(key = "map-{text}")
    public <V, V3> List<V> map(Function<? super A, ? extends V> each, V one, B other, String text, V3 more) {
        return List.of();
    }

    @Once(key = "key-{value}", name = "ByValue")
    public <V extends Enum<V>, T extends Comparable<V>> void byValue(V value, T more, A other) {}
}
// ---
package shapes;

import io.github.once4j.Once;
import java.util.Collection;

public abstract class Grandparent<C> {
    @Once(key = "max", raiseOnLocked = true)
    public <T extends Object & Comparable<? super T>> T max(Collection<? extends T> all, C more) {
        return null;
    }

    @Once(key = "inner")
    public Inner<C, String>.Leaf inner(Inner<C, String> inner) {
        return inner.new Leaf();
    }

    public static class Inner<X, Y> {
        public class Leaf {}
    }
}
// ---
package shapes;

import io.github.once4j.Once;
import java.util.function.Function;

interface Cached<K, V> extends Function<K, V> {
    @Override
    @Once(key = "apply")
    V apply(K key);
}
// ---
package shapes;

import io.github.once4j.Once;

public abstract class Checks<S extends Checks<S, A>, A extends Comparable<? super A>> extends ChecksBase<S, A> {
    final String id = "id";

    @Once(key = "own-{this.id}-{value}")
    public <A extends Enum<A>> S own(A value) {
        return null;
    }
}
// ---
package shapes;

import io.github.once4j.Once;

public abstract class ChecksBase<S extends ChecksBase<S, A>, A> {
    public static class Condition<T> {
        @Override
        public String toString() {
            return "condition";
        }
    }

    @Once(key = "is-{condition}")
    public S is(Condition<? super A> condition) {
        return null;
    }
}
// ---
package shapes;

import io.github.once4j.Once;

@SuppressWarnings("rawtypes")
public abstract class RawHeir extends Parent {
    @Once(key = "raw-{text}")
    public void raw(String text) {}
}
