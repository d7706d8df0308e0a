package io.github.once4j;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class that once4j generated. Coverage tools such as JaCoCo leave out classes whose mark has {@code Generated}
 * in its name.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface OnceGenerated {
    /**
     * The type whose methods the marked class guards.
     *
     * @return the class or interface that carries {@link Once @Once}
     */
    Class<?> value();
}
