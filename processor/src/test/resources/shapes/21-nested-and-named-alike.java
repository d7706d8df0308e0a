package shapes;

import io.github.once4j.Once;
import java.util.Optional;
import java.util.UUID;

/** Constants of the generated class have the names of classes that create results. */
public abstract class Alikes {
    enum LEVEL {
        LOW
    }

    @Once(key = "a")
    public String uuid() {
        return null;
    }

    @Once(key = "b", returnOnLocked = "123e4567-e89b-12d3-a456-426614174000")
    public UUID id() {
        return null;
    }

    @Once(key = "c")
    public void level() {}

    @Once(key = "d", returnOnLocked = "LOW")
    public Optional<LEVEL> other() {
        return Optional.empty();
    }

    @Once(key = "e")
    public void alikes() {}

    /** Its static types need no object of it. */
    public class Inner {
        @SuppressWarnings("once4j:unguarded")
        public static class Nested {
            @Once(key = "f")
            public void run() {}
        }

        public interface Face {
            @Once(key = "g")
            void run();
        }
    }
}
