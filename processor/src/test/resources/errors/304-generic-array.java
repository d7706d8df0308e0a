package errors;

import io.github.once4j.Once;
import org.jspecify.annotations.NullMarked;

@NullMarked
abstract class Service<T> {
    @Once(key = "k")
    public T[][] run(T[][] all) {
        return all;
    }
}
