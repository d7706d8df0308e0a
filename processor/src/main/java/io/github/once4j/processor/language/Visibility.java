package io.github.once4j.processor.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Which types and constructors a generated class can name: it is a top-level class of the package of the guarded type. */
public final class Visibility {
    private final Elements elements;

    Visibility(Elements elements) {
        this.elements = elements;
    }

    /** Whether a type, or one that encloses it, is private. */
    public static boolean isPrivate(Element type) {
        for (Element each = type; each instanceof TypeElement; each = each.getEnclosingElement()) {
            if (each.getModifiers().contains(Modifier.PRIVATE)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the generated class can call and repeat a constructor. */
    public boolean isCallable(ExecutableElement constructor) {
        return !constructor.getModifiers().contains(Modifier.PRIVATE)
                && hidden(constructor, (ExecutableType) constructor.asType(), elements.getPackageOf(constructor))
                        .isEmpty();
    }

    /** A type that a method or constructor names, and that a top-level class of this package cannot name. */
    public Optional<TypeElement> hidden(ExecutableElement member, ExecutableType as, PackageElement from) {
        List<TypeMirror> named = new ArrayList<>(as.getParameterTypes());
        named.add(as.getReturnType());
        named.addAll(as.getThrownTypes());
        member.getTypeParameters().forEach(variable -> named.addAll(variable.getBounds()));
        return named.stream()
                .map(type -> hidden(type, from))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** A type that a type names, at any depth, and that a top-level class of this package cannot name. */
    public Optional<TypeElement> hidden(TypeMirror type, PackageElement from) {
        return TypeWalk.find(type, each -> each.getKind() == TypeKind.DECLARED && isHidden(element(each), from))
                .map(each -> hiding(element(each), from));
    }

    /** The type itself, or the one around it, that is private or of another package. */
    public TypeElement hiding(TypeElement type, PackageElement from) {
        return type.getEnclosingElement() instanceof TypeElement outer && isHidden(outer, from)
                ? hiding(outer, from)
                : type;
    }

    private static TypeElement element(TypeMirror type) {
        return (TypeElement) ((DeclaredType) type).asElement();
    }

    /** Whether a top-level class of this package cannot name a type: it, or one around it, is private or of another package. */
    public boolean isHidden(TypeElement type, PackageElement from) {
        return !isNameable(type, (Element) from);
    }

    /** Whether the guarded class of a type can name another type. */
    static boolean isNameable(TypeElement type, TypeElement reader) {
        return isNameable(type, packageOf(reader));
    }

    /** Whether the guarded class of a type can name all types that a type names. */
    static boolean isNameable(TypeMirror type, TypeElement reader) {
        return TypeWalk.find(type, each -> each.getKind() == TypeKind.DECLARED && !isNameable(element(each), reader))
                .isEmpty();
    }

    private static boolean isNameable(TypeElement type, @Nullable Element from) {
        for (@Nullable Element each = type; each instanceof TypeElement; each = each.getEnclosingElement()) {
            Set<Modifier> modifiers = each.getModifiers();
            boolean isOpen = modifiers.contains(Modifier.PUBLIC) || modifiers.contains(Modifier.PROTECTED);
            // By its simple name: ecj takes a `$` for a dot in the qualified one.
            if (!SourceVersion.isName(each.getSimpleName())
                    || modifiers.contains(Modifier.PRIVATE)
                    || (!isOpen && !Objects.equals(packageOf(each), from))) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Element packageOf(Element element) {
        @Nullable Element each = element;
        while (each != null && !(each instanceof PackageElement)) {
            each = each.getEnclosingElement();
        }
        return each;
    }
}
