package io.github.once4j.processor.problem;

import io.github.once4j.processor.model.OnceUse;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/**
 * Where a compiler shows a problem.
 *
 * @param element the annotated method, or the type; {@code null} if the problem is not in a source
 * @param mirror the annotation on it, if the problem is the annotation's
 * @param value the value of the annotation, if the problem is that value's
 */
public record Spot(
        @Nullable Element element,
        @Nullable AnnotationMirror mirror,
        @Nullable AnnotationValue value) {
    public static final Spot NOWHERE = new Spot(null, null, null);

    public static Spot of(Element element) {
        return new Spot(element, null, null);
    }

    /** The annotated method; the guarded type if it inherits the method. */
    public static Spot of(OnceUse use) {
        return of(use.isInherited() ? use.type() : use.method());
    }

    /** The value of an attribute, or the annotation if it is not written; the guarded type if it inherits the method. */
    public static Spot of(OnceUse use, String attribute) {
        return use.isInherited()
                ? of(use.type())
                : new Spot(use.method(), use.mirror(), use.written().get(attribute));
    }
}
