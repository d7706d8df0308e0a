package io.github.once4j.bench;

import com.google.auto.value.processor.AutoValueProcessor;
import io.github.once4j.processor.OnceProcessor;
import java.util.Map;
import javax.annotation.processing.Processor;

/** The processors; each floor writes, byte for byte, what the processor behind it generates. */
enum Contestant {
    FLOOR("floor", "once4j"),
    ONCE4J("once4j", "once4j"),
    VALUE_FLOOR("its floor", "AutoValue"),
    AUTO_VALUE("AutoValue", "AutoValue");

    private final String label;
    private final String texts;

    Contestant(String label, String texts) {
        this.label = label;
        this.texts = texts;
    }

    String label() {
        return label;
    }

    /** Whose classes it compiles. */
    String texts() {
        return texts;
    }

    Processor processor(Map<String, String> output) {
        return switch (this) {
            case FLOOR, VALUE_FLOOR -> new FloorProcessor(output);
            case ONCE4J -> new OnceProcessor();
            case AUTO_VALUE -> new AutoValueProcessor();
        };
    }
}
