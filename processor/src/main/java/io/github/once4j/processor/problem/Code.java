package io.github.once4j.processor.problem;

/**
 * The stable numbers of the problems, by hundreds: 1 the syntax of templates, 2 their names, properties and part types,
 * 3 answers, 4 durations, 5 methods, 6 classes, 7 names that clash, 8 containers. A number is never used again for something
 * else. {@code ERRORS.md} beside the module's pom explains each.
 */
public enum Code {
    UNKNOWN_NAME(201);

    private final int number;

    Code(int number) {
        this.number = number;
    }

    /** As it is printed and searched for: {@code ONCE-201}. */
    public String id() {
        return "ONCE-" + number;
    }
}
