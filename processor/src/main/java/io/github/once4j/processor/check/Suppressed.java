package io.github.once4j.processor.check;

import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** {@code @SuppressWarnings} for the warnings of this processor, on an element or on a type around it. */
final class Suppressed {
    static final String UNGUARDED = "once4j:unguarded";
    static final String SHARED_KEY = "once4j:shared-key";

    private Suppressed() {}

    static boolean is(String warning, Element element) {
        for (@Nullable Element scope = element; scope != null; scope = scope.getEnclosingElement()) {
            if (scope.getAnnotationMirrors().stream().anyMatch(mirror -> names(mirror, warning))) {
                return true;
            }
        }
        return false;
    }

    private static boolean names(AnnotationMirror mirror, String warning) {
        return ((TypeElement) mirror.getAnnotationType().asElement())
                        .getQualifiedName()
                        .contentEquals("java.lang.SuppressWarnings")
                && mirror.getElementValues().values().stream().anyMatch(value -> holds(value, warning));
    }

    /** A single value is a list of one; ecj gives it as it is written. */
    private static boolean holds(AnnotationValue value, String warning) {
        return value.getValue() instanceof List<?> values
                ? values.stream().anyMatch(each -> each instanceof AnnotationValue one && holds(one, warning))
                : warning.equals(value.getValue());
    }
}
