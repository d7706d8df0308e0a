package errors;

import io.github.once4j.Once;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

@ApplicationScoped
abstract class Jobs {
    static final String region = "eu";

    private final String name;

    @Inject
    protected Jobs(String name, String region) {
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
