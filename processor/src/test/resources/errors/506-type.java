package errors;

import io.github.once4j.Once;
import jakarta.transaction.Transactional;

abstract class Service extends Base {
    @Once(key = "a")
    public void a() {}

    @Once(key = "c-{id}")
    public void c(String id) {}

    @Transactional(Transactional.TxType.NEVER)
    @Once(key = "b")
    public void b() {}
}

@Transactional
abstract class Base {}
// ---
package jakarta.transaction;

public @interface Transactional {
    TxType value() default TxType.REQUIRED;

    enum TxType {
        REQUIRED,
        NEVER
    }
}
