package io.github.once4j.processor.check.type;

import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.model.Candidate;
import io.github.once4j.processor.model.GuardedMethod;
import io.github.once4j.processor.model.GuardedMethod.Stage;
import io.github.once4j.processor.model.GuardedType;
import io.github.once4j.processor.model.GuardedType.Constructor;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.model.Signature.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;

/** What the guarded class of a type has besides the guarded methods: its constructors, and what it passes on. */
public final class TypeShape {
    private final Language language;
    private final Containers containers;

    public TypeShape(Language language, Containers containers) {
        this.language = language;
        this.containers = containers;
    }

    public GuardedType of(Candidate candidate, List<GuardedMethod> guarded) {
        TypeElement type = candidate.type();
        boolean isInterface = type.getKind().isInterface();
        List<ExecutableElement> covered =
                guarded.stream().map(method -> method.signature().element()).toList();
        List<Signature> forwarded = isInterface ? forwarded(candidate, covered) : List.of();
        boolean isAbstract = !isInterface
                && candidate.methods().stream()
                        .anyMatch(method -> method.getModifiers().contains(Modifier.ABSTRACT));
        return new GuardedType(
                type,
                language.elements().getPackageOf(type).getQualifiedName().toString(),
                GuardedType.nameFor(type),
                isInterface,
                isAbstract,
                isInterface ? List.of() : constructors(type),
                guarded,
                forwarded);
    }

    private List<Signature> forwarded(Candidate candidate, List<ExecutableElement> covered) {
        return candidate
                .callable()
                .filter(method -> !covered.contains(method))
                .filter(method -> !language.isOfObject(method) || isWidened(method))
                .map(method -> signature(
                        method,
                        (ExecutableType) language.types()
                                .asMemberOf((DeclaredType) candidate.type().asType(), method),
                        candidate.type()))
                .toList();
    }

    /** Protected in Object, public in an interface that declares it. */
    private static boolean isWidened(ExecutableElement method) {
        return Set.of("clone", "finalize").contains(method.getSimpleName().toString());
    }

    private List<Constructor> constructors(TypeElement type) {
        return containers.repeated(type).stream()
                .map(each -> containers.constructor(type, signature(each, (ExecutableType) each.asType(), type)))
                .toList();
    }

    /** The declared types where they are those of the type itself: {@code asMemberOf} loses type annotations in javac. */
    public Signature signature(ExecutableElement method, ExecutableType as, TypeElement type) {
        boolean own = Signature.owner(method).equals(type);
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < method.getParameters().size(); i++) {
            VariableElement parameter = method.getParameters().get(i);
            TypeMirror of = own ? parameter.asType() : as.getParameterTypes().get(i);
            boolean lease = language.isLease(of);
            parameters.add(new Parameter(Signature.name(parameter), of, lease, parameter));
        }
        return new Signature(
                method,
                own
                        ? method.getTypeParameters().stream()
                                .map(each -> (TypeVariable) each.asType())
                                .toList()
                        : List.copyOf(as.getTypeVariables()),
                own ? method.getReturnType() : as.getReturnType(),
                parameters,
                own ? method.getThrownTypes() : as.getThrownTypes());
    }

    public Stage stage(TypeMirror type) {
        return language.isAsync(type) ? Stage.of(language.name(type)) : Stage.NONE;
    }
}
