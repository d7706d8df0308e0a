package io.github.once4j.processor.problem;

import io.github.once4j.processor.model.OnceUse;
import io.github.once4j.processor.model.Signature;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * The position of a problem.
 *
 * @param element the annotated method or the type; {@code null} if the problem is not in a source
 * @param mirror the annotation of the element, if the problem is in the annotation
 * @param value the value of the annotation, if the problem is in the value
 * @param inherited the method that the problem is in, if the type inherits it: the position is then that of the type
 */
public record Spot(
        @Nullable Element element,
        @Nullable AnnotationMirror mirror,
        @Nullable AnnotationValue value,
        @Nullable ExecutableElement inherited) {
    public static final Spot NOWHERE = new Spot(null, null, null, null);

    public static Spot of(Element element) {
        return new Spot(element, null, null, null);
    }

    /** An annotation of an element. */
    public static Spot of(Element element, AnnotationMirror mirror) {
        return new Spot(element, mirror, null, null);
    }

    /** A method of a type; the type if it inherits the method. */
    public static Spot of(ExecutableElement method, TypeElement type) {
        return Signature.owner(method).equals(type) ? of(method) : new Spot(type, null, null, method);
    }

    /** The annotated method; the guarded type if it inherits the method. */
    public static Spot of(OnceUse use) {
        return of(use.method(), use.type());
    }

    /** The value of an attribute, or the annotation if it is not set; the guarded type if it inherits the method. */
    public static Spot of(OnceUse use, String attribute) {
        return use.isInherited()
                ? of(use)
                : new Spot(use.method(), use.mirror(), use.written().get(attribute), null);
    }
}
