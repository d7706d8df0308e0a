package io.github.once4j.processor.emit;

import io.github.once4j.processor.model.GuardedType;
import io.github.once4j.processor.model.Signature;
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
final class HiddenNames {
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

    HiddenNames(Elements elements) {
        this.elements = elements;
    }

    /** Names of {@code java.lang} that the user's package has classes of: written short they would be these. */
    String[] byClasses(GuardedType type) {
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
    static String[] byVariables(GuardedType type) {
        Stream<Element> parameters = type.methods().stream()
                .flatMap(method -> method.signature().parameters().stream())
                .map(Signature.Parameter::element);
        return Stream.concat(fields(type.element().asType()), parameters)
                .map(each -> each.getSimpleName().toString())
                .filter(name -> Character.isUpperCase(name.charAt(0)))
                .toArray(String[]::new);
    }

    private static Stream<Element> fields(TypeMirror type) {
        if (type.getKind() != TypeKind.DECLARED) {
            return Stream.empty();
        }
        var element = (TypeElement) ((DeclaredType) type).asElement();
        return Stream.concat(
                ElementFilter.fieldsIn(element.getEnclosedElements()).stream(),
                Stream.concat(Stream.of(element.getSuperclass()), element.getInterfaces().stream())
                        .flatMap(HiddenNames::fields));
    }
}
