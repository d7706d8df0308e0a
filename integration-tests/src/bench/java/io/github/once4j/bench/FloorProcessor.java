package io.github.once4j.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/** The least that a processor can do: writes texts that it was given through the Filer, in its first round. */
@SupportedAnnotationTypes("*")
final class FloorProcessor extends AbstractProcessor {
    private final Map<String, String> texts;
    private boolean done;

    FloorProcessor(Map<String, String> texts) {
        this.texts = texts;
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        if (!done) {
            done = true;
            texts.forEach(this::write);
        }
        return false;
    }

    private void write(String name, String text) {
        try (var writer = processingEnv.getFiler().createSourceFile(name).openWriter()) {
            writer.write(text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
