package shapes;

import io.github.once4j.Once;
import jakarta.validation.Valid;
import java.lang.annotation.ElementType;
import java.lang.annotation.Target;
import java.util.List;
import shapes.validation.NotBlank;
import shapes.validation.NotNull;

@SuppressWarnings("once4j:unguarded")
public class Checked {
    @Once(key = "check-{name}")
    public @NotNull List<@NotBlank String> check(@NotNull @NotBlank String name, @Valid Checked other) {
        return List.of(name);
    }

    @Target({ElementType.METHOD, ElementType.TYPE_USE, ElementType.PARAMETER})
    private @interface Own {}

    @Once(key = "own")
    public @Own List<@Own String> own(@Own String name) {
        return List.of(name);
    }
}
// ---
package shapes.validation;

import java.lang.annotation.ElementType;
import jakarta.validation.Constraint;
import java.lang.annotation.Target;

@Target({ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Constraint
public @interface NotNull {}
// ---
package shapes.validation;

import java.lang.annotation.ElementType;
import jakarta.validation.Constraint;
import java.lang.annotation.Target;

@Target({ElementType.PARAMETER, ElementType.TYPE_USE})
@Constraint
public @interface NotBlank {}
// ---
package jakarta.validation;

public @interface Constraint {}
// ---
package jakarta.validation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Target;

@Target({ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
public @interface Valid {}
