package io.github.once4j.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.Completion;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * A processor, and what it costs: CPU time of the compiling thread, which others on the machine disturb less than they do the
 * clock, and what that thread allocates.
 */
final class Meter implements Processor {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Processor metered;
    private long nanos;

    /** Meters a processor. */
    Meter(Processor metered) {
        this.metered = metered;
    }

    /**
     * What one compilation took.
     *
     * @param millis CPU time
     * @param allocatedKib what was allocated
     */
    record Cost(double millis, double allocatedKib) {}

    static Cost compile(Map<String, String> sources, @Nullable Processor processor) throws IOException {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long start = THREADS.getCurrentThreadCpuTime();
        CompileTask.run(sources, processor);
        return new Cost(
                (THREADS.getCurrentThreadCpuTime() - start) / 1e6,
                (THREADS.getCurrentThreadAllocatedBytes() - bytes) / 1024.0);
    }

    /** CPU time within the processor alone. */
    double millis() {
        return nanos / 1e6;
    }

    @Override
    @SuppressWarnings("DoNotClaimAnnotations") // it is the other's answer
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        long start = THREADS.getCurrentThreadCpuTime();
        boolean claimed = metered.process(annotations, round);
        nanos += THREADS.getCurrentThreadCpuTime() - start;
        return claimed;
    }

    @Override
    public void init(ProcessingEnvironment environment) {
        metered.init(environment);
    }

    @Override
    public Set<String> getSupportedOptions() {
        return metered.getSupportedOptions();
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return metered.getSupportedAnnotationTypes();
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return metered.getSupportedSourceVersion();
    }

    @Override
    public Iterable<? extends Completion> getCompletions(
            Element element, AnnotationMirror annotation, ExecutableElement member, String userText) {
        return metered.getCompletions(element, annotation, member, userText);
    }
}
