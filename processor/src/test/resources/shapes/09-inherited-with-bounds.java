package shapes;

import io.github.once4j.Once;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

@NullMarked
public abstract class Texts extends Ordered<String> {
    @Once(key = "own-{text}")
    public void own(String text) {}
}
// ---
package shapes;

import io.github.once4j.Once;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

@NullMarked
public abstract class Ordered<T extends @Nullable Object> {
    @Once(key = "min-{limit}")
    public <S extends T, L extends List<? super S>> @Nullable S min(@Nullable List<? extends @Nullable S> all, int limit, @Nullable L more) {
        return null;
    }

    @Once(key = "reverse")
    protected List<@Nullable T> reverse(T @Nullable [] array, @Nullable String... names) {
        return List.of();
    }

    @Once(key = "package-private", raiseOnLocked = true)
    <E extends Exception> T first(T other) throws E {
        return other;
    }
}
