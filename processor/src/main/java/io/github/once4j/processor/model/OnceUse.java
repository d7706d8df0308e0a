package io.github.once4j.processor.model;

import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ExecutableType;

/**
 * One {@code @Once} as it is written on one method, before any check.
 *
 * @param type the type that a guarded class is written for
 * @param method the annotated method: of {@code type} itself, or one that it inherits
 * @param signature the method's types as a member of {@code type}
 * @param mirror the annotation
 * @param written the values that are written, by attribute; one that is left out is not in here
 */
public record OnceUse(
        TypeElement type,
        ExecutableElement method,
        ExecutableType signature,
        AnnotationMirror mirror,
        Map<String, AnnotationValue> written) {
    public OnceUse {
        written = Map.copyOf(written);
    }

    /** Whether the method is one that the type inherits. */
    public boolean isInherited() {
        return !Signature.owner(method).equals(type);
    }

    /** The text that is written for an attribute. */
    public Optional<String> text(String attribute) {
        return Optional.ofNullable(written.get(attribute)).map(value -> String.valueOf(value.getValue()));
    }

    /** Whether a switch is written, and on. */
    public boolean on(String attribute) {
        return written.containsKey(attribute)
                && Boolean.TRUE.equals(written.get(attribute).getValue());
    }
}
