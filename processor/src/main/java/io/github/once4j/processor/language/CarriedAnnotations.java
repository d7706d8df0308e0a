package io.github.once4j.processor.language;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;

/**
 * Which annotations a guarded class repeats: it stands in for its class, and containers read many annotations on the most
 * specific class and method only.
 */
public final class CarriedAnnotations {
    /** A segment of the names of packages, or of what is around a nested annotation, that is about who may call. */
    private static final Pattern SECURITY = Pattern.compile("(?:^|\\.)(?:security|authz|authorization|auth)\\.");

    /** About one class file, or of no meaning on another. */
    private static final Set<String> OWN = Set.of(
            AnnotationNames.ONCE,
            AnnotationNames.ONCE_GENERATED,
            AnnotationNames.SAFE_VARARGS,
            AnnotationNames.KOTLIN_METADATA,
            "java.lang.FunctionalInterface");

    private CarriedAnnotations() {}

    /**
     * Whether an annotation of a class, a method or a parameter is repeated, if it can be named: it has RUNTIME retention and is
     * no constraint of Bean Validation, which is found on what is overridden. An {@code @Inherited} annotation is repeated too:
     * CDI's bean discovery reads class files, in which it is not inherited.
     */
    public static boolean is(AnnotationMirror mirror) {
        Element type = mirror.getAnnotationType().asElement();
        return !OWN.contains(AnnotationNames.of(mirror))
                && type.getAnnotationMirrors().stream().anyMatch(CarriedAnnotations::isForRunTime)
                && !isConstraint(mirror);
    }

    /** Whether an annotation is one of Bean Validation's, which must not be declared again on what overrides. */
    public static boolean isConstraint(AnnotationMirror mirror) {
        return AnnotationNames.CONSTRAINT.contains(AnnotationNames.of(mirror))
                || mirror.getAnnotationType().asElement().getAnnotationMirrors().stream()
                        .anyMatch(meta -> AnnotationNames.CONSTRAINT.contains(AnnotationNames.of(meta)));
    }

    /** Whether an annotation, or one that it is composed of, says who may call. */
    public static boolean isAboutSecurity(AnnotationMirror mirror) {
        return MetaAnnotations.namesOf(mirror).stream()
                .anyMatch(name -> SECURITY.matcher(name).find());
    }

    /** Whether the guarded class of a type can name an annotation, and its values. */
    public static boolean isNameable(AnnotationMirror mirror, TypeElement reader) {
        return Visibility.isNameable((TypeElement) mirror.getAnnotationType().asElement(), reader)
                && mirror.getElementValues().values().stream().allMatch(value -> isNameable(value, reader));
    }

    private static boolean isNameable(AnnotationValue value, TypeElement reader) {
        Object found = value.getValue();
        if (found instanceof TypeMirror type) {
            return Visibility.isNameable(type, reader);
        }
        if (found instanceof VariableElement constant) {
            return constant.getEnclosingElement() instanceof TypeElement type && Visibility.isNameable(type, reader);
        }
        if (found instanceof AnnotationMirror mirror) {
            return isNameable(mirror, reader);
        }
        return !(found instanceof List<?> values)
                || values.stream().allMatch(each -> !(each instanceof AnnotationValue one) || isNameable(one, reader));
    }

    private static boolean isForRunTime(AnnotationMirror meta) {
        return AnnotationNames.of(meta).equals("java.lang.annotation.Retention")
                && meta.getElementValues().values().stream()
                        .anyMatch(value -> value.getValue() instanceof VariableElement policy
                                && policy.getSimpleName().contentEquals("RUNTIME"));
    }
}
