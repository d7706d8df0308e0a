package io.github.once4j.bench;

import com.google.auto.value.processor.AutoValueProcessor;
import io.github.once4j.processor.OnceProcessor;
import java.io.IOException;
import java.util.Map;
import javax.annotation.processing.Processor;

/** The processors; each floor writes, byte for byte, what the processor behind it generates. */
enum Contestant {
    FLOOR("floor", true),
    ONCE4J("once4j", false),
    VALUE_FLOOR("its floor", true),
    AUTO_VALUE("AutoValue", false);

    private final String label;
    private final boolean isFloor;

    Contestant(String label, boolean isFloor) {
        this.label = label;
        this.isFloor = isFloor;
    }

    String label() {
        return label;
    }

    boolean isFloor() {
        return isFloor;
    }

    /** What it compiles. */
    Workload workload(int classes) throws IOException {
        return switch (this) {
            case FLOOR, ONCE4J -> Workload.services(classes, new OnceProcessor());
            case VALUE_FLOOR, AUTO_VALUE -> Workload.values(classes, new AutoValueProcessor());
        };
    }

    Processor processor(Map<String, String> output) {
        return switch (this) {
            case FLOOR, VALUE_FLOOR -> new FloorProcessor(output);
            case ONCE4J -> new OnceProcessor();
            case AUTO_VALUE -> new AutoValueProcessor();
        };
    }
}
