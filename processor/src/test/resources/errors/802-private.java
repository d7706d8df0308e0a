package errors;

import io.github.once4j.Once;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
abstract class Jobs {
    private final String name;

    private Jobs() {
        this(null);
    }

    protected Jobs(String name) {
        this.name = name;
    }

    @Once(key = "k")
    public String run() {
        return name;
    }
}
// ---
package jakarta.enterprise.context;

@NormalScope
public @interface ApplicationScoped {}
// ---
package jakarta.enterprise.context;

public @interface NormalScope {}
// ---
package jakarta.inject;

public @interface Inject {}
