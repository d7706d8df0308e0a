package io.github.once4j.processor;

import com.google.auto.service.AutoService;
import com.palantir.javapoet.JavaFile;
import io.github.once4j.processor.check.Options;
import io.github.once4j.processor.check.TypeCheck;
import io.github.once4j.processor.emit.ClassEmitter;
import io.github.once4j.processor.language.AnnotationNames;
import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.model.Candidate;
import io.github.once4j.processor.model.GuardedType;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.problem.Problem;
import io.github.once4j.processor.problem.Problems;
import io.github.once4j.processor.scan.MissingParts;
import io.github.once4j.processor.scan.TypeScanner;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Checks {@code @Once} and writes the guarded classes. A type in which something is missing that another processor may still
 * write waits, by its name, for the next round; elements are never kept across rounds.
 */
@AutoService(Processor.class)
public final class OnceProcessor extends AbstractProcessor {
    private final Set<String> waiting = new TreeSet<>();
    private @Nullable SourceWriter writer;
    private boolean optionsReported;

    /** Called by the compiler. */
    public OnceProcessor() {}

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        // Both are claimed: -Xlint:processing warns of annotations that no processor claims.
        return Set.of(AnnotationNames.ONCE, AnnotationNames.ONCE_GENERATED);
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
    public synchronized void init(ProcessingEnvironment environment) {
        super.init(environment);
        this.writer = new SourceWriter(environment.getElementUtils(), environment.getFiler());
    }

    @Override
    @SuppressWarnings("DoNotClaimAnnotations") // javac -Xlint:processing warns of what nobody claims
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment environment) {
        for (TypeElement annotation : annotations) {
            if (annotation.getQualifiedName().contentEquals(AnnotationNames.ONCE)) {
                for (Element method : environment.getElementsAnnotatedWith(annotation)) {
                    waiting.add(Signature.owner(method).getQualifiedName().toString());
                }
            }
        }
        if (!waiting.isEmpty()) {
            Set<String> names = new TreeSet<>(waiting);
            waiting.clear();
            new Round(environment.processingOver(), names).process();
        }
        return true;
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

    /** One round: what is known of types and elements holds for no other. */
    private final class Round {
        private final boolean last;
        private final Set<String> names;
        private final Elements elements = processingEnv.getElementUtils();
        private final SourceWriter files = Objects.requireNonNull(writer);
        private final TypeScanner scanner;
        private final MissingParts missing;
        private final TypeCheck check;
        private final ClassEmitter emitter;

        Round(boolean last, Set<String> names) {
            Types types = processingEnv.getTypeUtils();
            Options options = Options.of(processingEnv.getOptions());
            this.last = last;
            this.names = names;
            this.scanner = new TypeScanner(elements, types);
            this.missing = new MissingParts(elements, generatedNames());
            this.check = new TypeCheck(new Language(elements, types), options);
            this.emitter = new ClassEmitter(types);
            if (!optionsReported) {
                options.problems().forEach(OnceProcessor.this::print);
                optionsReported = true;
            }
        }

        private Set<String> generatedNames() {
            return names.stream()
                    .map(elements::getTypeElement)
                    .filter(Objects::nonNull)
                    .map(files::generatedName)
                    .collect(Collectors.toSet());
        }

        void process() {
            names.forEach(this::process);
        }

        private void process(String name) {
            TypeElement type = elements.getTypeElement(name);
            if (type == null) {
                return; // a local class cannot be asked for by name; the compiler shows what is wrong with others
            }
            Candidate candidate = scanner.scan(type);
            if (!last && missing.in(candidate)) {
                waiting.add(name);
                return;
            }
            var problems = new Problems();
            Optional<GuardedType> guarded = check.check(candidate, problems);
            if (!last && problems.all().stream().anyMatch(Problem::mayResolve)) {
                waiting.add(name);
                return;
            }
            boolean isFree = guarded.isPresent() && files.reserve(type, problems);
            problems.all().forEach(OnceProcessor.this::print);
            if (isFree) {
                write(type, emitter.emit(guarded.get()));
            } else if (guarded.isEmpty()) {
                writePlaceholder(type);
            }
        }

        private void writePlaceholder(TypeElement type) {
            if (files.reserveQuietly(type)) {
                String packageName =
                        elements.getPackageOf(type).getQualifiedName().toString();
                write(type, emitter.emitPlaceholder(type, packageName, GuardedType.nameFor(type)));
            }
        }

        private void write(TypeElement type, JavaFile file) {
            try {
                files.write(type, file);
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
