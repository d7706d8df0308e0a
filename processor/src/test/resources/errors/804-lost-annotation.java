package errors;

import io.github.once4j.Once;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

abstract class Service {
    @Retention(RetentionPolicy.RUNTIME)
    private @interface Traced {}

    @Traced
    @Once(key = "k")
    public void run(@Traced String id) {}
}
