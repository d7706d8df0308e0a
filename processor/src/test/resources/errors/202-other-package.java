package errors;

import io.github.once4j.Once;

abstract class Service {
    @Once(key = "{o.id}-{o.name}-{o.code}")
    public void run(elsewhere.Order o) {}
}
// --- Order.java
package elsewhere;

public class Order {
    protected String id;

    String getName() {
        return "";
    }

    public String getCode() {
        return "";
    }
}
