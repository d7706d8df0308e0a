package io.github.once4j.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.TypeVariableName;
import io.github.once4j.processor.model.GuardedMethod;
import io.github.once4j.processor.model.GuardedType;
import io.github.once4j.processor.model.Timing;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** The guarded class of a type, from its head to its nested {@code Once$}. */
public final class ClassEmitter {
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

    private static final AnnotationSpec SUPPRESSED = AnnotationSpec.builder(SuppressWarnings.class)
            .addMember(
                    "value",
                    "$L",
                    "{\"deprecation\", \"exports\", \"rawtypes\", \"removal\", \"serial\", \"unchecked\"}")
            .build();

    private final Elements elements;
    private final Types types;
    private final Map<String, String[]> hiding = new HashMap<>();

    public ClassEmitter(Elements elements, Types types) {
        this.elements = elements;
        this.types = types;
    }

    public JavaFile emit(GuardedType type) {
        ClassName generated = ClassName.get(type.packageName(), type.name());
        var docs = new Docs(types);
        var answers = new AnswerEmitter(types);
        var methods = new MethodEmitter(type, answers, docs);
        var admin = new AdminEmitter(type, docs);
        TypeName source = TypeNames.of(type.element().asType());
        TypeSpec.Builder emitted = TypeSpec.classBuilder(generated)
                .addOriginatingElement(type.element())
                .addJavadoc(docs.type(type.element()))
                .addAnnotation(AnnotationSpec.builder(Names.GENERATED)
                        .addMember("value", "$T.class", ClassName.get(type.element()))
                        .build())
                .addAnnotation(SUPPRESSED);
        type.stereotypes().forEach(mirror -> emitted.addAnnotation(AnnotationSpec.get(mirror)));
        Stream.of(Modifier.PUBLIC, Modifier.PROTECTED)
                .filter(type.element().getModifiers()::contains)
                .findFirst()
                .ifPresent(visible -> emitted.addModifiers(Modifier.PUBLIC));
        if (type.isAbstract()) {
            emitted.addModifiers(Modifier.ABSTRACT);
        }
        type.element().getTypeParameters().forEach(each -> emitted.addTypeVariable(TypeNames.parameter(each)));
        emitted.addField(Names.GUARD, "once", Modifier.PRIVATE, Modifier.FINAL, Modifier.TRANSIENT);
        if (type.isInterface()) {
            emitted.addSuperinterface(source)
                    .addField(source, "delegate", Modifier.PRIVATE, Modifier.FINAL)
                    .addMethods(ConstructorEmitter.ofInterface(source, generated));
        } else {
            emitted.superclass(source).addMethods(ConstructorEmitter.ofClass(type));
        }
        for (GuardedMethod method : type.methods()) {
            emitted.addMethods(methods.emit(method)).addMethods(admin.emit(method));
        }
        type.forwarded().forEach(signature -> emitted.addMethod(MethodEmitter.forward(signature)));
        emitted.addType(constants(type, generated, answers))
                .avoidClashesWithNestedClasses(type.element())
                .alwaysQualify(hiding.computeIfAbsent(type.packageName(), name -> hidden(type.element(), name)));
        return JavaFile.builder(type.packageName(), emitted.build())
                .indent("    ")
                .skipJavaLangImports(true)
                .build();
    }

    /** Names of {@code java.lang} that the user's package has classes of: written short they would be these. */
    private String[] hidden(TypeElement type, String packageName) {
        ModuleElement module = elements.getModuleOf(type);
        Predicate<String> isThere = module == null
                ? name -> elements.getTypeElement(name) != null
                : name -> elements.getTypeElement(module, name) != null;
        return IN_JAVA_LANG.stream()
                .filter(name -> !packageName.isEmpty() && isThere.test(packageName + "." + name))
                .toArray(String[]::new);
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

    private TypeSpec constants(GuardedType type, ClassName generated, AnswerEmitter answers) {
        TypeSpec.Builder emitted = TypeSpec.classBuilder(Names.ONCE)
                .addJavadoc("The guarded methods, and their keys.\n")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL);
        TypeName self = type.element().getTypeParameters().isEmpty()
                ? generated
                : com.palantir.javapoet.ParameterizedTypeName.get(
                        generated,
                        type.element().getTypeParameters().stream()
                                .map(each -> TypeVariableName.get(
                                        each.getSimpleName().toString()))
                                .toArray(TypeName[]::new));
        for (GuardedMethod method : type.methods()) {
            emitted.addField(FieldSpec.builder(Names.METHOD, method.constant(), Modifier.STATIC, Modifier.FINAL)
                    .initializer(constant(type, method))
                    .build());
            if (AnswerEmitter.isConstant(method.answer())) {
                emitted.addField(FieldSpec.builder(
                                TypeNames.of(answerType(method)),
                                method.constant() + "_LOCKED",
                                Modifier.STATIC,
                                Modifier.FINAL)
                        .initializer(answers.expression(method.answer()))
                        .build());
            }
        }
        type.methods().forEach(method -> emitted.addMethod(KeyEmitter.emit(type, method, self)));
        return emitted.build();
    }

    private static TypeMirror answerType(GuardedMethod method) {
        TypeMirror type = method.signature().returns();
        return method.stage() == GuardedMethod.Stage.NONE
                ? type
                : ((javax.lang.model.type.DeclaredType) type).getTypeArguments().get(0);
    }

    private CodeBlock constant(GuardedType type, GuardedMethod method) {
        CodeBlock.Builder code = CodeBlock.builder()
                .add(
                        "$T.builder($T.class, $S, $S)",
                        Names.METHOD,
                        ClassName.get(type.element()),
                        method.signature().name(),
                        method.key().template());
        Timing timing = method.timing();
        setting(code, "lease", timing.lease());
        setting(code, "holdAtLeast", timing.holdAtLeast());
        setting(code, "holdAtMost", timing.holdAtMost());
        if (method.fenced()) {
            code.add(".fenced()");
        }
        if (method.interruptOnLost()) {
            code.add(".interruptOnLost()");
        }
        return code.add(".build()").build();
    }

    private static void setting(
            CodeBlock.Builder code, String name, @org.jspecify.annotations.Nullable Duration value) {
        if (value == null) {
            return;
        }
        long nanos = value.toNanos();
        Unit unit = Unit.ALL.stream()
                .filter(each -> nanos % each.nanos == 0)
                .findFirst()
                .orElseThrow();
        long count = nanos / unit.nanos;
        String literal = count > Integer.MAX_VALUE ? count + "L" : String.valueOf(count);
        code.add(".$N($T.$N($L))", name, Names.DURATION, unit.factory, literal);
    }

    /** A factory of {@code Duration}, and what it counts; the largest first. */
    private record Unit(String factory, long nanos) {
        static final List<Unit> ALL = List.of(
                new Unit("ofDays", Duration.ofDays(1).toNanos()),
                new Unit("ofHours", Duration.ofHours(1).toNanos()),
                new Unit("ofMinutes", Duration.ofMinutes(1).toNanos()),
                new Unit("ofSeconds", Duration.ofSeconds(1).toNanos()),
                new Unit("ofMillis", 1_000_000),
                new Unit("ofNanos", 1));
    }
}
