package io.github.once4j.processor.check.key;

import io.github.once4j.processor.language.AnnotationNames;
import io.github.once4j.processor.language.Language;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeMirror;

/**
 * Whether another processor may still add members to a type: it has an annotation that may cause it, or a supertype is missing.
 * Otherwise a mistake is reported at once: javac warns of files that are generated in the last round.
 */
final class Unfinished {
    /** Packages of annotations that never cause a processor to add members. */
    private static final List<String> QUIET = List.of("java.", "org.jspecify.", "io.github.once4j.");

    private final Language language;

    Unfinished(Language language) {
        this.language = language;
    }

    boolean is(TypeMirror type) {
        return switch (type.getKind()) {
            case ERROR -> true;
            case ARRAY -> is(((ArrayType) type).getComponentType());
            case TYPEVAR, INTERSECTION -> Language.bounds(type).stream().anyMatch(this::is);
            case DECLARED -> language.element(type).filter(this::isUnfinished).isPresent();
            default -> false;
        };
    }

    private boolean isUnfinished(TypeElement type) {
        return !language.isInJava(type)
                && (isAsked(type)
                        || type.getEnclosedElements().stream().anyMatch(this::isAsked)
                        || Stream.concat(Stream.of(type.getSuperclass()), type.getInterfaces().stream())
                                .anyMatch(this::is));
    }

    private boolean isAsked(Element element) {
        return element.getAnnotationMirrors().stream()
                .map(AnnotationNames::of)
                .anyMatch(name -> QUIET.stream().noneMatch(name::startsWith));
    }
}
