package io.github.once4j.processor.check.key;

import io.github.once4j.processor.language.Language;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * Why values of a type are no part of a key.
 *
 * @param reason a clause that says what is wrong with their text
 * @param property the property that tells them apart, where the JDK's type has one; {@code null} if none would do
 * @param instead what to pass where there is no property, as a sentence
 * @param mayResolve whether another processor may still mend it, by writing {@code toString()}
 */
record Unfit(String reason, @Nullable String property, String instead, boolean mayResolve) {
    static final Unfit FLOATING_POINT = of(
            "a floating-point number has no exact text: 0.1 + 0.2 is not 0.3",
            "pass a BigDecimal, or a long that counts the smallest unit.");
    static final Unfit ARRAY =
            of("an array prints its identity, which differs for equal arrays", "pass a string made of its elements.");
    static final Unfit NOTHING = of("it has no value", "leave it out.");

    private static final Unfit IDENTITY = of(
            "it prints its identity",
            "pass what it gives: a string, an integer, an enum, a UUID or a java.time value.");

    /** Types of the JDK, and their subtypes, whose text is not the value's, or changes. */
    private static final List<Known> KNOWN = List.of(
            new Known(FLOATING_POINT, "java.lang.Float", "java.lang.Double"),
            new Known(
                    of("its text changes", "pass it as a String: toString() at the call."),
                    "java.lang.Appendable",
                    "java.util.StringJoiner",
                    "java.nio.Buffer"),
            new Known(with("a class may be loaded twice under one name", "name"), "java.lang.Class"),
            new Known(
                    of(
                            "it may be empty, and an empty part has no place in a key",
                            "pass the value in it, and call the method only when there is one."),
                    "java.util.Optional",
                    "java.util.OptionalInt",
                    "java.util.OptionalLong",
                    "java.util.OptionalDouble"),
            new Known(
                    of(
                            "its elements print in an order, and with separators, that are not part of the value",
                            "pass a string made of its elements, in an order and with a separator of your own."),
                    "java.util.Collection",
                    "java.util.Map"),
            new Known(with("it prints in the time zone and language of its process", "time"), "java.util.Date"),
            new Known(
                    with("it prints its whole inner state, in the time zone of its process", "timeInMillis"),
                    "java.util.Calendar"),
            new Known(with("it prints its identity, or its inner state", "ID"), "java.util.TimeZone"),
            new Known(
                    of(
                            "it prints differently on other systems, and a relative one means another file elsewhere",
                            "pass a string that names the same file everywhere."),
                    "java.nio.file.Path",
                    "java.io.File"),
            new Known(
                    with("its text depends on whether its name was looked up", "hostAddress"), "java.net.InetAddress"),
            new Known(
                    of(
                            "its text depends on whether its name was looked up",
                            "pass its host as a string, and its port."),
                    "java.net.InetSocketAddress"),
            new Known(
                    IDENTITY,
                    "java.util.stream.BaseStream",
                    "java.util.function.Supplier",
                    "java.util.concurrent.Callable",
                    "java.util.concurrent.CompletionStage",
                    "java.util.concurrent.Future",
                    "java.util.concurrent.Executor",
                    "java.util.concurrent.locks.Lock",
                    "java.util.Iterator",
                    "java.lang.Thread",
                    "java.lang.ref.Reference"));

    /** Of the package {@code java.util.concurrent.atomic}, which has no common type. */
    private static final Unfit ATOMIC = of("its value changes", "pass the value that it has at the call.");

    private static final Unfit OBJECT = of("an Object can be anything", any());
    private static final Unfit NUMBER =
            of("a Number can be a floating-point number, and 1 prints unlike 1.0", "pass a long or a BigDecimal.");

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

    static Unfit variable(String name) {
        return of(
                "the type variable " + name + " can be anything",
                "give it a bound that has a text, like <" + name + " extends Enum<" + name + ">>, or " + any());
    }

    static Unfit record(String name) {
        return of(
                "a record without its own toString() prints alike for different values:"
                        + " (\"x, b=y\", \"z\") like (\"x\", \"y, b=z\")",
                "write a toString() in " + name + " that tells its values apart, or " + any());
    }

    static Unfit dataClass(String name) {
        return of(
                "a data class prints alike for different values: (\"x, b=y\", \"z\") like (\"x\", \"y, b=z\")",
                "give " + name + " a property that tells its values apart, and write that, or " + any());
    }

    /** A class or interface whose values print their identity, for all that is known. */
    static Unfit withoutText(String name, String why) {
        return new Unfit(
                why + " text may be an identity",
                null,
                "declare toString() in " + name + ", so that it tells its values apart, or " + any(),
                true);
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
