package errors;

import io.github.once4j.Once;
import java.util.Optional;
import java.util.Set;

abstract class Service {
    @Once(key = "a-{ids.size}")
    public void a(Set<String> ids) {}

    @Once(key = "b-{id.value}")
    public void b(Optional<String> id) {}

    @Once(key = "c-{ids.length}")
    public void c(int[] ids) {}
}
