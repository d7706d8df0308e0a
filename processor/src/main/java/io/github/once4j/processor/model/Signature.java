package io.github.once4j.processor.model;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;

/**
 * The declaration of a method or constructor, as the generated class repeats it.
 *
 * @param element the declaration in the user's source, or in a class file
 * @param typeParameters its own type parameters
 * @param returns the return type as a member of the guarded type; {@code void} for a constructor
 * @param parameters its parameters
 * @param thrown what it declares to throw
 */
public record Signature(
        ExecutableElement element,
        List<? extends TypeVariable> typeParameters,
        TypeMirror returns,
        List<Parameter> parameters,
        List<? extends TypeMirror> thrown) {
    public Signature {
        typeParameters = List.copyOf(typeParameters);
        parameters = List.copyOf(parameters);
        thrown = List.copyOf(thrown);
    }

    /** The type that declares a member. */
    public static TypeElement owner(Element member) {
        return (TypeElement) Objects.requireNonNull(member.getEnclosingElement(), member::toString);
    }

    /** The name of a parameter; what other languages may call one, and Java may not, is written with underscores. */
    public static String name(VariableElement parameter) {
        String name = parameter.getSimpleName().toString();
        if (SourceVersion.isName(name)) {
            return name;
        }
        var written = new StringBuilder();
        name.codePoints()
                .forEach(point -> written.appendCodePoint(Character.isJavaIdentifierPart(point) ? point : '_'));
        if (written.isEmpty() || !Character.isJavaIdentifierStart(written.codePointAt(0))) {
            written.insert(0, '_');
        }
        Element method = parameter.getEnclosingElement();
        do {
            written.append('_');
        } while (method instanceof ExecutableElement executable
                && executable.getParameters().stream()
                        .anyMatch(other -> other.getSimpleName().contentEquals(written)));
        return written.toString();
    }

    public String name() {
        return element.getSimpleName().toString();
    }

    public boolean is(Modifier modifier) {
        return element.getModifiers().contains(modifier);
    }

    public Optional<Parameter> lease() {
        return parameters.stream().filter(Parameter::isLease).findFirst();
    }

    public List<Parameter> withoutLease() {
        return parameters.stream().filter(parameter -> !parameter.isLease()).toList();
    }

    /** The parameters with these names, in their declared order. */
    public List<Parameter> named(Collection<String> names) {
        return parameters.stream()
                .filter(parameter -> names.contains(parameter.name()))
                .toList();
    }

    /** A name that hides none of the parameters. */
    public String free(String wish) {
        String name = wish;
        for (int i = 2; isParameter(name); i++) {
            name = wish + i;
        }
        return name;
    }

    boolean isParameter(String name) {
        return parameters.stream().anyMatch(parameter -> parameter.name().equals(name));
    }

    /** One parameter; {@code isLease} if the guard supplies it. */
    public record Parameter(String name, TypeMirror type, boolean isLease, VariableElement element) {}
}
