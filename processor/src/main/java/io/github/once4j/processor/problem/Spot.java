package io.github.once4j.processor.problem;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/**
 * Where a compiler shows a problem.
 *
 * @param element the annotated method, or the type; {@code null} if the problem is none of a source
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
}
