package io.github.once4j.processor.check.key;

import io.github.once4j.processor.check.key.Properties.Property;
import io.github.once4j.processor.language.AnnotationNames;
import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.model.Texts;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.DisplayName;
import io.github.once4j.processor.problem.Problem;
import io.github.once4j.processor.problem.Problems;
import io.github.once4j.processor.template.Template;
import io.github.once4j.processor.template.Template.Placeholder;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Whether what a path ends in is fit for a key, and can be told from what follows. Codes 204, 206 and 207. */
final class PartCheck {
    private static final int DEPTH = 3;

    private final Language language;
    private final PartTypes types;
    private final Properties properties;
    private final KeyUse key;
    private final Problems problems;

    PartCheck(Language language, PartTypes types, Properties properties, KeyUse key, Problems problems) {
        this.language = language;
        this.types = types;
        this.properties = properties;
        this.key = key;
        this.problems = problems;
    }

    /** Whether another processor may still add a property, or a text. */
    boolean mayGrow(TypeMirror type) {
        return new Unfinished(language).is(type);
    }

    /** Whether a type, or a member of it, has an annotation of Lombok. */
    boolean awaitsLombok(TypeMirror type) {
        return language.declared(type).stream()
                .map(DeclaredType::asElement)
                .flatMap(element -> Stream.concat(Stream.of(element), element.getEnclosedElements().stream()))
                .flatMap(element -> element.getAnnotationMirrors().stream())
                .anyMatch(mirror -> AnnotationNames.of(mirror).startsWith("lombok."));
    }

    boolean isFit(TypeMirror type) {
        return types.refusal(type).isEmpty();
    }

    Texts texts(TypeMirror type) {
        return types.texts(type);
    }

    /** Reports a part whose text is not the same for equal values. */
    void checkStable(Placeholder placeholder, TypeMirror type) {
        types.refusal(type).ifPresent(unfit -> {
            String path = placeholder.path();
            String fix = Optional.ofNullable(unfit.property())
                    .or(() -> usableProperty(type))
                    .map(property -> "use {" + path + "." + property + "}.")
                    .orElse(unfit.instead());
            Problem problem = key.at(
                    placeholder.start() + 1,
                    placeholder.end() - 1,
                    Code.UNSTABLE_PART,
                    "`" + path + "` is of type " + DisplayName.of(type) + ", whose text is not fit for a key: "
                            + unfit.reason() + ".",
                    fix);
            problems.add(unfit.mayResolve() && mayGrow(type) ? problem.thatMayResolve() : problem);
        });
    }

    /** The property that names the thing, if there is one: id before all others, the type's own before those further away. */
    Optional<String> usableProperty(TypeMirror type) {
        for (int depth = 1; depth <= DEPTH; depth++) {
            Optional<String> found = usableProperty(type, depth);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<String> usableProperty(TypeMirror type, int depth) {
        Map<String, Property> all = properties.all(type);
        return Stream.concat(
                        Stream.of("id", "key", "uuid", "code", "name").filter(all::containsKey), all.keySet().stream())
                .distinct()
                .flatMap(name -> below(name, Objects.requireNonNull(all.get(name)), depth).stream())
                .findFirst();
    }

    private Optional<String> below(String name, Property property, int depth) {
        if (language.isInJava(property.element()) || types.isKnownUnfit(property.type())) {
            return Optional.empty(); // a property of the JDK is seldom what names a thing: isEmpty(), getBytes()
        }
        if (depth == 1) {
            return isFit(property.type()) ? Optional.of(name) : Optional.empty();
        }
        return isFit(property.type())
                ? Optional.empty()
                : usableProperty(property.type(), depth - 1).map(below -> name + "." + below);
    }

    /** Reports a placeholder that cannot be told from the next one. */
    void checkDelimiter(int index) {
        Template template = key.template();
        var placeholder = (Placeholder) template.nodes().get(index);
        template.adjacent(index)
                .ifPresent(other -> problems.add(key.at(
                        placeholder.end() - 1,
                        placeholder.end() + 1,
                        Code.NOTHING_BETWEEN,
                        "Nothing stands between `{" + placeholder.path() + "}` and `{" + other.path()
                                + "}`: where one ends cannot be seen in the key.",
                        "write a text between them: {" + placeholder.path() + "}-{" + other.path() + "}.")));
        template.between(index)
                .filter(text -> text.value().startsWith("%"))
                .ifPresent(text -> problems.add(key.at(
                        text.start(),
                        text.start() + 1,
                        Code.PERCENT_BETWEEN,
                        "The text behind `{" + placeholder.path()
                                + "}` begins with `%`, which is what parts are escaped with.",
                        "begin it with another character: {" + placeholder.path() + "}-" + text.value() + ".")));
    }
}
