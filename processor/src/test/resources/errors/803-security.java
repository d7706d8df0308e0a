package errors;

import io.github.once4j.Once;

abstract class Service extends elsewhere.Base {
    @Once(key = "own")
    public void own() {}
}
// ---
package elsewhere;

import io.github.once4j.Once;
import jakarta.annotation.security.RolesAllowed;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

public abstract class Base {
    @AdminsOnly
    @Once(key = "k")
    public void run() {}

    @RolesAllowed("admin")
    @Retention(RetentionPolicy.RUNTIME)
    @interface AdminsOnly {}
}
// ---
package jakarta.annotation.security;

public @interface RolesAllowed {
    String value();
}
