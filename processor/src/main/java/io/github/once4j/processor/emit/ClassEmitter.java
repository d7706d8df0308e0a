package io.github.once4j.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeName;
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
    private static final AnnotationSpec SUPPRESSED = AnnotationSpec.builder(SuppressWarnings.class)
            .addMember(
                    "value",
                    "$L",
                    "{\"deprecation\", \"exports\", \"rawtypes\", \"removal\", \"serial\", \"unchecked\", \"varargs\"}")
            .build();

    private final Types types;

    public ClassEmitter(Types types) {
        this.types = types;
    }

    public JavaFile emit(GuardedType type) {
        ClassName generated = ClassName.get(type.packageName(), type.name());
        var docs = new Javadocs(type.element(), types);
        var answers = new AnswerEmitter(types);
        var methods = new MethodEmitter(type, answers, docs);
        var admin = new AdminEmitter(type, docs);
        TypeName source = TypeNames.DECLARED.of(type.element().asType());
        TypeSpec.Builder emitted = TypeSpec.classBuilder(generated)
                .addOriginatingElement(type.element())
                .addJavadoc(docs.type())
                .addAnnotation(AnnotationSpec.builder(Names.GENERATED)
                        .addMember("value", "$T.class", TypeNames.guarded(type.element()))
                        .build())
                .addAnnotation(SUPPRESSED);
        emitted.addAnnotations(Annotations.ofType(type.element()));
        emitted.addAnnotations(Annotations.all(type.stereotypes()));
        Stream.of(Modifier.PUBLIC, Modifier.PROTECTED)
                .filter(type.element().getModifiers()::contains)
                .findFirst()
                .ifPresent(visible -> emitted.addModifiers(Modifier.PUBLIC));
        if (type.isAbstract()) {
            emitted.addModifiers(Modifier.ABSTRACT);
        }
        type.element().getTypeParameters().forEach(each -> emitted.addTypeVariable(TypeNames.DECLARED.parameter(each)));
        emitted.addField(Names.GUARD, "once", Modifier.PRIVATE, Modifier.FINAL, Modifier.TRANSIENT);
        if (type.isInterface()) {
            emitted.addSuperinterface(source)
                    .addField(source, "delegate", Modifier.PRIVATE, Modifier.FINAL)
                    .addMethods(ConstructorEmitter.ofInterface(source, generated));
        } else {
            emitted.superclass(source).addMethods(ConstructorEmitter.ofClass(type));
        }
        List<MethodParts> guarded = type.methods().stream()
                .map(method -> MethodParts.of(type, method))
                .toList();
        for (MethodParts method : guarded) {
            emitted.addMethods(methods.emit(method)).addMethods(admin.emit(method));
        }
        type.forwarded().forEach(signature -> emitted.addMethod(methods.forward(signature)));
        emitted.addType(new OnceEmitter(type, answers).emit(generated, guarded))
                .avoidClashesWithNestedClasses(type.element())
                .alwaysQualify(HiddenNames.byVariables(type));
        return JavaFile.builder(type.packageName(), emitted.build())
                .indent("    ")
                .build();
    }

    /**
     * An empty class of the name, for a type that cannot be guarded: so the compiler shows why, and not that the class is
     * missing at each of its uses.
     */
    public JavaFile emitPlaceholder(TypeElement type, String packageName, String name) {
        TypeSpec.Builder emitted = TypeSpec.classBuilder(name)
                .addOriginatingElement(type)
                .addJavadoc("Empty: {@code $L} cannot be guarded.\n", type.getQualifiedName());
        type.getTypeParameters()
                .forEach(each -> emitted.addTypeVariable(
                        TypeVariableName.get(each.getSimpleName().toString())));
        if (type.getModifiers().contains(Modifier.PUBLIC)) {
            emitted.addModifiers(Modifier.PUBLIC);
        }
        return JavaFile.builder(packageName, emitted.build()).build();
    }
}
