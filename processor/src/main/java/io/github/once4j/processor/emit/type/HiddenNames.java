package io.github.once4j.processor.emit.type;

import io.github.once4j.processor.model.GuardedType;
import io.github.once4j.processor.model.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Names of classes that mean something else in generated code, and are written in full there. */
public final class HiddenNames {
    private HiddenNames() {}

    /** Fields and parameters named like classes: in an expression, the name would be theirs. */
    public static String[] byVariables(GuardedType type) {
        Stream<Element> parameters = type.methods().stream()
                .flatMap(method -> method.signature().parameters().stream())
                .map(Signature.Parameter::element);
        Stream<? extends Element> fields =
                ElementFilter.fieldsIn(members(type.element().asType())).stream();
        return Stream.concat(fields, parameters)
                .map(each -> each.getSimpleName().toString())
                .filter(name -> Character.isUpperCase(name.charAt(0)))
                .toArray(String[]::new);
    }

    /** Whether the name of a type means another in the body of a heir: a type parameter, {@code Once$}, or an inherited class. */
    public static boolean hideInHeirOf(TypeElement type, String name) {
        return name.equals(Names.ONCE)
                || type.getTypeParameters().stream()
                        .anyMatch(each -> each.getSimpleName().contentEquals(name))
                || ElementFilter.typesIn(members(type.asType())).stream()
                        .anyMatch(each -> each.getSimpleName().contentEquals(name));
    }

    /** Of a type and of all above it. */
    private static List<Element> members(TypeMirror type) {
        List<Element> found = new ArrayList<>();
        addMembers(type, found);
        return found;
    }

    private static void addMembers(TypeMirror type, List<Element> found) {
        if (type.getKind() == TypeKind.DECLARED) {
            var element = (TypeElement) ((DeclaredType) type).asElement();
            found.addAll(element.getEnclosedElements());
            addMembers(element.getSuperclass(), found);
            element.getInterfaces().forEach(each -> addMembers(each, found));
        }
    }
}
