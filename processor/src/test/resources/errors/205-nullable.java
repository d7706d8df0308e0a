package errors;

import io.github.once4j.Once;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

@NullMarked
abstract class Service {
    record Order(@Nullable String id) {}

    @Once(key = "report-{tenantId}-{order.id}")
    public void run(@Nullable String tenantId, Order order) {}
}
