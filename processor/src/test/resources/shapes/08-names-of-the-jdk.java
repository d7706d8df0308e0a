package shapes.names;

import io.github.once4j.OnceGenerated;

@java.lang.SuppressWarnings("once4j:unguarded")
public class Taken {
    @io.github.once4j.Once(key = "a-{text}-{RUN}")
    public java.util.Optional<Optional> run(java.lang.String text, int RUN) {
        return java.util.Optional.empty();
    }

    @io.github.once4j.Once(key = "b", name = "Url")
    public String url(Override override, Lease lease, Once once) {
        return null;
    }

    @io.github.once4j.Once(key = "c-{this}-{self}")
    public void URL(java.lang.String self, SuppressWarnings held, Object other) throws Exception {}

    @io.github.once4j.Once(key = "d-{äöü}\u0001\\'\t{{")
    public void größe(java.lang.String äöü) {}

    @io.github.once4j.Once(key = "{number}")
    public void number(int number) {}

    @Override.Real
    public java.lang.String toString() {
        return "taken";
    }
}
// ---
package shapes.names;

public class String {}
// ---
package shapes.names;

public class Optional {}
// ---
package shapes.names;

public class Override {
    public @interface Real {}
}
// ---
package shapes.names;

public class Lease {}
// ---
package shapes.names;

public class Once {}
// ---
package shapes.names;

public class SuppressWarnings {}
// ---
package shapes.names;

public class Object {}
// ---
package shapes.names;

public class Exception extends RuntimeException {
    private static final long serialVersionUID = 1;
}
