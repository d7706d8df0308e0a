package io.github.once4j.processor.emit.type;

import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.model.Signature.Parameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * The types of a member as the guarded class writes them. Those of an inherited one are written from its declaration: the
 * compiler's {@code asMemberOf} drops annotations, and a type parameter may have the name of one of the heir's.
 */
public final class MemberTypes {
    private final Signature signature;
    private final TypeNames names;
    private final boolean fromDeclaration;

    private MemberTypes(Signature signature, TypeNames names, boolean fromDeclaration) {
        this.signature = signature;
        this.names = names;
        this.fromDeclaration = fromDeclaration;
    }

    public static MemberTypes of(TypeElement type, Signature signature) {
        TypeElement owner = Signature.owner(signature.element());
        if (owner.equals(type)) {
            return new MemberTypes(signature, TypeNames.of(type), true);
        }
        Map<String, TypeName> variables = variables(type, owner, TypeNames.of(type));
        if (variables == null) {
            return new MemberTypes(signature, TypeNames.of(type), false); // of a raw type: it is the compiler who erases them
        }
        rename(type.getTypeParameters(), signature.element().getTypeParameters(), variables);
        return new MemberTypes(signature, new TypeNames(variables, type), true);
    }

    /** The guarded type. */
    public TypeElement reader() {
        return names.reader();
    }

    public TypeName returns() {
        return names.of(fromDeclaration ? signature.element().getReturnType() : signature.returns());
    }

    public TypeName of(Parameter parameter) {
        return names.of(fromDeclaration ? parameter.element().asType() : parameter.type());
    }

    public Stream<TypeName> thrown() {
        return (fromDeclaration ? signature.element().getThrownTypes() : signature.thrown())
                .stream().map(names::of);
    }

    public List<TypeVariableName> typeParameters() {
        return signature.typeParameters().stream()
                .map(each -> names.parameter((TypeParameterElement) each.asElement()))
                .toList();
    }

    /** What the type variables of a supertype stand for in a type; null if it, or one on the way, is raw. */
    private static @Nullable Map<String, TypeName> variables(TypeElement type, TypeElement above, TypeNames names) {
        if (type.equals(above)) {
            return new HashMap<>(names.variables());
        }
        List<TypeMirror> parents = Stream.concat(Stream.of(type.getSuperclass()), type.getInterfaces().stream())
                .toList();
        for (TypeMirror parent : parents) {
            Map<String, TypeName> arguments = new HashMap<>();
            if (parent.getKind() == TypeKind.DECLARED && addArguments((DeclaredType) parent, names, arguments)) {
                var element = (TypeElement) ((DeclaredType) parent).asElement();
                Map<String, TypeName> found = variables(element, above, new TypeNames(arguments, names.reader()));
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /** Of the type, and of those that it is an inner type of; false if it is raw. */
    private static boolean addArguments(DeclaredType type, TypeNames names, Map<String, TypeName> found) {
        List<? extends TypeParameterElement> parameters = ((TypeElement) type.asElement()).getTypeParameters();
        if (parameters.size() != type.getTypeArguments().size()) {
            return false;
        }
        for (int i = 0; i < parameters.size(); i++) {
            found.putIfAbsent(
                    parameters.get(i).getSimpleName().toString(),
                    names.of(type.getTypeArguments().get(i)));
        }
        return !(type.getEnclosingType() instanceof DeclaredType outer) || addArguments(outer, names, found);
    }

    private static void rename(
            List<? extends TypeParameterElement> ofType,
            List<? extends TypeParameterElement> ofMember,
            Map<String, TypeName> names) {
        Set<String> taken = Stream.concat(ofType.stream(), ofMember.stream())
                .map(each -> each.getSimpleName().toString())
                .collect(Collectors.toSet());
        for (TypeParameterElement each : ofMember) {
            String name = each.getSimpleName().toString();
            String free = name;
            if (ofType.stream().anyMatch(other -> other.getSimpleName().contentEquals(name))) {
                for (int number = 2; !taken.add(free); number++) {
                    free = name + number;
                }
            }
            names.put(name, TypeVariableName.get(free));
        }
    }
}
