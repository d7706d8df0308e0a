package errors;

import io.github.once4j.Once;

@kotlin.Metadata
abstract class Service {
    @Once(key = "a-{id}")
    public final void closed(String id) {}

    @Once(key = "b-{id}")
    public void overloaded(String id, int times) {}

    @Once(key = "b-{id}", name = "Added")
    @SuppressWarnings("once4j:shared-key")
    public final void overloaded(String id) {
        overloaded(id, 1);
    }
}
// ---
package kotlin;

public @interface Metadata {}
