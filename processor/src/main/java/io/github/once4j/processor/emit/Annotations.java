package io.github.once4j.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.AnnotatedConstruct;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;

/** The annotations of declarations and types that generated ones repeat. */
final class Annotations {
    private static final Set<String> NULLNESS =
            Set.of("Nullable", "CheckForNull", "NonNull", "Nonnull", "NotNull", "NullableDecl", "NonNullDecl");

    /** What says of all in a scope whether it may be null; by simple name, as Nullness is. */
    private static final Set<String> SCOPES = Set.of(
            "NullMarked",
            "NullUnmarked",
            "NonNullByDefault",
            "ParametersAreNonnullByDefault",
            "ReturnValuesAreNonnullByDefault");

    /** What a constraint is, or is annotated with. */
    private static final Set<String> VALIDATION = Set.of(
            "jakarta.validation.Constraint",
            "jakarta.validation.Valid",
            "javax.validation.Constraint",
            "javax.validation.Valid");

    private Annotations() {}

    /** Of a class: what the nearest class around it says about null counts, too. */
    static List<AnnotationSpec> ofType(TypeElement type) {
        List<AnnotationSpec> found = new ArrayList<>(repeated(type, Annotations::isDeprecated));
        for (Element scope = type; scope instanceof TypeElement; scope = scope.getEnclosingElement()) {
            List<AnnotationSpec> scopes = repeated(scope, mirror -> SCOPES.contains(name(mirror)));
            if (!scopes.isEmpty()) {
                found.addAll(scopes);
                break;
            }
        }
        return found;
    }

    static List<AnnotationSpec> ofConstructor(ExecutableElement constructor) {
        return repeated(
                constructor,
                mirror -> isDeprecated(mirror) || isJava(mirror, "SafeVarargs") || SCOPES.contains(name(mirror)));
    }

    static List<AnnotationSpec> ofMethod(ExecutableElement method) {
        return repeated(method, mirror -> isDeprecated(mirror) || SCOPES.contains(name(mirror)));
    }

    /** What tells a container what to pass; what is said of the type, too, stands there already. */
    static List<AnnotationSpec> forContainer(Element parameter) {
        return repeated(parameter, mirror -> !NULLNESS.contains(name(mirror)) && !isOn(parameter.asType(), mirror));
    }

    /** Nullness that is declared on the element and not, too, on its type. */
    static List<AnnotationSpec> nullness(Element element, TypeMirror type) {
        return repeated(
                element,
                mirror -> NULLNESS.contains(name(mirror))
                        && !isOn(type, mirror)
                        && !qualifiedName(mirror).startsWith("org.jspecify.annotations."));
    }

    static List<AnnotationSpec> ofUse(TypeMirror type) {
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
                        .filter(mirror -> !isPrivate(mirror) && !isConstraint(mirror))
                        .map(Annotations::spec)
                        .toList();
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

    private static boolean isPrivate(AnnotationMirror mirror) {
        Element each = mirror.getAnnotationType().asElement();
        while (each instanceof TypeElement && !each.getModifiers().contains(Modifier.PRIVATE)) {
            each = each.getEnclosingElement();
        }
        return each instanceof TypeElement;
    }

    private static boolean isConstraint(AnnotationMirror mirror) {
        return VALIDATION.contains(qualifiedName(mirror))
                || mirror.getAnnotationType().asElement().getAnnotationMirrors().stream()
                        .anyMatch(meta -> VALIDATION.contains(qualifiedName(meta)));
    }

    private static boolean isOn(TypeMirror type, AnnotationMirror mirror) {
        Element annotation = mirror.getAnnotationType().asElement();
        return type.getAnnotationMirrors().stream()
                .anyMatch(onType -> onType.getAnnotationType().asElement().equals(annotation));
    }

    private static boolean isDeprecated(AnnotationMirror mirror) {
        return isJava(mirror, "Deprecated");
    }

    private static boolean isJava(AnnotationMirror mirror, String name) {
        return qualifiedName(mirror).equals("java.lang." + name);
    }

    private static String qualifiedName(AnnotationMirror mirror) {
        return ((TypeElement) mirror.getAnnotationType().asElement())
                .getQualifiedName()
                .toString();
    }

    private static String name(AnnotationMirror mirror) {
        return mirror.getAnnotationType().asElement().getSimpleName().toString();
    }
}
