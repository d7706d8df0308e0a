package io.github.once4j.processor.emit.annotation;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import io.github.once4j.processor.language.AnnotationNames;
import io.github.once4j.processor.language.Nullness;
import io.github.once4j.processor.language.Visibility;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import javax.lang.model.AnnotatedConstruct;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;

/** The annotations of declarations and types that generated ones repeat. */
public final class Annotations {
    private Annotations() {}

    /** Of a class: what the nearest class around it says about null counts, too. */
    public static List<AnnotationSpec> ofType(TypeElement type) {
        List<AnnotationSpec> found = new ArrayList<>(repeated(type, Annotations::isDeprecated));
        for (Element scope = type; scope instanceof TypeElement; scope = scope.getEnclosingElement()) {
            List<AnnotationSpec> scopes = repeated(scope, Nullness::isAboutScope);
            if (!scopes.isEmpty()) {
                found.addAll(scopes);
                break;
            }
        }
        return found;
    }

    public static List<AnnotationSpec> ofConstructor(ExecutableElement constructor) {
        return repeated(
                constructor,
                mirror -> isDeprecated(mirror)
                        || AnnotationNames.of(mirror).equals(AnnotationNames.SAFE_VARARGS)
                        || Nullness.isAboutScope(mirror));
    }

    public static List<AnnotationSpec> ofMethod(ExecutableElement method) {
        return repeated(method, mirror -> isDeprecated(mirror) || Nullness.isAboutScope(mirror));
    }

    /** What tells a container what to pass; what is said of the type, too, stands there already. */
    public static List<AnnotationSpec> forContainer(Element parameter) {
        return repeated(parameter, mirror -> !Nullness.isAboutOne(mirror) && !isOn(parameter.asType(), mirror));
    }

    /** Nullness that is declared on the element and not, too, on its type. */
    public static List<AnnotationSpec> nullness(Element element, TypeMirror type) {
        return repeated(
                element,
                mirror -> Nullness.isAboutOne(mirror)
                        && !isOn(type, mirror)
                        && !AnnotationNames.of(mirror).startsWith("org.jspecify.annotations."));
    }

    public static List<AnnotationSpec> ofUse(TypeMirror type) {
        return repeated(type, mirror -> true);
    }

    /**
     * Without private ones, which another class cannot name; and without the constraints of Bean Validation, which a method
     * that overrides another one must not declare again.
     */
    private static List<AnnotationSpec> repeated(AnnotatedConstruct annotated, Predicate<AnnotationMirror> which) {
        List<? extends AnnotationMirror> all = annotated.getAnnotationMirrors();
        return all.isEmpty()
                ? List.of()
                : all.stream()
                        .filter(which)
                        .filter(mirror ->
                                !Visibility.isPrivate(mirror.getAnnotationType().asElement()) && !isConstraint(mirror))
                        .map(Annotations::spec)
                        .toList();
    }

    /** Annotations as they are written. */
    public static List<AnnotationSpec> all(Collection<? extends AnnotationMirror> mirrors) {
        return mirrors.stream().map(Annotations::spec).toList();
    }

    private static AnnotationSpec spec(AnnotationMirror mirror) {
        AnnotationSpec spec = AnnotationSpec.get(mirror);
        AnnotationSpec.Builder written = AnnotationSpec.builder(
                ClassName.get((TypeElement) mirror.getAnnotationType().asElement()));
        spec.members().forEach((name, values) -> values.forEach(value -> written.addMember(name, literal(value))));
        return spec.members().isEmpty() ? spec : written.build();
    }

    /** JavaPoet writes these numbers as they print, which is no Java. */
    private static CodeBlock literal(CodeBlock value) {
        String quotient = switch (value.toString()) {
            case "Infinity" -> "1d / 0";
            case "-Infinity" -> "-1d / 0";
            case "NaN" -> "0d / 0";
            case "Infinityf" -> "1f / 0";
            case "-Infinityf" -> "-1f / 0";
            case "NaNf" -> "0f / 0";
            default -> "";
        };
        return quotient.isEmpty() ? value : CodeBlock.of(quotient);
    }

    private static boolean isConstraint(AnnotationMirror mirror) {
        return AnnotationNames.CONSTRAINT.contains(AnnotationNames.of(mirror))
                || mirror.getAnnotationType().asElement().getAnnotationMirrors().stream()
                        .anyMatch(meta -> AnnotationNames.CONSTRAINT.contains(AnnotationNames.of(meta)));
    }

    private static boolean isOn(TypeMirror type, AnnotationMirror mirror) {
        Element annotation = mirror.getAnnotationType().asElement();
        return type.getAnnotationMirrors().stream()
                .anyMatch(onType -> onType.getAnnotationType().asElement().equals(annotation));
    }

    private static boolean isDeprecated(AnnotationMirror mirror) {
        return AnnotationNames.of(mirror).equals(AnnotationNames.DEPRECATED);
    }
}
