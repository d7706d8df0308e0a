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
import io.github.once4j.processor.model.Subclass;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.Problem;
import io.github.once4j.processor.problem.Problems;
import io.github.once4j.processor.scan.MissingParts;
import io.github.once4j.processor.scan.SubclassScanner;
import io.github.once4j.processor.scan.TypeScanner;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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

    /** The names of all types that are checked in this compilation. */
    private final Set<String> checked = new HashSet<>();

    private @Nullable SourceWriter writer;
    private boolean optionsReported;
    private boolean hasErrors;

    /** Whether the round is the first one, of what the user has written. */
    private boolean isFirst = true;

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
        Map<String, TypeElement> types = new TreeMap<>();
        for (String name : waiting) {
            TypeLookup.find(processingEnv.getElementUtils(), name)
                    .ifPresentOrElse(
                            type -> types.put(name, type),
                            () -> processingEnv
                                    .getMessager()
                                    .printMessage(
                                            Diagnostic.Kind.ERROR,
                                            "once4j does not find the type " + name + " in this round."));
        }
        waiting.clear();
        for (TypeElement annotation : annotations) {
            if (annotation.getQualifiedName().contentEquals(AnnotationNames.ONCE)) {
                for (Element method : environment.getElementsAnnotatedWith(annotation)) {
                    TypeElement type = Signature.owner(method);
                    types.put(type.getQualifiedName().toString(), type);
                }
            }
        }
        checked.addAll(types.keySet());
        List<Subclass> subclasses =
                isFirst ? SubclassScanner.in(environment.getRootElements()).toList() : List.of();
        isFirst = false;
        if (!types.isEmpty() || !subclasses.isEmpty()) {
            new Round(environment.processingOver(), types).process(subclasses);
        }
        return true;
    }

    private void print(Problem problem) {
        hasErrors |= problem.severity() == Problem.Severity.ERROR;
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
        private final Map<String, TypeElement> types;
        private final Elements elements = processingEnv.getElementUtils();
        private final SourceWriter files = Objects.requireNonNull(writer);
        private final TypeScanner scanner;
        private final MissingParts missing;
        private final TypeCheck check;
        private final ClassEmitter emitter;

        Round(boolean last, Map<String, TypeElement> found) {
            Types utilities = processingEnv.getTypeUtils();
            Options options = Options.of(processingEnv.getOptions());
            this.last = last;
            this.types = found;
            this.scanner = new TypeScanner(elements, utilities);
            this.missing = new MissingParts(
                    elements, found.values().stream().map(files::generatedName).collect(Collectors.toSet()));
            this.check = new TypeCheck(new Language(elements, utilities), options);
            this.emitter = new ClassEmitter(utilities);
            if (!optionsReported) {
                options.problems().forEach(OnceProcessor.this::print);
                optionsReported = true;
            }
        }

        void process(List<Subclass> subclasses) {
            types.forEach(this::process);
            if (!hasErrors) { // else there may be no guarded class that they could extend
                var problems = new Problems();
                subclasses.forEach(each -> check.check(each, problems));
                problems.all().forEach(OnceProcessor.this::print);
            }
        }

        private void process(String name, TypeElement type) {
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
            withoutRepeated(type, problems.all()).forEach(OnceProcessor.this::print);
            if (isFree) {
                write(type, emitter.emit(guarded.get()));
            } else if (guarded.isEmpty()
                    && problems.all().stream().noneMatch(each -> each.code() == Code.NAME_TOO_LONG)) {
                writePlaceholder(type);
            }
        }

        /** Leaves out what is wrong with an inherited method and is shown at a supertype that is compiled, too. */
        private List<Problem> withoutRepeated(TypeElement type, List<Problem> all) {
            if (all.stream().allMatch(each -> each.spot().inherited() == null)) {
                return all;
            }
            var above = new Problems();
            for (TypeElement each : scanner.hierarchy(type)) {
                if (!each.equals(type)
                        && checked.contains(each.getQualifiedName().toString())) {
                    check.check(scanner.scan(each), above);
                }
            }
            return all.stream()
                    .filter(each -> each.spot().inherited() == null
                            || above.all().stream().noneMatch(each::repeats))
                    .toList();
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
