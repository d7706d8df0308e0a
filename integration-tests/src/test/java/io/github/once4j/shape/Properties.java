package io.github.once4j.shape;

import io.github.once4j.Once;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.UUID;

/** Every kind of property that a key may name. */
abstract class Properties {
    /** A getter, a boolean getter, a field. */
    static final class Bean {
        final Inner inner = new Inner();

        String getName() {
            return "name";
        }

        boolean isActive() {
            return true;
        }
    }

    /** A method, on a type of one's own sources. */
    static final class Inner {
        UUID id() {
            return new UUID(0, 1);
        }
    }

    /** A record component. */
    record Pair(int left, long right) {}

    @Once(key = "{bean.name}/{bean.active}/{bean.inner.id}/{pair.left}/{pair.right}/{day}/{date.year}/{letter}")
    void all(Bean bean, Pair pair, DayOfWeek day, LocalDate date, char letter) {}
}
