package io.github.once4j.processor.emit.type;

import io.github.once4j.processor.model.GuardedType;
import io.github.once4j.processor.model.Signature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Names of classes that mean something else where generated code stands, and are written in full there. */
public final class HiddenNames {
    /** What of {@code java.lang} generated code may name. */
    private static final List<String> IN_JAVA_LANG = List.of(
            "Boolean",
            "Byte",
            "CharSequence",
            "Character",
            "Class",
            "Comparable",
            "Deprecated",
            "Double",
            "Enum",
            "Error",
            "Exception",
            "Float",
            "Integer",
            "Iterable",
            "Long",
            "Number",
            "Object",
            "Override",
            "Runnable",
            "RuntimeException",
            "SafeVarargs",
            "Short",
            "String",
            "SuppressWarnings",
            "Throwable",
            "Void");

    private final Elements elements;
    private final Map<String, String[]> byPackage = new HashMap<>();

    public HiddenNames(Elements elements) {
        this.elements = elements;
    }

    /** Names of {@code java.lang} that the user's package has classes of: written short they would be these. */
    public String[] byClasses(GuardedType type) {
        return byPackage.computeIfAbsent(type.packageName(), name -> byClasses(type.element(), name));
    }

    private String[] byClasses(TypeElement type, String packageName) {
        ModuleElement module = elements.getModuleOf(type);
        Predicate<String> isThere = module == null
                ? name -> elements.getTypeElement(name) != null
                : name -> elements.getTypeElement(module, name) != null;
        return IN_JAVA_LANG.stream()
                .filter(name -> !packageName.isEmpty() && isThere.test(packageName + "." + name))
                .toArray(String[]::new);
    }

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
