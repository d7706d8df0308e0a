package io.github.once4j.processor;

import com.google.auto.service.AutoService;
import com.palantir.javapoet.JavaFile;
import io.github.once4j.processor.check.Checked;
import io.github.once4j.processor.check.Language;
import io.github.once4j.processor.check.Options;
import io.github.once4j.processor.check.TypeCheck;
import io.github.once4j.processor.emit.ClassEmitter;
import io.github.once4j.processor.model.Candidate;
import io.github.once4j.processor.model.GuardedType;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.Problem;
import io.github.once4j.processor.problem.Spot;
import io.github.once4j.processor.scan.MissingParts;
import io.github.once4j.processor.scan.TypeScanner;
import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Checks {@code @Once} and writes the guarded classes. Types wait by name for the next round while something in them is
 * missing that another processor may still write; elements are never kept across rounds.
 */
@AutoService(Processor.class)
public final class OnceProcessor extends AbstractProcessor {
    private static final String ONCE = "io.github.once4j.Once";

    private final Set<String> waiting = new TreeSet<>();
    private final Map<String, String> written = new HashMap<>();
    private boolean optionsTold;

    /** Called by the compiler. */
    public OnceProcessor() {}

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of(
                ONCE,
                "io.github.once4j.OnceGenerated"); // both are claimed: -Xlint:processing warns of what nobody claims
    }

    @Override
    public Set<String> getSupportedOptions() {
        return Options.names();
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    @SuppressWarnings("DoNotClaimAnnotations") // javac -Xlint:processing warns of what nobody claims
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (TypeElement annotation : annotations) {
            if (!annotation.getQualifiedName().contentEquals(ONCE)) {
                continue;
            }
            for (Element method : round.getElementsAnnotatedWith(annotation)) {
                waiting.add(Signature.owner(method).getQualifiedName().toString());
            }
        }
        if (waiting.isEmpty()) {
            return true;
        }
        Set<String> now = new TreeSet<>(waiting);
        waiting.clear();
        var run = new Run(round.processingOver(), now);
        now.forEach(run::process);
        return true;
    }

    /** One round. */
    private final class Run {
        private final boolean last;
        private final MissingParts missing;
        private final TypeScanner scanner =
                new TypeScanner(processingEnv.getElementUtils(), processingEnv.getTypeUtils());
        private final TypeCheck check;
        private final ClassEmitter emitter =
                new ClassEmitter(processingEnv.getElementUtils(), processingEnv.getTypeUtils());

        Run(boolean last, Set<String> types) {
            this.last = last;
            this.missing = new MissingParts(
                    processingEnv.getElementUtils(),
                    types.stream()
                            .map(processingEnv.getElementUtils()::getTypeElement)
                            .filter(type -> type != null)
                            .map(this::generatedName)
                            .collect(Collectors.toSet()));
            Options options = Options.of(processingEnv.getOptions());
            if (!optionsTold) {
                options.problems().forEach(this::print);
                optionsTold = true;
            }
            this.check =
                    new TypeCheck(new Language(processingEnv.getElementUtils(), processingEnv.getTypeUtils()), options);
        }

        private String generatedName(TypeElement type) {
            String inPackage = packageOf(type);
            return (inPackage.isEmpty() ? "" : inPackage + ".") + GuardedType.nameFor(type);
        }

        private String packageOf(TypeElement type) {
            return processingEnv
                    .getElementUtils()
                    .getPackageOf(type)
                    .getQualifiedName()
                    .toString();
        }

        void process(String name) {
            TypeElement type = processingEnv.getElementUtils().getTypeElement(name);
            if (type == null) {
                return; // a local class cannot be asked for by name; the compiler shows what is wrong with others
            }
            Candidate candidate = scanner.scan(type);
            if (!last && missing.in(candidate)) {
                waiting.add(name);
                return;
            }
            Checked<GuardedType> checked = check.check(candidate);
            if (!last && checked.problems().stream().anyMatch(Problem::mayResolve)) {
                waiting.add(name);
                return;
            }
            checked.problems().stream().distinct().forEach(this::print);
            if (checked.value() == null) {
                writePlaceholder(type);
            } else if (isFree(checked.value())) {
                write(checked.value().element(), emitter.emit(checked.value()));
            }
        }

        private void print(Problem problem) {
            Diagnostic.Kind kind = switch (problem.severity()) {
                case ERROR -> Diagnostic.Kind.ERROR;
                case WARNING -> Diagnostic.Kind.WARNING;
                case NOTE -> Diagnostic.Kind.NOTE;
            };
            var spot = problem.spot();
            processingEnv.getMessager().printMessage(kind, problem.text(), spot.element(), spot.mirror(), spot.value());
        }

        /** Whether no other class has the name: one of the user's, or one that is written for another type. */
        private boolean isFree(GuardedType type) {
            String name = generatedName(type.element());
            String other =
                    written.putIfAbsent(name, type.element().getQualifiedName().toString());
            TypeElement there = inModuleOf(type.element(), name);
            boolean usersOwn = there != null
                    && there.getAnnotationMirrors().stream()
                            .noneMatch(mirror ->
                                    mirror.getAnnotationType().toString().endsWith("OnceGenerated"));
            if (other == null && !usersOwn) {
                return true;
            }
            print(Problem.error(
                    Code.CLASH_OF_CLASSES,
                    Spot.of(type.element()),
                    "The guarded class of `" + type.element().getQualifiedName() + "` would be `" + name + "`, which "
                            + (other == null ? "is there already." : "is written for `" + other + "`."),
                    "rename one of them."));
            return false;
        }

        private void writePlaceholder(TypeElement type) {
            String qualified = generatedName(type);
            String packageName = packageOf(type);
            boolean free = inModuleOf(type, qualified) == null;
            if (free && written.putIfAbsent(qualified, type.getQualifiedName().toString()) == null) {
                write(type, emitter.emitPlaceholder(type, packageName, GuardedType.nameFor(type)));
            }
        }

        /** A class of the same module; to ask all modules for one that there mostly is not would take most of the time. */
        private @Nullable TypeElement inModuleOf(TypeElement type, String name) {
            var elements = processingEnv.getElementUtils();
            var module = elements.getModuleOf(type);
            return module == null ? elements.getTypeElement(name) : elements.getTypeElement(module, name);
        }

        private void write(TypeElement type, JavaFile file) {
            try {
                String text = file.toString(); // JavaFile.writeTo(Filer) hands a thousand pieces to the file's encoder
                String name = (file.packageName().isEmpty() ? "" : file.packageName() + ".")
                        + file.typeSpec().name();
                try (Writer writer =
                        processingEnv.getFiler().createSourceFile(name, type).openWriter()) {
                    writer.write(text);
                }
            } catch (IOException failed) {
                processingEnv
                        .getMessager()
                        .printMessage(
                                Diagnostic.Kind.ERROR,
                                "once4j could not write the guarded class of " + type + ": " + failed.getMessage(),
                                type);
            }
        }
    }
}
