package io.github.once4j.processor.emit.annotation;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import io.github.once4j.processor.language.AnnotationNames;
import io.github.once4j.processor.language.CarriedAnnotations;
import io.github.once4j.processor.language.Nullness;
import io.github.once4j.processor.model.Signature;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import javax.lang.model.AnnotatedConstruct;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;

/** The annotations of declarations and types that generated ones repeat. */
public final class Annotations {
    private Annotations() {}

    /** Of a class: all of an abstract one, which it stands in for; what the nearest class around it says about null counts, too. */
    public static List<AnnotationSpec> ofType(TypeElement type) {
        boolean isReplaced = type.getKind().isClass() && type.getModifiers().contains(Modifier.ABSTRACT);
        List<AnnotationSpec> found = new ArrayList<>(repeated(
                type,
                type,
                mirror -> isDeprecated(mirror)
                        || Nullness.isAboutScope(mirror)
                        || (isReplaced && CarriedAnnotations.is(mirror))));
        for (Element scope = type; scope instanceof TypeElement; scope = scope.getEnclosingElement()) {
            List<AnnotationSpec> scopes = repeated(scope, type, Nullness::isAboutScope);
            if (!scopes.isEmpty()) {
                if (!scope.equals(type)) {
                    found.addAll(scopes);
                }
                break;
            }
        }
        return found;
    }

    public static List<AnnotationSpec> ofConstructor(ExecutableElement constructor) {
        return repeated(
                constructor,
                Signature.owner(constructor),
                mirror -> isDeprecated(mirror)
                        || AnnotationNames.of(mirror).equals(AnnotationNames.SAFE_VARARGS)
                        || Nullness.isAboutScope(mirror));
    }

    /** What tells a container what to pass; what is said of the type, too, stands there already. */
    public static List<AnnotationSpec> forContainer(Element parameter, TypeElement reader) {
        return repeated(parameter, reader, mirror -> !Nullness.isAboutOne(mirror) && !isOn(parameter.asType(), mirror));
    }

    /**
     * Of a method or a parameter: what it says about null, whether it is deprecated, and what else is carried over. What is
     * said of its type, too, stands there already.
     */
    public static List<AnnotationSpec> of(Element element, TypeMirror type, TypeElement reader, Carried carried) {
        return repeated(
                element,
                reader,
                mirror -> !isOn(type, mirror)
                        && (isDeprecated(mirror)
                                || Nullness.isAboutScope(mirror)
                                || (Nullness.isAboutOne(mirror)
                                        && !AnnotationNames.of(mirror).startsWith("org.jspecify.annotations."))
                                || carries(carried, mirror)));
    }

    private static boolean carries(Carried carried, AnnotationMirror mirror) {
        return carried != Carried.NONE
                && CarriedAnnotations.is(mirror)
                && (carried == Carried.ALL || CarriedAnnotations.isAboutSecurity(mirror));
    }

    /** Which of the annotations that are there at run time are repeated. */
    public enum Carried {
        /** On what a container calls. */
        ALL,
        /** On what passes a call on to the method that has all of them: a schedule or a listener would be there twice. */
        SECURITY,
        /** On the guarded class of an interface: its delegate has them. */
        NONE
    }

    public static List<AnnotationSpec> ofUse(TypeMirror type, TypeElement reader) {
        return repeated(type, reader, mirror -> true);
    }

    /** Without those that the guarded class of {@code reader} cannot name, and without the constraints of Bean Validation. */
    private static List<AnnotationSpec> repeated(
            AnnotatedConstruct annotated, TypeElement reader, Predicate<AnnotationMirror> which) {
        List<? extends AnnotationMirror> all = annotated.getAnnotationMirrors();
        return all.isEmpty()
                ? List.of()
                : all.stream()
                        .filter(which)
                        .filter(mirror -> CarriedAnnotations.isNameable(mirror, reader)
                                && !CarriedAnnotations.isConstraint(mirror))
                        .map(Annotations::spec)
                        .toList();
    }

    /** Annotations as they are written. */
    public static List<AnnotationSpec> all(Collection<? extends AnnotationMirror> mirrors) {
        return mirrors.stream().map(Annotations::spec).toList();
    }

    /** As it is written: JavaPoet's own copy has no empty arrays, and numbers that are no Java. */
    private static AnnotationSpec spec(AnnotationMirror mirror) {
        AnnotationSpec.Builder written = AnnotationSpec.builder(
                ClassName.get((TypeElement) mirror.getAnnotationType().asElement()));
        mirror.getElementValues().forEach((attribute, value) -> {
            String name = attribute.getSimpleName().toString();
            if (!(value.getValue() instanceof List<?> values)) {
                written.addMember(name, literal(value));
            } else if (values.isEmpty()) {
                written.addMember(name, "{}");
            } else {
                values.forEach(each -> written.addMember(name, literal((AnnotationValue) each)));
            }
        });
        return written.build();
    }

    private static CodeBlock literal(AnnotationValue value) {
        Object found = value.getValue();
        if (found instanceof TypeMirror type) {
            return CodeBlock.of("$T.class", type);
        }
        if (found instanceof VariableElement constant) {
            return CodeBlock.of(
                    "$T.$N", constant.asType(), constant.getSimpleName().toString());
        }
        if (found instanceof AnnotationMirror nested) {
            return CodeBlock.of("$L", spec(nested));
        }
        return Literals.of(found);
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
