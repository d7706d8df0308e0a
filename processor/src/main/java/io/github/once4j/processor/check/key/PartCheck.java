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
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Whether the type at the end of a path can be part of a key, and the part is delimited from the next. Codes 204, 206 and 207. */
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

    /** Whether another processor may still add a property or {@code toString()}. */
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

    /** What to pass instead of an array, or of an object of the JDK. */
    Optional<String> instead(TypeMirror type) {
        boolean isOfTheJdk = type.getKind() == TypeKind.ARRAY
                || language.element(type).filter(language::isInJava).isPresent();
        return isOfTheJdk ? types.refusal(type).map(Unfit::instead) : Optional.empty();
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
                    .map(property -> "write {" + path + "." + property + "}.")
                    .orElse(unfit.instead());
            Problem problem = key.at(
                    placeholder.start() + 1,
                    placeholder.end() - 1,
                    Code.UNSTABLE_PART,
                    "`" + path + "` (of type " + DisplayName.of(type) + ") cannot be part of a key: " + unfit.reason()
                            + ".",
                    fix);
            problems.add(unfit.mayResolve() && mayGrow(type) ? problem.thatMayResolve() : problem);
        });
    }

    /** The property that identifies the value, if there is one: {@code id} first, properties of the type before nested ones. */
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
            return Optional.empty(); // a property of a JDK type rarely identifies a value: isEmpty(), getBytes()
        }
        if (depth == 1) {
            return isFit(property.type()) ? Optional.of(name) : Optional.empty();
        }
        return isFit(property.type())
                ? Optional.empty()
                : usableProperty(property.type(), depth - 1).map(below -> name + "." + below);
    }

    /** Reports a placeholder that is not delimited from the next one. */
    void checkDelimiter(int index) {
        Template template = key.template();
        var placeholder = (Placeholder) template.nodes().get(index);
        template.adjacent(index)
                .ifPresent(other -> problems.add(key.at(
                        placeholder.end() - 1,
                        placeholder.end() + 1,
                        Code.NOTHING_BETWEEN,
                        "There is no text between `{" + placeholder.path() + "}` and `{" + other.path()
                                + "}`, so that different values could give one key.",
                        "write text between them: {" + placeholder.path() + "}-{" + other.path() + "}.")));
        template.between(index)
                .filter(text -> text.value().startsWith("%"))
                .ifPresent(text -> problems.add(key.at(
                        text.start(),
                        text.start() + 1,
                        Code.PERCENT_BETWEEN,
                        "The text after `{" + placeholder.path()
                                + "}` begins with `%`, the character that escapes parts.",
                        "begin it with another character: {" + placeholder.path() + "}-" + text.value() + ".")));
    }
}
