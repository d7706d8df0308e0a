package io.github.once4j.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.TypeVariableName;
import io.github.once4j.processor.model.GuardedMethod;
import io.github.once4j.processor.model.GuardedType;
import io.github.once4j.processor.model.Signature;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
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
                    "{\"deprecation\", \"exports\", \"rawtypes\", \"removal\", \"serial\", \"unchecked\", \"varargs\"}")
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
        TypeName source = TypeNames.DECLARED.of(type.element().asType());
        TypeSpec.Builder emitted = TypeSpec.classBuilder(generated)
                .addOriginatingElement(type.element())
                .addJavadoc(docs.type(type.element()))
                .addAnnotation(AnnotationSpec.builder(Names.GENERATED)
                        .addMember("value", "$T.class", ClassName.get(type.element()))
                        .build())
                .addAnnotation(SUPPRESSED);
        Annotations.ofType(type.element()).forEach(emitted::addAnnotation);
        type.stereotypes().forEach(mirror -> emitted.addAnnotation(AnnotationSpec.get(mirror)));
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
        for (GuardedMethod method : type.methods()) {
            emitted.addMethods(methods.emit(method)).addMethods(admin.emit(method));
        }
        type.forwarded().forEach(signature -> emitted.addMethod(methods.forward(signature)));
        emitted.addType(new ConstantsEmitter(type, answers).emit(generated))
                .avoidClashesWithNestedClasses(type.element())
                .alwaysQualify(hiding.computeIfAbsent(type.packageName(), name -> hidden(type.element(), name)))
                .alwaysQualify(obscuring(type));
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

    /** Fields and parameters named like classes: in an expression, the name would be theirs. */
    private static String[] obscuring(GuardedType type) {
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
                        .flatMap(ClassEmitter::fields));
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
