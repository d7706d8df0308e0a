package io.github.once4j.processor.check.key;

import io.github.once4j.processor.language.Kotlin;
import io.github.once4j.processor.language.Language;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * Why a type cannot be a key part.
 *
 * @param reason a clause: what is wrong with the text of its values
 * @param property the property of a JDK type that identifies a value; {@code null} if there is none
 * @param instead what to pass where there is no such property, as a sentence
 * @param mayResolve whether another processor may still resolve it by generating {@code toString()}
 */
record Unfit(String reason, @Nullable String property, String instead, boolean mayResolve) {
    static final Unfit FLOATING_POINT = of(
            "a floating-point number has no exact text (0.1 + 0.2 is not 0.3)",
            "pass a BigDecimal, or a long in the smallest unit.");
    static final Unfit ARRAY = of(
            "the text of an array is its identity, which differs for equal arrays",
            "pass a string made of its elements.");
    static final Unfit NOTHING = of("it has no value", "remove it.");

    private static final String SAME_TEXT = "(\"x, b=y\", \"z\") and (\"x\", \"y, b=z\")";

    private static final Unfit IDENTITY = of(
            "its text is its identity, which differs for equal objects",
            "pass its result: a string, an integer, an enum, a UUID or a java.time value.");

    /** Types of the JDK, and their subtypes, whose text changes or differs for equal values. */
    private static final List<Known> KNOWN = List.of(
            new Known(FLOATING_POINT, "java.lang.Float", "java.lang.Double"),
            new Known(
                    of("its text can change during the call", "pass a String: call toString() on it."),
                    "java.lang.Appendable",
                    "java.util.StringJoiner",
                    "java.nio.Buffer"),
            new Known(with("its text is not just its name", "name"), "java.lang.Class"),
            new Known(
                    of(
                            "it may be empty, and a part must have a value",
                            "pass the value in it, and call the method only if there is one."),
                    "java.util.Optional",
                    "java.util.OptionalInt",
                    "java.util.OptionalLong",
                    "java.util.OptionalDouble"),
            new Known(
                    of(
                            "the order and the separators of its text are not part of the value",
                            "pass a string made of its elements, with an order and a separator of your choice."),
                    "java.util.Collection",
                    "java.util.Map"),
            new Known(with("its text depends on the time zone and language of the process", "time"), "java.util.Date"),
            new Known(
                    with("its text is its internal state and depends on the time zone of the process", "timeInMillis"),
                    "java.util.Calendar"),
            new Known(with("its text is its identity or its internal state", "ID"), "java.util.TimeZone"),
            new Known(
                    of(
                            "its text depends on the operating system, and a relative path on the working directory",
                            "pass a string that denotes the same file in every process."),
                    "java.nio.file.Path",
                    "java.io.File"),
            new Known(
                    with("its text depends on whether its name was looked up", "hostAddress"), "java.net.InetAddress"),
            new Known(
                    of("its text depends on whether its name was looked up", "pass its host name and its port."),
                    "java.net.InetSocketAddress"),
            new Known(
                    IDENTITY,
                    "java.util.stream.BaseStream",
                    "java.util.function.Supplier",
                    "kotlin.Function",
                    "java.util.concurrent.Callable",
                    "java.util.concurrent.CompletionStage",
                    "java.util.concurrent.Future",
                    "java.util.concurrent.Executor",
                    "java.util.concurrent.locks.Lock",
                    "java.util.Iterator",
                    "java.lang.Thread",
                    "java.lang.ref.Reference"));

    /** Of the package {@code java.util.concurrent.atomic}, which has no common type. */
    private static final Unfit ATOMIC =
            of("its value can change during the call", "pass its current value: call get() on it.");

    private static final Unfit OBJECT = of("nothing is known of the text of an Object", any());
    private static final Unfit NUMBER =
            of("it may be a floating-point number, and the texts of 1 and 1.0 differ", "pass a long or a BigDecimal.");

    private record Known(Unfit unfit, Set<String> types) {
        Known(Unfit unfit, String... types) {
            this(unfit, Set.of(types));
        }
    }

    static Optional<Unfit> known(Language language, TypeMirror type) {
        String name = language.name(type);
        if (name.equals("java.lang.Object")) {
            return Optional.of(OBJECT);
        }
        if (name.equals("java.lang.Number")) {
            return Optional.of(NUMBER);
        }
        if (name.startsWith("java.util.concurrent.atomic.")) {
            return Optional.of(ATOMIC);
        }
        Set<String> names = language.supertypes(type);
        return KNOWN.stream()
                .filter(known -> known.types.stream().anyMatch(names::contains))
                .map(Known::unfit)
                .findFirst();
    }

    static Unfit variable(Element variable) {
        String name = variable.getSimpleName().toString();
        String bound = name + (Kotlin.isKotlin(variable) ? " : " : " extends ") + "Enum<" + name + ">";
        return of(
                "nothing is known of the text of the type variable " + name,
                "give it a bound whose text is fit, like <" + bound + ">, or " + any());
    }

    static Unfit record(String name) {
        return of(
                "different values of a record without its own toString() can have the same text, like " + SAME_TEXT,
                toStringIn(name));
    }

    static Unfit dataClass(String name) {
        return of(
                "different values of a data class can have the same text, like " + SAME_TEXT,
                "add a property to " + name + " that identifies its values, and name it in the key, or " + any());
    }

    /** A class or interface that inherits {@code Object.toString()}, for all that is known. */
    static Unfit withoutText(TypeElement type, boolean isInJava, String why) {
        return new Unfit(
                why, null, isInJava ? any() : toStringIn(type.getSimpleName().toString()), true);
    }

    private static String toStringIn(String name) {
        return "declare toString() in " + name
                + " (equal objects with equal texts, different ones with different texts), or " + any();
    }

    private static String any() {
        return "pass a string, an integer, an enum, a UUID or a java.time value.";
    }

    private static Unfit of(String reason, String instead) {
        return new Unfit(reason, null, instead, false);
    }

    private static Unfit with(String reason, String property) {
        return new Unfit(reason, property, any(), false);
    }
}
