package shapes;

import io.github.once4j.Once;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@SuppressWarnings("once4j:unguarded")
public class Fields extends FieldsAbove {
    protected final String once = "mine";
    public static final String List = "list";

    @Once(key = "a-{this.once}-{this.above}")
    public List<String> list(String Optional) {
        return null;
    }

    @Once(key = "b", returnOnLocked = "123e4567-e89b-12d3-a456-426614174000", lease = "5m")
    public UUID id(String OnceGuard, int other) {
        return null;
    }

    @Once(key = "c")
    public Optional<String> optional(String Optional, int LockHolder) {
        return null;
    }

    @Once(key = "d")
    public <OnceGuard, Optional> Optional variables(OnceGuard guard, Optional value) {
        return null;
    }
}
// ---
package shapes;

public abstract class FieldsAbove {
    protected static final String UUID = "u";
    protected static final String Duration = "u";
    protected static final String OnceGuard = "u";
    protected static final String OnceMethod = "u";
    protected int above = 1;
}
// ---
package shapes;

import io.github.once4j.Once;

public interface Copied extends Cloneable {
    @Once(key = "run-{text}")
    void run(String text);

    Copied clone();
}
// ---
package shapes;

import io.github.once4j.Once;
import java.lang.annotation.ElementType;
import java.lang.annotation.Target;

public abstract class Numbers extends NumbersOuter<Integer>.Inner<Long> {
    @Target(ElementType.TYPE_USE)
    public @interface Range {
        double from();

        double to();

        float[] floats() default {};

        long number() default 1;

        Class<?>[] types() default {};

        String text() default "";
    }

    protected Numbers(NumbersOuter<Integer> outer) {
        outer.super();
    }

    @Once(key = "range-{i}")
    public Integer range(
            @Range(
                            from = Double.NEGATIVE_INFINITY,
                            to = Double.NaN,
                            floats = {Float.POSITIVE_INFINITY, 1},
                            number = Long.MIN_VALUE,
                            types = {int.class, String[].class},
                            text = "$S\n\"\\u0041")
                    int i) {
        return null;
    }

    @Once(key = "arrays")
    public int[] arrays(int[] one[], byte... more)[] {
        return null;
    }

    @Once(key = "receiver-{s}")
    void receiver(Numbers this, short s) {}
}
// ---
package shapes;

import java.util.Map;

public class NumbersOuter<A> {
    public abstract class Inner<B> {
        public Map<A, B> inner(A a, B b, NumbersOuter<A>.Inner<B> more) {
            return Map.of();
        }
    }
}
// --- a type parameter with the name of its class
package shapes;

import io.github.once4j.Once;

public abstract class Alike<Alike> {
    @Once(key = "alike-{number}")
    public Alike run(int number, Alike other) {
        return other;
    }
}
// ---
package shapes;

import io.github.once4j.Once;

public abstract class Inheriting extends InheritingAbove {
    @Once(key = "run-{text}")
    public void run(String text) {}
}
// ---
package shapes;

public abstract class InheritingAbove {
    protected static class Inheriting {}
}
