package shapes;

import io.github.once4j.Once;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

public abstract class NotInferred {
    @Once(key = "a-{id}")
    public <X extends IOException> void thrown(String id) throws X {}

    @Once(key = "b-{id}", keepAfterSuccess = "1m")
    public <T> T result(String id) {
        return null;
    }

    @Once(key = "c-{id}", raiseOnLocked = true)
    public <T extends Comparable<T>> Optional<T> captured(String id, Class<? super T> type) {
        return Optional.empty();
    }

    @Once(key = "d-{id}", keepAfterSuccess = "1m")
    public <T, L extends List<? super T>> Map<T, ? extends L[]> array(String id, Collection<? extends L> more) {
        return Map.of();
    }
}
// ---
package shapes;

import io.github.once4j.Once;
import java.io.IOException;

public abstract class NotInferredThrown {
    protected <E extends IOException> NotInferredThrown() throws E {}

    protected <E extends IOException> NotInferredThrown(Class<? super E> type) throws E {}

    @Once(key = "a")
    public void run() {}
}
// ---
package shapes;

import io.github.once4j.Once;
import java.io.IOException;

public interface NotInferredFace<Q> {
    @Once(key = "a-{id}")
    <X extends IOException> void thrown(String id) throws X;

    @Once(key = "b-{id}", keepAfterSuccess = "1m")
    <T extends Q> T result(String id);

    <X extends IOException> void passedOn(String id) throws X;
}
// --- the type parameter of a method has the name of one of its heir's
package shapes;

public abstract class NotInferredHeir<X> implements NotInferredAbove<String> {
    @io.github.once4j.Once(key = "c-{id}")
    public void own(int id) {}
}
// ---
package shapes;

import io.github.once4j.Once;

public interface NotInferredAbove<T> {
    @Once(key = "a-{id}", keepAfterSuccess = "1m")
    default <X extends T> X result(String id) {
        return null;
    }
}
