package shapes;

import io.github.once4j.Once;
import java.util.List;
import shapes.validation.NotBlank;
import shapes.validation.NotNull;

@SuppressWarnings("once4j:unguarded")
public class Checked {
    @Once(key = "check-{name}")
    public @NotNull List<@NotBlank String> check(@NotNull @NotBlank String name) {
        return List.of(name);
    }
}
// ---
package shapes.validation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Target;

@Target({ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
public @interface NotNull {}
// ---
package shapes.validation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Target;

@Target({ElementType.PARAMETER, ElementType.TYPE_USE})
public @interface NotBlank {}
