package io.github.once4j.processor.language;

import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.ElementFilter;

/** What is known of declarations that were written in Kotlin, from their class files or the stubs of kapt. */
public final class Kotlin {
    /** The {@code k} of {@code kotlin.Metadata} on a class that holds the functions of a file. */
    private static final int FILE_FACADE = 2;

    private Kotlin() {}

    /** Whether an element was written in Kotlin. */
    public static boolean isKotlin(Element element) {
        return Stream.iterate(element, each -> each != null, Element::getEnclosingElement)
                .anyMatch(each -> metadata(each).isPresent());
    }

    /** Whether a class is what Kotlin makes of the functions of a file that are in no class. */
    public static boolean isFile(TypeElement type) {
        return metadata(type).stream()
                .flatMap(mirror -> mirror.getElementValues().entrySet().stream())
                .anyMatch(entry -> entry.getKey().getSimpleName().contentEquals("k")
                        && entry.getValue().getValue().equals(FILE_FACADE));
    }

    /** Whether a class is that of an {@code object} or a {@code companion object}, which has one instance and no subclasses. */
    public static boolean isObject(TypeElement type) {
        return metadata(type).isPresent()
                && Stream.of(type, type.getEnclosingElement())
                        .filter(TypeElement.class::isInstance) // to list a package, a compiler may read all of it
                        .flatMap(owner -> ElementFilter.fieldsIn(owner.getEnclosedElements()).stream())
                        .filter(field -> field.getModifiers().contains(Modifier.STATIC))
                        .anyMatch(field -> field.asType() instanceof DeclaredType declared
                                && declared.asElement().equals(type))
                && ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
                        .allMatch(constructor -> constructor.getModifiers().contains(Modifier.PRIVATE));
    }

    private static Optional<? extends AnnotationMirror> metadata(Element element) {
        return element.getAnnotationMirrors().stream()
                .filter(mirror -> AnnotationNames.of(mirror).equals(AnnotationNames.KOTLIN_METADATA))
                .findFirst();
    }
}
