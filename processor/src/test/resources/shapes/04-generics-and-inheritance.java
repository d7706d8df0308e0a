package shapes;

import io.github.once4j.Once;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

public abstract class Jobs<K extends Enum<K>, V extends Named & Comparable<V>> extends Base<V> {
    protected Jobs(String region) {
        super(region);
    }

    Jobs(String region, List<? extends V> more, int... numbers) {
        super(region + more + numbers.length);
    }

    @Once(key = "run-{key}-{value.name}")
    public <E extends Exception, X extends CharSequence> X run(K key, V value, X text, E problem) throws E {
        return text;
    }

    @Once(key = "varargs-{name}")
    public void varargs(String name, String... more) {}

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static <T> List<T> helper(T... all) {
        return List.of(all);
    }

    @Deprecated
    @Once(key = "old")
    public synchronized void old() {
        helper("x");
    }
}
// ---
package shapes;

public interface Named {
    String name();
}
// ---
package shapes;

import io.github.once4j.Once;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

public abstract class Base<T extends Named> {
    private final String region;

    protected Base(String region) {
        this.region = region;
    }

    public String getRegion() {
        return region;
    }

    @Once(key = "base-{this.region}-{thing.name}")
    public List<? super T> inherited(T thing, Function<? super T, ? extends Map<String, T[]>> function) {
        return List.of(thing);
    }
}
