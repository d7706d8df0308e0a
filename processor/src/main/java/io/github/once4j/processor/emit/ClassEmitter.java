package io.github.once4j.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.TypeVariableName;
import io.github.once4j.processor.emit.annotation.Annotations;
import io.github.once4j.processor.emit.type.HiddenNames;
import io.github.once4j.processor.emit.type.Names;
import io.github.once4j.processor.emit.type.TypeNames;
import io.github.once4j.processor.model.GuardedType;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Types;

/** The guarded class of a type, from its head to its nested {@code Once$}. */
public final class ClassEmitter {
    /** {@code all} comes first: after it, ecj does not warn of names that it does not know. */
    private static final AnnotationSpec SUPPRESSED = AnnotationSpec.builder(SuppressWarnings.class)
            .addMember("value", "$L", """
                    {"all", "auxiliaryclass", "deprecation", "doclint", "exports", "overloads", "preview", "rawtypes",
                        "removal", "serial", "this-escape", "try", "unchecked", "varargs", "NullAway"}""")
            .build();

    private final Types types;

    public ClassEmitter(Types types) {
        this.types = types;
    }

    public JavaFile emit(GuardedType type) {
        TypeParts parts = TypeParts.of(type);
        TypeSpec.Builder emitted = head(parts);
        emitted.addField(Names.GUARD, "once", Modifier.PRIVATE, Modifier.FINAL, Modifier.TRANSIENT);
        if (type.isInterface()) {
            emitted.addSuperinterface(parts.supertype())
                    .addField(parts.supertype(), "delegate", Modifier.PRIVATE, Modifier.FINAL)
                    .addMethods(ConstructorEmitter.ofInterface(parts));
        } else {
            emitted.superclass(parts.supertype()).addMethods(ConstructorEmitter.ofClass(type));
        }
        addMethods(parts, emitted);
        emitted.avoidClashesWithNestedClasses(type.element()).alwaysQualify(HiddenNames.byVariables(type));
        return JavaFile.builder(type.packageName(), emitted.build())
                .indent("    ")
                .build();
    }

    private static TypeSpec.Builder head(TypeParts parts) {
        TypeElement element = parts.type().element();
        TypeSpec.Builder emitted = TypeSpec.classBuilder(parts.generated())
                .addOriginatingElement(element)
                .addJavadoc(Javadocs.type(parts))
                .addAnnotation(parts.mark())
                .addAnnotation(SUPPRESSED)
                .addAnnotations(Annotations.ofType(element));
        if (Stream.of(Modifier.PUBLIC, Modifier.PROTECTED).anyMatch(element.getModifiers()::contains)) {
            emitted.addModifiers(Modifier.PUBLIC);
        }
        if (parts.type().isAbstract()) {
            emitted.addModifiers(Modifier.ABSTRACT);
        }
        element.getTypeParameters()
                .forEach(each -> emitted.addTypeVariable(TypeNames.of(element).parameter(each)));
        return emitted;
    }

    private void addMethods(TypeParts parts, TypeSpec.Builder emitted) {
        GuardedType type = parts.type();
        var answers = new AnswerEmitter(types);
        var methods = new MethodEmitter(type, answers);
        var admin = new AdminEmitter(type);
        List<MethodParts> guarded = type.methods().stream()
                .map(method -> MethodParts.of(type, method))
                .toList();
        guarded.forEach(method -> emitted.addMethods(methods.emit(method)).addMethods(admin.emit(method)));
        type.forwarded().forEach(signature -> emitted.addMethod(methods.forward(signature)));
        emitted.addType(new OnceEmitter(parts, answers).emit(guarded));
    }

    /**
     * An empty class of the name, for a type that cannot be guarded: so the compiler reports the cause, and not that the class is
     * missing at each of its uses.
     */
    public JavaFile emitPlaceholder(TypeElement type, String packageName, String name) {
        TypeSpec.Builder emitted = TypeSpec.classBuilder(name)
                .addOriginatingElement(type)
                .addJavadoc("Empty: {@code $L} cannot be guarded.", type.getQualifiedName());
        type.getTypeParameters()
                .forEach(each -> emitted.addTypeVariable(
                        TypeVariableName.get(each.getSimpleName().toString())));
        if (type.getModifiers().contains(Modifier.PUBLIC)) {
            emitted.addModifiers(Modifier.PUBLIC);
        }
        return JavaFile.builder(packageName, emitted.build()).build();
    }
}
