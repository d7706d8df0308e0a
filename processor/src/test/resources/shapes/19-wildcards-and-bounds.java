package shapes;

import io.github.once4j.Once;
import java.util.Map;

public abstract class Wildcards {
    public record Order(String id) {}

    public interface Box<T> {
        T getValue();
    }

    public interface HasName {
        String getName();
    }

    public enum Level implements HasName, Runnable {
        LOW;

        @Override
        public String getName() {
            return "low";
        }

        @Override
        public void run() {}
    }

    public record Pair<A, B extends Comparable<B>>(A left, B right) {}

    @Once(key = "a-{box.value.id}")
    public void bounded(Box<? extends Order> box) {}

    @Once(key = "b-{pair.left}-{pair.right}")
    public void both(Pair<? extends CharSequence, ? extends Integer> pair) {}

    @Once(key = "c-{pair.right}")
    public <B extends Enum<B> & Runnable> void variable(Pair<?, B> pair) {}

    @Once(key = "d-{entry.key}-{entry.value.left}")
    public void nested(Map.Entry<String, ? extends Pair<? extends String, ?>> entry) {}

    @Once(key = "e-{t.value.value}")
    public <T extends Box<? extends Box<String>>> void deep(T t) {}

    /** By getName(), and not by the name() of its first bound. */
    @Once(key = "f-{k.name}")
    public <K extends Enum<K> & HasName> void getterOfSecondBound(K k) {}
}
// ---
package shapes;

import io.github.once4j.Once;

public abstract class Lowest extends Middle<Integer> {
    @Once(key = "lowest")
    public void own() {}
}
// ---
package shapes;

import io.github.once4j.Once;

public abstract class Middle<T> extends Upper<T> {
    @Once(key = "get-{x}")
    @Override
    public void get(T t, String x) {}
}
// ---
package shapes;

import io.github.once4j.Once;

public abstract class Upper<T> {
    @Once(key = "get-{x}")
    public void get(T t, String x) {}
}
// ---
package shapes;

import io.github.once4j.Once;

public abstract class Configured {
    @Once(key = "a", lease = "${app.import.lease:5m}", holdAtLeast = "${app.import.least:PT1.5S}", holdAtMost = "1h")
    public void run() {}
}
// --- a field that hides one of another type
package shapes;

import io.github.once4j.Once;

public abstract class Hiding extends HidingAbove {
    protected int value;

    @Once(key = "a-{this.value}-{this.above}")
    public void run() {}
}
// ---
package shapes;

public abstract class HidingAbove {
    protected String value;
    protected int above;
}
// --- of two inherited methods, the one with the more specific result is called
package shapes;

import io.github.once4j.Once;

public abstract class Specific {
    public interface HasKey {
        Object getKey();
    }

    public interface HasNumber {
        Integer getKey();
    }

    public interface Both extends HasKey, HasNumber {}

    public enum Keys implements Both, Runnable {
        ONE;

        @Override
        public Integer getKey() {
            return 1;
        }

        @Override
        public void run() {}
    }

    @Once(key = "a-{both.key}-{text}")
    public <T extends Both & Runnable> void inherited(T both, String text) {}

    @Once(key = "b-{both.key}-{text}")
    public <T extends HasKey & HasNumber> void bounds(T both, String text) {}
}
