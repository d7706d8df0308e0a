package shapes;

import io.github.once4j.Once;
import io.github.once4j.runtime.Lease;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

@Guards.Named("reports\u2028\u00e4")
@Guards.Passed
@Guards.Compiled
public abstract class Guards {
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Named {
        String value() default "";
    }

    @Inherited
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Passed {}

    @Retention(RetentionPolicy.CLASS)
    public @interface Compiled {}

    @Retention(RetentionPolicy.RUNTIME)
    @interface InPackage {
        Class<?>[] types() default String.class;

        Named[] names() default {};

        char sign() default '-';

        double number() default 0;

        RetentionPolicy policy() default RetentionPolicy.CLASS;
    }

    @Target({ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Both {}

    @Named("run")
    @Passed
    @Compiled
    @Deprecated
    @InPackage(
            types = {},
            names = {@Named("a\"\u2029"), @Named},
            sign = '\'',
            number = Double.NEGATIVE_INFINITY,
            policy = RetentionPolicy.SOURCE)
    @Once(key = "run-\u2028{id}\u00e4")
    public @Both String run(@Named("id") @Compiled @Both String id, @Named int number) {
        return id;
    }

    @jakarta.annotation.security.RolesAllowed("admin")
    @Named("listen")
    @Once(key = "listen-{id}")
    public String listen(@Named("id") String id, Lease lease) {
        return id;
    }
}
// ---
package shapes;

import io.github.once4j.Once;

@Guards.Named("concrete")
@SuppressWarnings("once4j:unguarded")
public class Concrete {
    @Guards.Named("run")
    @Once(key = "run")
    public void run() {}
}
// ---
package shapes;

import io.github.once4j.Once;

@Guards.Named("face")
public interface Face {
    @Guards.Named("run")
    @Once(key = "run-{id}")
    void run(@Guards.Named("id") String id);
}
// ---
package jakarta.annotation.security;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

@Retention(RetentionPolicy.RUNTIME)
public @interface RolesAllowed {
    String value();
}
