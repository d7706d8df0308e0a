package io.github.once4j.processor.language;

import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/** {@code @SuppressWarnings} for the warnings of this processor, on an element or on a type around it. */
public final class Suppression {
    public static final String UNGUARDED = "once4j:unguarded";
    public static final String SHARED_KEY = "once4j:shared-key";

    private Suppression() {}

    public static boolean is(String warning, Element element) {
        for (@Nullable Element scope = element; scope != null; scope = scope.getEnclosingElement()) {
            if (scope.getAnnotationMirrors().stream().anyMatch(mirror -> names(mirror, warning))) {
                return true;
            }
        }
        return false;
    }

    private static boolean names(AnnotationMirror mirror, String warning) {
        return AnnotationNames.of(mirror).equals(AnnotationNames.SUPPRESS_WARNINGS)
                && mirror.getElementValues().values().stream().anyMatch(value -> holds(value, warning));
    }

    /** A single value is a list of one; ecj gives it as it is written. */
    private static boolean holds(AnnotationValue value, String warning) {
        return value.getValue() instanceof List<?> values
                ? values.stream().anyMatch(each -> each instanceof AnnotationValue one && holds(one, warning))
                : warning.equals(value.getValue());
    }
}
