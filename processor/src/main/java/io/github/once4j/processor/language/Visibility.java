package io.github.once4j.processor.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
                .map(Visibility::element);
    }

    private static TypeElement element(TypeMirror type) {
        return (TypeElement) ((DeclaredType) type).asElement();
    }

    /** Whether a top-level class of this package cannot name a type: it, or one around it, is private or of another package. */
    public boolean isHidden(TypeElement type, PackageElement from) {
        if (isPrivate(type) || !SourceVersion.isName(type.getQualifiedName())) {
            return true;
        }
        boolean open = type.getModifiers().contains(Modifier.PUBLIC)
                || type.getModifiers().contains(Modifier.PROTECTED);
        boolean isClosed = !open && !elements.getPackageOf(type).equals(from);
        return isClosed || (type.getEnclosingElement() instanceof TypeElement outer && isHidden(outer, from));
    }
}
